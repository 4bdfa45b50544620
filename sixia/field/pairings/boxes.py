"""The boxes of the list of ties: which lie in each. All are sorted by how long there was no contact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User

from .models import Pairing
from .models.finding import Finding

ORDER = ("quiet_since", "id")


@dataclass(frozen=True)
class Box:
    """One pile of ties."""

    title: Promise
    ties: Callable[[User], Finding]


BOXES: dict[str, Box] = {
    "mine": Box(pgettext_lazy("ties", "My ties"), lambda user: Pairing.objects.in_force().held_by(user)),
    "all": Box(pgettext_lazy("ties", "All I may see"), lambda user: Pairing.objects.in_force().visible_to(user)),
    "handover": Box(_("To be taken in hand"), lambda user: Pairing.objects.in_force().visible_to(user).awaiting_handover()),
    "vacant": Box(_("Nobody holds the post"), lambda user: Pairing.objects.in_force().visible_to(user).vacant()),
    "ended": Box(
        pgettext_lazy("ties", "Ended"), lambda user: Pairing.objects.visible_to(user).filter(ends_on__lt=timezone.localdate())
    ),
}


def in_box(user: User, name: str) -> Finding:
    return BOXES[name].ties(user)


def first_box(user: User) -> str:
    """One's own ties, if one has any."""
    return "mine" if Pairing.objects.in_force().held_by(user).exists() else "all"
