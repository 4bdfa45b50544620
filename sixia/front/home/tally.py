"""The honest tallies on the front page: every case of the year and every public promise, each once, by what is known of it now.

Silence is its own part, never added to the satisfied; sealed cases are left out, so that nobody can infer one from a sum.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.tally import shown_to_all, tally_of

from .lately import lately

Words = str | Promise
Counted = tuple[str, Words, int]

PARTS: Final = (
    ("kept", _("resolved, the petitioners say"), (Status.SETTLED,)),
    ("late", _("not resolved, the petitioners say; being handled again"), (Status.REOPENED,)),
    ("silent", _("answered, the petitioners have not yet said"), (Status.ANSWERED,)),
    ("open", _("being handled"), (Status.REGISTERED, Status.FORWARDED, Status.ACCEPTED)),
)
PROMISED: Final = {
    "kept": pgettext_lazy("tally of promises", "kept, others say"),
    "late": pgettext_lazy("tally of promises", "late"),
    "relapsed": pgettext_lazy("tally of promises", "kept once, relapsed"),
    "open": pgettext_lazy("tally of promises", "running"),
    "dropped": pgettext_lazy("tally of promises", "given up, with the reason"),
}  # the states that exclude each other; each is a list of its own on the page of promises


@dataclass(frozen=True)
class Part:
    """One stretch of the bar: how many, and where it begins and ends in hundredths of the whole."""

    name: str
    label: Words
    n: int
    start: float
    width: float


@dataclass(frozen=True)
class Tally:
    """Things counted at one moment, in parts that add up."""

    at: dt.datetime
    n: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Promised:
    """How our public promises stand, with one that was kept and one that is late."""

    tally: Tally
    shown: tuple[Commitment, ...]


def bar(counted: Iterable[Counted], *, at: dt.datetime) -> Tally:
    known = list(counted)
    whole = sum(n for _name, _label, n in known)
    parts, start = [], 0.0
    for name, label, n in known:
        width = 100 * n / whole if whole else 0.0
        parts.append(Part(name, label, n, round(start, 3), round(width, 3)))
        start += width
    return Tally(at, whole, tuple(parts))


def count_cases() -> Tally:
    now = timezone.now()
    received = Case.objects.filter(received_at__gte=timezone.make_aware(dt.datetime(first_day().year, 1, 1)), sealed=False)
    counts = dict(received.order_by().values_list("status").annotate(Count("pk")))
    return bar(((name, label, sum(counts.get(it, 0) for it in statuses)) for name, label, statuses in PARTS), at=now)


def count_promises() -> Promised:
    counts = tally_of(shown_to_all(settings.OFFICE_PLACE)).counts
    late = shown_to_all(settings.OFFICE_PLACE, "late").listed().order_by("due_on", "id")[:1]
    kept = shown_to_all(settings.OFFICE_PLACE, "kept").listed().order_by("-status_on", "-id")[:1]
    tally = bar(((name, label, counts[name]) for name, label in PROMISED.items()), at=timezone.now())
    return Promised(tally, (*late, *kept))


def first_day() -> dt.date:
    """Since when the year's cases are counted."""
    return timezone.localdate().replace(month=1, day=1)


def tally() -> Tally:
    return lately("cases", count_cases)


def promised() -> Promised:
    """What was found lately; but whose case was sealed since then is asked each time, and is not shown a minute longer."""
    found = lately("promises", count_promises)
    if not found.shown:
        return found
    public = set(Commitment.objects.public().filter(pk__in=[it.pk for it in found.shown]).values_list("pk", flat=True))
    return replace(found, shown=tuple(it for it in found.shown if it.pk in public))
