"""A month as a calendar (月历): weeks of days, each with what falls on it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from .models import Visit


@dataclass
class Day:
    on: dt.date
    inside: bool  # of the month asked for
    today: bool
    visits: list[Visit] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[list[Day]]

    @property
    def before(self) -> str:
        return f"{self.first - dt.timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{next_month(self.first):%Y-%m}"

    @property
    def filled(self) -> list[Day]:
        """The days with something on them: how a phone shows a month."""
        return [day for week in self.weeks for day in week if day.visits]


def first_of(text: str) -> dt.date:
    """“2026-11” as its first day; this month for what cannot be read."""
    try:
        first = dt.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        first = timezone.localdate().replace(day=1)
    return first if 1900 < first.year < 2999 else timezone.localdate().replace(day=1)


def next_month(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)


def bounds(first: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """From the first Monday shown to the last Sunday."""
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    start, end = days[0][0], days[-1][-1] + dt.timedelta(days=1)
    return at_midnight(start), at_midnight(end)


def at_midnight(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time.min))


def month_of(first: dt.date, visits: Iterable[Visit]) -> Month:
    """The month with each visit on the day it starts."""
    today, by_day = timezone.localdate(), defaultdict(list)
    for visit in visits:
        by_day[timezone.localdate(visit.start_at)].append(visit)
    weeks = [
        [Day(on, on.month == first.month, on == today, by_day[on]) for on in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks)
