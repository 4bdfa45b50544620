"""The honest tally on the front page: every case of the year counted once, by what is known of it now.

Silence is its own part, never added to the satisfied; sealed cases are left out, so that nobody can infer one from a sum. The
count is kept for a few minutes in each process; while one request counts, the others get the last tally.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status

KEPT_SECONDS: Final = 300
COUNTING_SECONDS: Final = 30

PARTS: Final = (
    ("kept", _("resolved, the petitioners say"), (Status.SETTLED,)),
    ("late", _("not resolved, the petitioners say; being handled again"), (Status.REOPENED,)),
    ("silent", _("answered, the petitioners have not yet said"), (Status.ANSWERED,)),
    ("open", _("being handled"), (Status.REGISTERED, Status.FORWARDED, Status.ACCEPTED)),
)


@dataclass(frozen=True)
class Part:
    """One stretch of the bar: how many, and where it begins and ends in hundredths of the whole."""

    name: str
    label: str | Promise
    n: int
    start: float
    width: float


@dataclass(frozen=True)
class Tally:
    """The cases received since a day, in parts that add up."""

    since: dt.date
    at: dt.datetime
    n: int
    parts: tuple[Part, ...]


def split(counts: dict[str, int], *, since: dt.date, at: dt.datetime) -> Tally:
    whole = sum(counts.values())
    parts, start = [], 0.0
    for name, label, statuses in PARTS:
        n = sum(counts.get(status, 0) for status in statuses)
        width = 100 * n / whole if whole else 0.0
        parts.append(Part(name, label, n, round(start, 3), round(width, 3)))
        start += width
    return Tally(since, at, whole, tuple(parts))


def count(now: dt.datetime) -> Tally:
    since = timezone.localdate(now).replace(month=1, day=1)
    begin = timezone.make_aware(dt.datetime.combine(since, dt.time()))
    received = Case.objects.filter(received_at__gte=begin, sealed=False)
    counts = dict(received.order_by().values_list("status").annotate(Count("pk")))
    return split(counts, since=since, at=now)


def tally() -> Tally:
    """This year's tally, at most a few minutes old."""
    last: Tally | None = cache.get("home.tally")
    now = timezone.now()
    fresh = last is not None and (now - last.at).total_seconds() < KEPT_SECONDS
    if last is not None and (fresh or not cache.add("home.tally.counting", True, COUNTING_SECONDS)):
        return last
    counted = count(now)
    cache.set("home.tally", counted, None)
    cache.delete("home.tally.counting")
    return counted
