"""Tellings: how an entry of the trail is read aloud, to the public and inside, in the reader's language of that moment.

A room tells its verbs in its own `tellings.py`, imported from `apps.py: ready()`:
`telling("cases", "forwarded", public=_("Forwarded to %(unit)s."), internal=_("Forwarded to %(unit)s: %(why)s"))`.
An empty `public` is not shown to petitioners. Values whose key ends in `_on` or `_at` are dates and times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language

from sixia.foundations.common.labels import said

if TYPE_CHECKING:  # the models read this module, not the reverse
    from .models import Entry, Record, Recorded

Sentence = str | Promise  # lazily translated: read at the moment of telling


@dataclass(frozen=True)
class Telling:
    room: str
    verb: str
    public: Sentence
    internal: Sentence
    labels: Mapping[str, type[models.Choices]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of a timeline, ready for the page."""

    at: dt.datetime
    sentence: str
    who: str


class ToldTwice(Exception):
    """Two rooms, or one room twice, tell the same verb differently."""


_tellings: dict[tuple[str, str], Telling] = {}


def telling(
    room: str, verb: str, *, internal: Sentence, public: Sentence = "", labels: Mapping[str, type[models.Choices]] | None = None
) -> None:
    """Say how a verb of a room is told; `%(key)s` takes the entry's data. `labels` names the choices a key's value is one of."""
    fresh = Telling(room, verb, public, internal, labels or {})
    known = _tellings.setdefault((room, verb), fresh)
    if known is not fresh and (str(known.public), str(known.internal)) != (str(public), str(internal)):
        raise ToldTwice(f"{room}.{verb} is already told")


def told_verbs() -> list[Telling]:
    """Every verb that can be told, by room and verb."""
    return sorted(_tellings.values(), key=lambda it: (it.room, it.verb))


def is_told(room: str, verb: str) -> bool:
    return (room, verb) in _tellings


def tell(entry: Entry | Record, *, public: bool) -> str:
    """The entry's sentence in the language of the moment. A verb nobody tells (a room since removed) is named inside only."""
    known = _tellings.get((entry.room, entry.verb))
    if known is None:
        return "" if public else f"{entry.room}: {entry.verb}"
    sentence = str(known.public if public else known.internal)
    return sentence % Shown(entry.data, known.labels) if sentence else ""


def timeline(thing: Recorded, *, public: bool) -> list[Line]:
    """What happened to a thing, oldest first; to the public without what is internal and without names. One query."""
    return lines_of(thing.entries(), public=public)


def lines_of(entries: Iterable[Record], *, public: bool) -> list[Line]:
    """The same of entries that were read before."""
    told = ((entry, tell(entry, public=public)) for entry in entries)
    return [Line(entry.at, sentence, who(entry, public=public)) for entry, sentence in told if sentence]


def who(entry: Record, *, public: bool) -> str:
    """An officer by name inside; to the public only which side spoke."""
    return entry.officer if entry.officer and not public else entry.side


class Shown(dict[str, Any]):
    """An entry's data as one reads it: dates as dates, choices by their labels, names (`{"zh": …, "en": …}`) in the reader's
    language, and a gap where an old entry lacks what a newer sentence asks for."""

    def __init__(self, data: dict[str, Any], labels: Mapping[str, type[models.Choices]]) -> None:
        super().__init__(data)
        self.labels = labels

    def __getitem__(self, key: str) -> Any:
        value = super().get(key)
        if value is None or value == "":
            return "…"
        if isinstance(value, dict):
            return value.get("en" if (get_language() or "").startswith("en") else "zh") or value.get("zh", "…")
        if key in self.labels:
            return said(self.labels[key], value)
        for ending, shown in _READ.items():
            if key.endswith(ending) and isinstance(value, str):
                return shown(value)
        return value


def _shown_on(text: str) -> str:
    return _day_words(text, get_language())


@lru_cache(maxsize=4096)
def _day_words(text: str, language: str | None) -> str:
    day = parse_date(text)
    return date_format(day, "DATE_FORMAT") if day else text


def _shown_at(text: str) -> str:
    moment = parse_datetime(text)
    if moment is None:
        return text
    return date_format(timezone.localtime(moment) if timezone.is_aware(moment) else moment, "DATETIME_FORMAT")


_READ: Final[dict[str, Callable[[str], str]]] = {"_on": _shown_on, "_at": _shown_at}
