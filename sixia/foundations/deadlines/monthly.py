"""Days laid out by month (月历): what a page needs to draw them as tables, for one reckoning or for a whole year."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .counting import DAY, ZONE, Day, Reckoning, Special, Why, WorkingCalendar
from .models import in_the_readers_language

WEEKS = calendar.Calendar(calendar.MONDAY)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day on the page: a short mark to see, the whole reason to read, and the kind its colour goes by."""

    on: date
    kind: str = ""
    mark: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: list[list[Cell | None]]


def of_reckoning(reckoning: Reckoning) -> list[Month]:
    """The months a reckoning runs through; days outside it stay plain."""
    days = {day.on: day for day in reckoning.days}
    first, last, due = reckoning.days[0].on, reckoning.days[-1].on, reckoning.internal_due.astimezone(ZONE).date()
    return _months(first, last, lambda on: _reckoned(days[on], is_due=on == due) if on in days else Cell(on))


def of_year(year: int, working: WorkingCalendar) -> list[Month]:
    return _months(date(year, 1, 1), date(year, 12, 31), lambda on: _arranged(on, working.specials.get(on)))


def why_words(day: Day) -> str:
    """Why a day counts or not, with the name of the holiday and, for hours, how long."""
    if day.why == Why.RUNNING:
        minutes, seconds = divmod(int(day.share.total_seconds()), 60)
        told = {"hours": minutes // 60, "minutes": minutes % 60, "seconds": seconds}
        return (_("%(hours)d h %(minutes)d min %(seconds)d s run") if seconds else _("%(hours)d h %(minutes)d min run")) % told
    worked, holiday = bool(day.special and day.special.worked), ""
    if day.special and not worked:
        holiday = in_the_readers_language(day.special.name, day.special.name_en)
    words = str(day.why.label)
    if day.counted:
        words = _("day %(number)d, a worked weekend") if worked else _("day %(number)d")
        words %= {"number": day.number}
    return _("%(words)s (%(holiday)s)") % {"words": words, "holiday": holiday} if holiday else words


def _months(first: date, last: date, cell: Callable[[date], Cell]) -> list[Month]:
    months, on = [], first.replace(day=1)
    while on <= last:
        weeks = [
            [cell(day) if day.month == on.month else None for day in week] for week in WEEKS.monthdatescalendar(on.year, on.month)
        ]
        months.append(Month(on, weeks))
        on = (on.replace(day=28) + DAY * 4).replace(day=1)
    return months


def _reckoned(day: Day, *, is_due: bool) -> Cell:
    mark = str(day.number) if day.counted else MARKS[day.why]()
    kind = "due" if is_due else day.why.value
    return Cell(day.on, kind, pgettext("calendar", "due") if is_due else mark, why_words(day))


def _arranged(on: date, special: Special | None) -> Cell:
    if special is None:
        return Cell(on, "weekend" if on.isoweekday() > 5 else "")
    name = in_the_readers_language(special.name, special.name_en)
    if special.worked:
        return Cell(on, "worked", pgettext("calendar", "work"), _("worked weekend (%(holiday)s)") % {"holiday": name})
    words = _("%(holiday)s, the statutory day itself") if special.statutory else _("day off (%(holiday)s)")
    return Cell(on, "statutory" if special.statutory else "holiday", pgettext("calendar", "off"), words % {"holiday": name})


MARKS: dict[Why, Callable[[], str]] = {
    Why.START: lambda: pgettext("calendar", "start"),
    Why.WEEKEND: lambda: "–",
    Why.HOLIDAY: lambda: pgettext("calendar", "off"),
    Why.EXCLUDED: lambda: "–",
    Why.ROLLED: lambda: pgettext("calendar", "latest"),
}


@dataclass(slots=True)
class Span:
    """One holiday of a year: the first and last of each run of days off, and its worked weekends."""

    name: str
    off: list[tuple[date, date]] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)


def spans_of_year(year: int, working: WorkingCalendar) -> list[Span]:
    """In the order of their first days off."""
    spans: dict[str, Span] = {}
    for on, special in sorted(working.specials.items(), key=lambda known: known[0]):
        if on.year != year:
            continue
        span = spans.setdefault(special.name, Span(in_the_readers_language(special.name, special.name_en)))
        if special.worked:
            span.worked.append(on)
        elif span.off and span.off[-1][1] + DAY == on:
            span.off[-1] = (span.off[-1][0], on)
        else:
            span.off.append((on, on))
    return sorted(spans.values(), key=lambda span: span.off[:1])
