from __future__ import annotations

from typing import TYPE_CHECKING

from sixia.foundations.units.models import Role
from sixia.foundations.units.standing import standing

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sixia.foundations.accounts.models import User


def may_see_given_up(user: User | AnonymousUser) -> bool:
    """Notices that never arrived: the keeper mends the channel, the supervisor sees who was not told."""
    return standing(user).holds(Role.KEEPER, Role.SUPERVISOR)


def may_resend(user: User | AnonymousUser) -> bool:
    return standing(user).holds(Role.KEEPER)
