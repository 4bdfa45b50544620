"""The boxes of an officer's desk: which promises lie in each, in what order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.units.standing import standing

from .models import Commitment
from .models.finding import Finding
from .workflow import Status

BY_DUE = ("due_on", "id")
BY_DAY_MADE = ("-promised_on", "-id")


@dataclass(frozen=True)
class Box:
    """One pile on the desk."""

    title: Promise
    sorted_by: Promise
    order: tuple[str, ...]
    promises: Callable[[User], Finding]
    counted: bool = True


def _seen(user: User) -> Finding:
    return Commitment.objects.visible_to(user)


def _of_mine(user: User) -> Finding:
    return Commitment.objects.filter(unit_id__in=standing(user).units).unsealed_for(user)


BOXES: dict[str, Box] = {
    "mine": Box(_("I answer for"), _("the nearest day first"), BY_DUE, lambda user: _seen(user).open().held_by(user)),
    "unit": Box(pgettext_lazy("box", "My unit's"), _("the nearest day first"), BY_DUE, lambda user: _of_mine(user).open()),
    "late": Box(_("Late"), _("the longest late first"), BY_DUE, lambda user: _seen(user).late(), counted=False),
    "word": Box(
        _("Waiting for the word"),
        _("the nearest day first"),
        BY_DUE,
        lambda user: _seen(user).filter(status=Status.REPORTED),
        counted=False,
    ),
    "recheck": Box(
        _("To look at again"), _("the nearest day first"), BY_DUE, lambda user: _seen(user).to_look_at_again(), counted=False
    ),
    "made": Box(_("I promised"), _("the latest first"), BY_DAY_MADE, lambda user: _seen(user).filter(promised_by=user)),
    "all": Box(_("All promises"), _("the latest first"), BY_DAY_MADE, _seen, counted=False),
}


def in_box(user: User, name: str) -> Finding:
    """The promises of a box; never more than the officer may see."""
    return BOXES[name].promises(user)


def first_box(user: User) -> str:
    """The box an officer starts with: their own where there are any."""
    return "mine" if in_box(user, "mine").exists() else "all"
