"""Days laid out by month (月历): what a page needs to draw them as tables, for one reckoning or for a whole year."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .counting import DAY, Day, Reckoning, Special, Why, WorkingCalendar
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
    last_counted = max(day.on for day in reckoning.days if day.counted)
    first, last = reckoning.days[0].on, reckoning.days[-1].on
    return _months(first, last, lambda on: _reckoned(days[on], is_due=on == last_counted) if on in days else Cell(on))


def of_year(year: int, working: WorkingCalendar) -> list[Month]:
    return _months(date(year, 1, 1), date(year, 12, 31), lambda on: _arranged(on, working.specials.get(on)))


def why_words(day: Day) -> str:
    """Why a day counts or not, with the name of the holiday and, for hours, how long."""
    if day.why == Why.RUNNING:
        minutes, seconds = divmod(int(day.share.total_seconds()), 60)
        told = {"hours": minutes // 60, "minutes": minutes % 60, "seconds": seconds}
        return _("%(hours)d h %(minutes)d min %(seconds)d s run") % told
    name = in_the_readers_language(day.special.name, day.special.name_en) if day.special else ""
    words = _("day %(number)d") % {"number": day.number} if day.why == Why.COUNTED else str(day.why.label)
    if day.why == Why.WORKED:
        words = _("day %(number)d, a worked weekend") % {"number": day.number}
    return _("%(words)s (%(holiday)s)") % {"words": words, "holiday": name} if name and day.why != Why.WORKED else words


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
    return Cell(day.on, kind, _("due") if is_due else mark, why_words(day))


def _arranged(on: date, special: Special | None) -> Cell:
    if special is None:
        return Cell(on, "weekend" if on.isoweekday() > 5 else "")
    name = in_the_readers_language(special.name, special.name_en)
    if special.worked:
        return Cell(on, "worked", _("work"), _("worked weekend (%(holiday)s)") % {"holiday": name})
    words = _("%(holiday)s, the statutory day itself") if special.statutory else _("day off (%(holiday)s)")
    return Cell(on, "statutory" if special.statutory else "holiday", _("off"), words % {"holiday": name})


MARKS: dict[Why, Callable[[], str]] = {
    Why.START: lambda: _("start"),
    Why.WEEKEND: lambda: "–",
    Why.HOLIDAY: lambda: _("off"),
    Why.EXCLUDED: lambda: "–",
    Why.ROLLED: lambda: _("latest"),
}


def arranged_spans(days: Iterable[tuple[date, Special]]) -> list[tuple[str, list[date], list[date]]]:
    """A year's holidays by name: days off and worked weekends, in the order of the year."""
    spans: dict[str, tuple[list[date], list[date]]] = {}
    for on, special in sorted(days):
        off, worked = spans.setdefault(in_the_readers_language(special.name, special.name_en), ([], []))
        (worked if special.worked else off).append(on)
    return [(name, off, worked) for name, (off, worked) in spans.items()]
