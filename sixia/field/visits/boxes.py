"""The boxes of an officer's visits: which lie in each, in what order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User

from .models import Visit
from .models.finding import Finding
from .workflow import Status

NEXT_FIRST = ("start_at", "id")
LATEST_FIRST = ("-start_at", "-id")


@dataclass(frozen=True)
class Box:
    """One pile of visits."""

    title: Promise
    sorted_by: Promise
    order: tuple[str, ...]
    visits: Callable[[User], Finding]


def _mine(user: User) -> Finding:
    return Visit.objects.of(user)


BOXES: dict[str, Box] = {
    "mine": Box(_("My visits ahead"), _("the next first"), NEXT_FIRST, lambda user: _mine(user).ahead()),
    "open": Box(
        _("To be closed"), _("the longest open first"), NEXT_FIRST, lambda user: _mine(user).filter(status=Status.UNDER_WAY)
    ),
    "made": Box(_("Visits I made"), _("the latest first"), LATEST_FIRST, lambda user: _mine(user).closed()),
    "all": Box(_("All visits I may see"), _("the latest first"), LATEST_FIRST, lambda user: Visit.objects.visible_to(user)),
}


def in_box(user: User, name: str) -> Finding:
    """The visits of a box, in its order; never more than the officer may see."""
    box = BOXES[name]
    return box.visits(user).order_by(*box.order)
