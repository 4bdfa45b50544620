"""The boxes of those who arrange reception days: which days lie in each, in what order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User

from .models import ReceptionDay
from .models.day import ReceptionDayQuerySet
from .workflow import Status

SOONEST, LATEST = ("on", "id"), ("-on", "-id")
Days = Callable[[ReceptionDayQuerySet], ReceptionDayQuerySet]


@dataclass(frozen=True)
class Box:
    title: Promise
    sorted_by: Promise
    order: tuple[str, ...]
    days: Days


BOXES: dict[str, Box] = {
    "coming": Box(
        pgettext_lazy("reception box", "Coming"),
        _("the nearest first"),
        SOONEST,
        lambda days: days.filter(status=Status.PUBLISHED, on__gte=timezone.localdate()),
    ),
    "planned": Box(
        pgettext_lazy("reception box", "Planned, not published"),
        _("the nearest first"),
        SOONEST,
        lambda days: days.filter(status=Status.PLANNED),
    ),
    "past": Box(
        pgettext_lazy("reception box", "Past"),
        pgettext_lazy("reception", "the latest first"),
        LATEST,
        lambda days: days.filter(on__lt=timezone.localdate()).exclude(status=Status.PLANNED),
    ),
    "cancelled": Box(
        pgettext_lazy("reception box", "Cancelled"),
        pgettext_lazy("reception", "the latest first"),
        LATEST,
        lambda days: days.filter(status=Status.CANCELLED),
    ),
}


def in_box(user: User, name: str) -> ReceptionDayQuerySet:
    """The days of a box, in its order; never more than the officer may see."""
    box = BOXES[name]
    return box.days(ReceptionDay.objects.visible_to(user)).order_by(*box.order)
