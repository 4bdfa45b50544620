"""Counting (期限计算): from a rule and a start to its two dates, with every day on the way and why it was counted or not.

Pure: data in, data out; the calendar is a value. How it counts, and on what that rests:
the start day is not counted and a last day that is a rest day moves to the end of the next working day (Civil Code
art. 201 and 203, by analogy: the petition regulation does not say); working days skip weekends and holidays and count
worked weekends; hours run on without a break. Officials keep the raw day, the law allows the rolled one, and a right of
the petitioner always has the later. Nothing pauses a count except days the rule itself excludes, given by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ZONE = ZoneInfo("Asia/Shanghai")
END_OF_DAY = time(23, 59, 59)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
NO_TIME = timedelta()


class Count(TextChoices):
    """How a length is counted."""

    DAYS = "days", _("calendar days")  # 日
    WORKDAYS = "workdays", _("working days")  # 工作日
    HOURS = "hours", _("hours")
    MINUTES = "minutes", _("minutes")
    SECONDS = "seconds", _("seconds")


class Why(TextChoices):
    """Why a day was counted or not."""

    START = "start", _("start day, not counted")
    COUNTED = "counted", _("counted")
    WORKED = "worked", _("worked weekend, counted")
    WEEKEND = "weekend", _("weekend, not counted")
    HOLIDAY = "holiday", _("holiday, not counted")
    EXCLUDED = "excluded", _("time the rule leaves out, not counted")
    ROLLED = "rolled", _("first working day after, the latest day")
    RUNNING = "running", _("time runs on without a break")


class Unset(ValueError):
    """The rule has no length of its own: it is set locally, and nobody has set it."""


class Limit(Protocol):
    """What counting needs to know of a rule."""

    @property
    def length(self) -> int | None: ...
    @property
    def count(self) -> str: ...
    @property
    def minimum(self) -> bool: ...
    @property
    def for_citizen(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Special:
    """A day that differs from its weekday."""

    worked: bool
    statutory: bool = False
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked, as far as it has been announced; any other day goes by its weekday."""

    specials: Mapping[date, Special] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()

    def is_workday(self, on: date) -> bool:
        special = self.specials.get(on)
        return special.worked if special else on.isoweekday() <= 5

    def is_holiday(self, on: date) -> bool:
        special = self.specials.get(on)
        return special is not None and not special.worked

    def is_settled(self, on: date) -> bool:
        """The last days of a year also wait for the next year's notice, which arranges the New Year holiday."""
        return on.year in self.announced and (on + WEEK).year in self.announced


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a reckoning: counted or not, why, and which in number; `share` is the part of it a clock of hours runs."""

    on: date
    counted: bool
    why: Why
    number: int = 0
    special: Special | None = None
    share: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The two dates of a duty and how they came about."""

    internal_due: datetime
    legal_latest: datetime
    provisional: bool
    days: list[Day]

    @property
    def is_rolled(self) -> bool:
        return self.days[-1].why == Why.ROLLED


def reckon(
    rule: Limit,
    start: datetime,
    calendar: WorkingCalendar,
    *,
    extended_by: int = 0,
    excluded: Collection[date] = (),
    weekends_roll: bool = True,
) -> Reckoning:
    """Count `rule` from `start`; an extension is counted in one run with the base, from the same start.

    `weekends_roll`: whether 法定休假日 covers ordinary weekends when the last day is moved on. Commonly yes, nowhere
    written for petitions; a right of the petitioner has the later date either way.
    """
    if rule.length is None:
        raise Unset
    length = rule.length + extended_by
    start = start.astimezone(ZONE)
    if rule.count == Count.DAYS:
        later = rule.for_citizen or rule.minimum
        return _by_days(length, start.date(), calendar, excluded, later=later, weekends_roll=weekends_roll or later)
    if rule.count == Count.WORKDAYS:
        return _by_workdays(length, start.date(), calendar, excluded)
    return _by_the_clock(timedelta(**{rule.count: length}), start)


def _by_days(
    length: int, start: date, calendar: WorkingCalendar, excluded: Collection[date], *, later: bool, weekends_roll: bool
) -> Reckoning:
    days = [_start_day(start, calendar), *_counted_days(length, start, calendar, excluded)]
    raw = days[-1].on
    days += _roll(raw, calendar, weekends_roll=weekends_roll)
    latest = days[-1].on
    looked_at = (raw + DAY * n for n in range((latest - raw).days + 1))
    return Reckoning(
        internal_due=_end_of(latest if later else raw),
        legal_latest=_end_of(latest),
        provisional=not all(calendar.is_settled(on) for on in looked_at),
        days=days,
    )


def _by_workdays(length: int, start: date, calendar: WorkingCalendar, excluded: Collection[date]) -> Reckoning:
    days = [_start_day(start, calendar), *_counted_days(length, start, calendar, excluded, workdays=True)]
    due = _end_of(days[-1].on)
    return Reckoning(due, due, not all(calendar.is_settled(day.on) for day in days[1:]), days)


def _by_the_clock(length: timedelta, start: datetime) -> Reckoning:
    due = start + length
    days: list[Day] = []
    reached = start
    while reached < due:
        midnight = datetime.combine(reached.date() + DAY, time(), ZONE)
        days.append(Day(reached.date(), True, Why.RUNNING, len(days) + 1, share=min(midnight, due) - reached))
        reached = midnight
    return Reckoning(due, due, False, days)


def _start_day(on: date, calendar: WorkingCalendar) -> Day:
    return Day(on, False, Why.START, special=calendar.specials.get(on))


def _counted_days(
    length: int, start: date, calendar: WorkingCalendar, excluded: Collection[date], *, workdays: bool = False
) -> Iterator[Day]:
    """Day after day until so many are counted; with `workdays` only those that are worked."""
    number, on = 0, start
    while number < length:
        on += DAY
        special = calendar.specials.get(on)
        if on in excluded:
            yield Day(on, False, Why.EXCLUDED, special=special)
        elif workdays and not calendar.is_workday(on):
            yield Day(on, False, Why.HOLIDAY if special else Why.WEEKEND, special=special)
        else:
            number += 1
            yield Day(on, True, Why.WORKED if workdays and special else Why.COUNTED, number, special)


def _roll(raw: date, calendar: WorkingCalendar, *, weekends_roll: bool) -> Iterator[Day]:
    """The rest days after a last day that is itself a rest day, and the day on which the period then ends."""

    def is_rest(on: date) -> bool:
        return not calendar.is_workday(on) if weekends_roll else calendar.is_holiday(on)

    if not is_rest(raw):
        return
    on = raw + DAY
    while is_rest(on):
        special = calendar.specials.get(on)
        yield Day(on, False, Why.HOLIDAY if special else Why.WEEKEND, special=special)
        on += DAY
    yield Day(on, False, Why.ROLLED, special=calendar.specials.get(on))


def _end_of(on: date) -> datetime:
    return datetime.combine(on, END_OF_DAY, ZONE)
