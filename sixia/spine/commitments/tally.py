"""The public count of promises (承诺兑现情况): each number is the number of rows behind its link, said of the same moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Commitment
from .models.finding import Finding
from .workflow import DATED, Status

LATEST = ("-promised_on", "-id")
LONGEST = ("due_on", "id")


@dataclass(frozen=True)
class State:
    """One way a promise can stand, as the public reads it. All but “changed” exclude each other."""

    label: Promise
    tone: str
    sorted_by: Promise
    order: tuple[str, ...]
    promises: Callable[[Finding], Finding]
    condition: Callable[[], Q]


STATES: dict[str, State] = {
    "kept": State(
        _("kept"), "kept", _("the latest promised first"), LATEST, lambda all_: all_.kept(), lambda: Q(status=Status.KEPT)
    ),
    "open": State(
        pgettext_lazy("promise", "running"),
        "",
        _("the nearest day first"),
        LONGEST,
        lambda all_: all_.running(),
        lambda: Q(status__in=sorted(DATED), due_on__gte=timezone.localdate()),
    ),
    "late": State(
        pgettext_lazy("promise", "late"),
        "late",
        _("the longest late first"),
        LONGEST,
        lambda all_: all_.late(),
        lambda: Q(status__in=sorted(DATED), due_on__lt=timezone.localdate()),
    ),
    "relapsed": State(
        _("relapsed"),
        "late",
        _("the longest due first"),
        LONGEST,
        lambda all_: all_.relapsed(),
        lambda: Q(status=Status.RELAPSED),
    ),
    "dropped": State(
        _("dropped"), "", _("the latest promised first"), LATEST, lambda all_: all_.dropped(), lambda: Q(status=Status.DROPPED)
    ),
    "changed": State(
        _("date changed"), "", _("the latest promised first"), LATEST, lambda all_: all_.changed(), lambda: Q(times_changed__gt=0)
    ),
}


@dataclass(frozen=True)
class Tally:
    """How many promises there are, and how they stand."""

    total: int
    counts: dict[str, int]


def tally_of(promises: Finding) -> Tally:
    """All counts in one query."""
    found = promises.aggregate(total=Count("pk"), **{name: Count("pk", filter=it.condition()) for name, it in STATES.items()})
    return Tally(found.pop("total"), found)


def shown_to_all(place: str, state: str = "") -> Finding:
    """The public promises of a place, in one state or in any."""
    found = Commitment.objects.public().in_place(place)
    return STATES[state].promises(found) if state in STATES else found
