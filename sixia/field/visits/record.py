"""One officer's own record in the field (下访纪实): what came of a year of visits, month by month. Of one person, never of two
beside each other; how often someone went is not the question, what came of it is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.spine.commitments.models import Commitment

from .kinds import FrontLine
from .models import FollowUp, Matter, Stop, Visit
from .months import at_midnight, next_month
from .workflow import Outcome, Status


@dataclass(frozen=True)
class Line:
    """One number and of what it is one."""

    label: str
    count: int


@dataclass(frozen=True)
class Record:
    since: dt.date
    visits: int
    unannounced: int
    open: int
    months: list[tuple[dt.date, int]]
    outcomes: list[Line]
    front_lines: list[Line]  # with its zeros
    stops: list[Line]
    promises: list[Line]
    followed: list[Line]
    told: int
    to_tell: int


def record_of(visits: QuerySet[Visit], reader: User) -> Record:
    """The last twelve months of these visits."""
    since = year_back(timezone.localdate())
    made = visits.filter(start_at__gte=at_midnight(since)).exclude(status=Status.CANCELLED)
    rows = list(made.filter(departed_at__isnull=False).values_list("start_at", "unannounced", "status"))
    matters = Matter.objects.filter(visit__in=made.values("pk")).unsealed_for(reader)
    ends = list(matters.exclude(outcome="").values_list("outcome", "front_lines", "told_at", "raised_by", "commitment"))
    return Record(
        since=since,
        visits=len(rows),
        unannounced=sum(unannounced for _at, unannounced, _status in rows),
        open=sum(status == Status.UNDER_WAY for _at, _unannounced, status in rows),
        months=by_month(since, [timezone.localdate(at) for at, _unannounced, _status in rows]),
        outcomes=lines(Outcome, Counter(outcome for outcome, *_rest in ends)),
        front_lines=lines(FrontLine, Counter(line for _outcome, front, *_rest in ends for line in front)),
        stops=lines(Stop.Kind, dict(stops_of(made))),
        promises=promises_of([commitment for *_rest, commitment in ends if commitment], reader),
        followed=promises_of(
            list(FollowUp.objects.filter(visit__in=made.values("pk")).values_list("commitment", flat=True)), reader
        ),
        told=sum(told is not None for _outcome, _front, told, _who, _promise in ends),
        to_tell=sum(told is None and bool(who) for _outcome, _front, told, who, _promise in ends),
    )


def year_back(today: dt.date) -> dt.date:
    """The first of the month eleven months before this one: twelve months with this."""
    return (today.replace(day=1) - dt.timedelta(days=335)).replace(day=1)


def by_month(since: dt.date, days: list[dt.date]) -> list[tuple[dt.date, int]]:
    counted, month, found = Counter(day.replace(day=1) for day in days), since, []
    while month <= timezone.localdate():
        found.append((month, counted[month]))
        month = next_month(month)
    return found


def lines(choices: Any, counted: Any) -> list[Line]:
    """One line for each, also for what is nought."""
    return [Line(str(choice.label), counted.get(choice.value, 0)) for choice in choices]


def stops_of(made: QuerySet[Visit]) -> list[tuple[str, int]]:
    stops = Stop.objects.filter(visit__in=made.values("pk")).order_by()
    return list(stops.values("kind").annotate(n=Count("pk")).values_list("kind", "n"))


def promises_of(ids: list[int], reader: User) -> list[Line]:
    """How these promises stand now."""
    found: dict[str, int] = Counter()
    for promise in Commitment.objects.visible_to(reader).filter(Q(pk__in=ids)):
        found[promise.state_words] += 1
    return [Line(words, count) for words, count in sorted(found.items(), key=lambda it: -it[1])]
