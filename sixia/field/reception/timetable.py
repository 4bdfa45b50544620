"""The timetable (接访安排): days laid out by month, and what is planned against what the rule of the place asks.

It counts days against a rule, never leaders against each other: posts stand in the order in which they stand in the unit.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from sixia.foundations.deadlines.models import Frequency
from sixia.foundations.units.models import Post

from .models import ReceptionDay
from .workflow import Status

WEEKS = calendar.Calendar(calendar.MONDAY)


@dataclass(frozen=True)
class Cell:
    """One day of a month, and the reception days on it."""

    on: dt.date
    days: list[ReceptionDay]
    inside: bool
    today: bool


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[list[Cell]]
    days: int


def month_of(first: dt.date, days: Iterable[ReceptionDay]) -> Month:
    """The month as a table of weeks."""
    by_day: dict[dt.date, list[ReceptionDay]] = defaultdict(list)
    for day in days:
        by_day[day.on].append(day)
    today = timezone.localdate()
    weeks = [
        [Cell(on, by_day.get(on, []), on.month == first.month, on == today) for on in week]
        for week in WEEKS.monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks, days=sum(map(len, by_day.values())))


def next_month(first: dt.date, step: int = 1) -> dt.date:
    months = first.year * 12 + first.month - 1 + step
    return dt.date(months // 12, months % 12 + 1, 1)


@dataclass
class Line:
    """One post: which rules ask something of it, and how many days stand in the year."""

    post: Post
    planned: int = 0
    held: int = 0
    cancelled: int = 0
    rules: list[Frequency] = field(default_factory=list)

    @property
    def asked(self) -> int | None:
        """The most that any rule with a number asks of it in a year."""
        return max((number for rule in self.rules if (number := rule.in_a_year())), default=None)


def against_the_rules(posts: Iterable[Post], *, year: int, place_code: str) -> list[Line]:
    """For each post n of m: days planned and held in the year, and what the rules in force at its level ask."""
    today = timezone.localdate()
    rules = [rule for rule in Frequency.objects.in_force(place_code, min(today, dt.date(year, 12, 31))) if not rule.most]
    lines = {post.pk: Line(post, rules=[rule for rule in rules if _asks(rule, post)]) for post in posts}
    counted = ReceptionDay.objects.of_year(year).filter(post__in=lines).order_by().values("post")
    for row in counted.annotate(
        planned=Count("id", filter=~Q(status=Status.CANCELLED)),
        held=Count("id", filter=Q(status=Status.HELD)),
        cancelled=Count("id", filter=Q(status=Status.CANCELLED)),
    ):
        line = lines[row["post"]]
        line.planned, line.held, line.cancelled = row["planned"], row["held"], row["cancelled"]
    return list(lines.values())


def _asks(rule: Frequency, post: Post) -> bool:
    whom = {"": True, Frequency.Whom.CHIEF: post.chief, Frequency.Whom.DEPUTY: not post.chief}[rule.whom]
    return whom and rule.level == len(post.unit.place_id)
