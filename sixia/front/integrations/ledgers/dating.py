"""Dates and times as ledgers write them: real ones, serials of a spreadsheet, and text in a dozen habits. All are local time."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.utils import timezone

FIRST_YEAR = 1949
SERIALS = range(18_264, 91_313)  # 1950 … 2149 as a spreadsheet counts days
DAY_ZERO = dt.datetime(1899, 12, 30)

_TEXT = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T,\s]*(?:星期|周)[一二三四五六日天])?"
    r"(?:[T,\s]*(?P<half>上午|下午|早上|晚上|am|pm)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*分?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<half_after>am|pm)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*(\d{2})(\d{2})(\d{2})?)?")


class NoDate(ValueError):
    """This does not say a day."""


def moment(cell: Any) -> dt.datetime:
    """The moment a cell tells; a day alone is its beginning."""
    if isinstance(cell, dict):
        return _here(dt.datetime.fromisoformat(cell["date"]))
    if isinstance(cell, bool):
        raise NoDate(cell)
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    said = unicodedata.normalize("NFKC", str(cell)).strip()
    if re.fullmatch(r"\d{5}(\.\d+)?", said):
        return _from_number(float(said))
    return _from_text(said)


def _from_number(number: float) -> dt.datetime:
    if int(number) in SERIALS:
        return _here(DAY_ZERO + dt.timedelta(seconds=round(number * 86400)))
    return _from_text(str(int(number)))


@lru_cache(maxsize=4096)  # a ledger has few days, and many rows on each
def _from_text(said: str) -> dt.datetime:
    try:
        if compact := _COMPACT.fullmatch(said):
            return _here(dt.datetime(*(int(part) for part in compact.groups() if part)))  # type: ignore[arg-type]
        if match := _TEXT.fullmatch(said):
            return _from_parts(match)
    except ValueError as wrong:
        raise NoDate(said) from wrong
    raise NoDate(said)


def _from_parts(match: re.Match[str]) -> dt.datetime:
    parts = {name: int(match[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")}
    half = (match["half"] or match["half_after"] or "").lower()
    if half in {"下午", "晚上", "pm"} and parts["hour"] < 12:
        parts["hour"] += 12
    elif half in {"上午", "am"} and parts["hour"] == 12:
        parts["hour"] = 0
    if match["zone"]:
        zone = dt.datetime.strptime(match["zone"].upper().replace("Z", "+0000"), "%z").tzinfo
        return dt.datetime(**parts).replace(tzinfo=zone)  # type: ignore[arg-type]
    return _here(dt.datetime(**parts))  # type: ignore[arg-type]


def _here(naive: dt.datetime) -> dt.datetime:
    if naive.year < FIRST_YEAR:
        raise NoDate(naive)
    return naive if timezone.is_aware(naive) else timezone.make_aware(naive)
