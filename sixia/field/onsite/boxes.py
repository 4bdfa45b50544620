"""The piles of meetings on an officer's desk: which lie in each, in what order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.units.standing import standing

from .models import Meeting, Summons
from .models.finding import Finding

NEXT = ("starts_at", "id")
LAST = ("-starts_at", "-id")


@dataclass(frozen=True)
class Box:
    """One pile."""

    title: Promise
    sorted_by: Promise
    order: tuple[str, ...]
    meetings: Callable[[User], Finding]


def _called(user: User) -> Finding:
    mine = Summons.objects.pressing().of_units(standing(user).units).filter(meeting=OuterRef("pk"))
    return Meeting.objects.visible_to(user).filter(Exists(mine))


BOXES: dict[str, Box] = {
    "ahead": Box(_("Meetings ahead"), _("the next first"), NEXT, lambda user: Meeting.objects.visible_to(user).ahead()),
    "called": Box(_("Called to, not answered"), _("the next first"), NEXT, _called),
    "running": Box(_("In session"), _("the next first"), NEXT, lambda user: Meeting.objects.visible_to(user).running()),
    "publish": Box(
        _("Minutes to publish"), _("the latest first"), LAST, lambda user: Meeting.objects.visible_to(user).to_publish()
    ),
    "all": Box(_("All I may see"), _("the latest first"), LAST, lambda user: Meeting.objects.visible_to(user)),
}


def in_box(user: User, name: str) -> Finding:
    box = BOXES[name]
    return box.meetings(user).order_by(*box.order)
