"""A year's arrangement of holidays (放假安排) as a file: read, checked day by day, refused with a reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .counting import DAY, WEEK, Special

SHIPPED = Path(__file__).parent / "data" / "calendar"
LONGEST_NAME = 40
LONGEST_HOLIDAY = 31


class WrongArrangement(ValueError):
    """The file does not hold a year's arrangement; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the notice of one year arranges; its days may reach back into the last week of the year before."""

    year: int
    announced: bool
    notice: str
    notice_en: str
    announced_on: date | None
    days: dict[date, Special]


def shipped() -> list[Arrangement]:
    """The years that come with the program, oldest first."""
    return [read(path) for path in sorted(SHIPPED.glob("*.toml"))]


def read(path: Path) -> Arrangement:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongArrangement(_("%(file)s cannot be read: %(error)s") % {"file": path, "error": error}) from error
    try:
        return _checked(content)
    except WrongArrangement:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongArrangement(_("%(file)s lacks or misuses %(field)s.") % {"file": path, "field": error}) from error


def _checked(content: dict[str, Any]) -> Arrangement:
    arrangement = Arrangement(
        year=content["year"],
        announced=content["announced"],
        notice="；".join(notice["title"] for notice in content["notice"]),
        notice_en="; ".join(notice["title_en"] for notice in content["notice"]),
        announced_on=max((notice["on"] for notice in content["notice"] if "on" in notice), default=None),
        days={},
    )
    if arrangement.announced and not arrangement.announced_on:
        raise WrongArrangement(_("An announced year names its notice and the notice's date."))
    for holiday in content["holiday"]:
        _take(holiday, arrangement)
    return arrangement


def _take(holiday: dict[str, Any], arrangement: Arrangement) -> None:
    names = {"name": str(holiday["name"]), "name_en": str(holiday["name_en"])}
    if len(names["name"]) > LONGEST_NAME or len(names["name_en"]) > LONGEST_NAME:
        raise WrongArrangement(_("%(name)s: the name of a holiday is too long.") % names)
    first, last = (_day(value) for value in holiday["off"])
    statutory = {_day(value) for value in holiday["statutory"]}
    if not 0 <= (last - first).days < LONGEST_HOLIDAY:
        raise WrongArrangement(_("%(name)s: its days off end before they begin, or never.") % names)
    off = {first + DAY * n for n in range((last - first).days + 1)}
    if not statutory <= off:
        raise WrongArrangement(_("%(name)s: its statutory days lie outside its days off.") % names)
    for on in off:
        _put(on, Special(False, on in statutory, **names), arrangement)
    for on in map(_day, holiday.get("worked", ())):
        if on.isoweekday() <= 5:
            raise WrongArrangement(_("%(day)s is given as a worked weekend, but is a weekday.") % {"day": on})
        _put(on, Special(True, False, **names), arrangement)


def _day(value: Any) -> date:
    if type(value) is not date:
        raise WrongArrangement(_("%(value)s is not a day such as 2027-01-01.") % {"value": value})
    return value


def _put(on: date, special: Special, arrangement: Arrangement) -> None:
    if (on + WEEK).year != arrangement.year and on.year != arrangement.year:
        raise WrongArrangement(_("%(day)s does not belong to %(year)s.") % {"day": on, "year": arrangement.year})
    if on in arrangement.days:
        raise WrongArrangement(_("%(day)s is arranged twice.") % {"day": on})
    arrangement.days[on] = special
