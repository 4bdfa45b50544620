"""What became of it (接访成效): what was asked, settled and promised, and whether people still have to go up.

Counts only, each with what it is a count of; sealed cases are in none of them, and no place is ranked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Substr

from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.places.models import Level, Place
from sixia.foundations.units.models import Matter
from sixia.spine.cases.models import Assignment, Case
from sixia.spine.cases.workflow import Channel
from sixia.spine.cases.workflow import Status as CaseStatus

from .models import Audience, Raised, ReceptionDay
from .workflow import Stage, Status


@dataclass(frozen=True)
class Result:
    """Of some reception days: how many people, matters, answers, promises."""

    days: int
    received: int
    absent: int
    matters: int
    joined: int
    on_the_spot: int
    settled: int
    promises: int


def result_of(days: QuerySet[ReceptionDay]) -> Result:
    """Three queries, whatever the number of days."""
    unsealed = Q(promises__case=None) | Q(promises__case__sealed=False)
    people = Audience.objects.filter(day__in=days).aggregate(
        received=Count("id", filter=Q(stage=Stage.RECEIVED), distinct=True),
        absent=Count("id", filter=Q(stage=Stage.ABSENT), distinct=True),
        promises=Count("promises", filter=unsealed, distinct=True),
    )
    raised = Raised.objects.filter(audience__day__in=days, case__sealed=False).aggregate(
        matters=Count("id"),
        joined=Count("id", filter=Q(joined=True)),
        on_the_spot=Count("id", filter=Q(answered_at__isnull=False)),
        settled=Count("id", filter=Q(case__status=CaseStatus.SETTLED)),
    )
    return Result(days=days.filter(status=Status.HELD).count(), **people, **raised)


@dataclass(frozen=True)
class Shift:
    """In one place or one matter: how often people went up, and how often it was heard down there."""

    name: str
    code: str
    up: int
    down: int

    @property
    def n(self) -> int:
        return self.up + self.down

    @property
    def share_down(self) -> int:
        """Of a hundred, how many were heard down there."""
        return round(100 * self.down / self.n) if self.n else 0


def gone_up() -> Q:
    """Visits to an office above the place: a walk past the township, to the county's window."""
    at_home = Assignment.objects.filter(
        case=OuterRef("pk"), mode=Assignment.Mode.DIRECT, unit__place__code__startswith=Substr(OuterRef("place_id"), 1, 9)
    )
    return Q(channel=Channel.VISIT) & ~Q(Exists(at_home))


def heard_below() -> Q:
    """Said at a reception day or on a visit, where it is."""
    return Q(channel__in=[Channel.RECEPTION, Channel.FIELD])


def year_of(year: int) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime(year, 1, 1, tzinfo=ZONE), dt.datetime(year + 1, 1, 1, tzinfo=ZONE)


@dataclass(frozen=True)
class Shifts:
    """The same counts twice: by township in the order of the codes, and by the widest branch of the matter."""

    by_place: list[Shift]
    by_matter: list[Shift]


def shifts_of(code: str, year: int) -> Shifts:
    """One count over the year's cases of these three ways; what is not sorted yet comes last among the matters."""
    start, end = year_of(year)
    length = max(len(code) + 1, Level.TOWNSHIP.value)
    cases = Case.objects.in_place(code).filter(sealed=False, received_at__gte=start, received_at__lt=end)
    rows = list(
        cases.filter(channel__in=[Channel.VISIT, Channel.RECEPTION, Channel.FIELD])
        .order_by()
        .annotate(under=Substr("place_id", 1, length), branch=Coalesce(Substr("matter_id", 1, 2), Value("")))
        .values_list("under", "branch")
        .annotate(up=Count("id", filter=gone_up()), down=Count("id", filter=heard_below()))
    )
    places, matters = _summed(rows, key=0), _summed(rows, key=1)
    return Shifts(
        by_place=_named(places, Place.objects.in_bulk(places)),
        by_matter=_named(matters, Matter.objects.in_bulk([branch for branch in matters if branch])),
    )


def _summed(rows: list[Any], *, key: int) -> dict[str, tuple[int, int]]:
    """Up and down by one of the two; empty comes last, and what nobody did is not named."""
    sums: dict[str, tuple[int, int]] = {}
    for row in sorted(rows, key=lambda row: row[key] or "~"):
        up, down = sums.get(row[key], (0, 0))
        sums[row[key]] = (up + row[2], down + row[3])
    return {code: sum_ for code, sum_ in sums.items() if any(sum_)}


def _named(sums: dict[str, tuple[int, int]], names: Mapping[Any, Place | Matter]) -> list[Shift]:
    return [Shift(str(names.get(code, "")), code, up, down) for code, (up, down) in sums.items()]
