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
    except (KeyError, TypeError, AttributeError) as error:
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
    names = {"name": holiday["name"], "name_en": holiday["name_en"]}
    first, last = holiday["off"]
    statutory = set(holiday["statutory"])
    off = {first + DAY * n for n in range((last - first).days + 1)}
    if not off or not statutory <= off:
        raise WrongArrangement(_("%(name)s: its statutory days lie outside its days off.") % names)
    for on in off:
        _put(on, Special(worked=False, statutory=on in statutory, **names), arrangement)
    for on in holiday.get("worked", ()):
        if on.isoweekday() <= 5:
            raise WrongArrangement(_("%(day)s is given as a worked weekend, but is a weekday.") % {"day": on})
        _put(on, Special(worked=True, **names), arrangement)


def _put(on: date, special: Special, arrangement: Arrangement) -> None:
    if (on + WEEK).year != arrangement.year and on.year != arrangement.year:
        raise WrongArrangement(_("%(day)s does not belong to %(year)s.") % {"day": on, "year": arrangement.year})
    if on in arrangement.days:
        raise WrongArrangement(_("%(day)s is arranged twice.") % {"day": on})
    arrangement.days[on] = special
