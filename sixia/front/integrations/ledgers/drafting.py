"""One row of a ledger becomes an arrival for `cases`, or a reason in plain words why it cannot.

Nothing is guessed that a person could regret: a unit nobody knows, a number the spreadsheet has rounded, a day in the future send
the row back, with its cells, to be mended. A reply older than its request comes in with both dates as they stand:
that is what was written, and the trail says it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.text import clean
from sixia.foundations.places.finding import best
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Unit
from sixia.spine.cases.models.arriving import Arrival
from sixia.spine.cases.models.registering import title_of
from sixia.spine.cases.workflow import Channel

from . import dating, mapping
from .reading import Cell, Line, text

TITLE_LENGTH = 120
_SPELLED = json.JSONEncoder(default=str)
ROUNDED = 10**15  # beyond it a spreadsheet no longer keeps every digit

CHANNELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (Channel.PHONE, ("电话", "热线", "来电", "12345", "phone", "telephone", "hotline", "call")),
    (Channel.FAX, ("传真", "fax")),
    (Channel.WEB, ("网", "信箱", "微信", "邮件", "邮箱", "app", "小程序", "留言", "web", "online", "mail")),
    (Channel.LETTER, ("信", "letter")),
    (Channel.RECEPTION, ("接访", "接待日", "约访", "reception")),
    (Channel.FIELD, ("下访", "走访", "入户", "field")),
    (Channel.VISIT, ("访", "窗口", "现场", "visit")),
    (Channel.PAPER, ("台账", "纸", "书面", "paper")),
    (Channel.MACHINE, ("接口", "系统", "转办", "machine", "system")),
)


class Reason(TextChoices):
    """Why a row was sent back (退回原因)."""

    NO_WORDS = "no_words", _("It says neither what it is about nor gives a subject.")
    NO_DATE = "no_date", _("It does not say when it was received.")
    WRONG_DATE = "wrong_date", _("This is not a day that can be understood; write it as 2026-03-02 or 2026-03-02 09:30.")
    FUTURE = "future", _("This day has not come yet.")
    ROUNDED = "rounded", _("The spreadsheet has rounded this number; format the column as text and write the number again.")
    TOO_LONG = "too_long", _("This cell is longer than there is room for.")
    SPILLED = "spilled", _("The row has more cells than the head; perhaps a comma inside a text is not in quotation marks.")
    UNKNOWN_UNIT = "unknown_unit", _("No open unit is called this; write its full name or its code, or leave the column out.")
    UNKNOWN_CHANNEL = "unknown_channel", _("This way of raising something is not known; write letter, visit, telephone, online …")
    NO_REPLY = "no_reply", _("There is a time of the reply, but no reply.")
    SAME_NUMBER = "same_number", _("Another row of this file has the same number but says something else.")
    NOT_STORABLE = "not_storable", _("The database could not keep this row.")


class Refused(Exception):
    """This row cannot be taken in."""

    def __init__(self, reason: Reason, detail: str = "", *, field: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail, self.field = reason, detail[:200], field


class Draft(NamedTuple):
    """A row that can be taken in, and the digest by which the same row is known again."""

    line: Line
    arrival: Arrival
    digest: str


class Drafter:
    """Reads rows for one unit by one mapping; knows the units and places, so that a row asks the database nothing."""

    def __init__(self, unit: Unit, columns: mapping.Mapping) -> None:
        self.unit, self.columns = unit, columns
        self.latest = timezone.now() + dt.timedelta(days=1)  # another clock may be ahead of ours
        self.places = Gazetteer(unit.place)
        self.units: dict[str, Unit] = {}
        for each in Unit.objects.open():
            self.units |= {each.code.lower(): each, each.name: each, each.name_en.lower() or each.name: each}

    def draft(self, line: Line) -> Draft:
        if line.spilled:
            raise Refused(Reason.SPILLED)
        received = self._moment(line, "received", Reason.NO_DATE)
        words, title = self._words(line)
        reply, replied = self._reply(line)
        place_words = self._text(line, "place")
        arrival = Arrival(
            source_number=self._number(line) or _number_of_its_own(received, words),
            received_at=received,
            title=title,
            words=words,
            place=self.places.find(place_words) if place_words else self.places.find(title),
            place_words=place_words,
            name=self._text(line, "name"),
            phone=self._text(line, "phone"),
            unit=self._unit(line),
            channel=self._channel(line),
            reply=reply,
            replied_at=replied,
        )
        return Draft(line, arrival, _digest(arrival))

    def _cell(self, line: Line, name: str) -> Cell:
        place = self.columns.get(name)
        return "" if place is None or place >= len(line.cells) else line.cells[place]

    def _text(self, line: Line, name: str, *, lines: bool = False) -> str:
        said = text(self._cell(line, name))
        if not said:
            return ""
        said = clean(said, lines=lines)
        field = mapping.BY_NAME[name]
        if len(said) > field.limit:
            raise Refused(Reason.TOO_LONG, f"{len(said)} > {field.limit}", field=name)
        return said

    def _number(self, line: Line) -> str:
        cell = self._cell(line, "number")
        if isinstance(cell, int | float) and abs(cell) >= ROUNDED:
            raise Refused(Reason.ROUNDED, text(cell), field="number")
        return self._text(line, "number")

    def _words(self, line: Line) -> tuple[str, str]:
        """The words and the title; a title too long for a list stands, whole, before the words."""
        words, title = self._text(line, "words", lines=True), self._text(line, "title")
        if not words and not title:
            raise Refused(Reason.NO_WORDS)
        if len(title) > TITLE_LENGTH:
            words, title = f"{title}\n\n{words}".strip(), title[: TITLE_LENGTH - 1] + "…"
        return words or title, title or title_of(words)

    def _moment(self, line: Line, name: str, absent: Reason) -> dt.datetime:
        cell = self._cell(line, name)
        if not text(cell):
            raise Refused(absent)
        try:
            moment = dating.moment(cell)
        except (dating.NoDate, ValueError, OverflowError) as wrong:
            raise Refused(Reason.WRONG_DATE, text(cell), field=name) from wrong
        if moment > self.latest:
            raise Refused(Reason.FUTURE, text(cell), field=name)
        return moment

    def _reply(self, line: Line) -> tuple[str, dt.datetime | None]:
        reply = self._text(line, "reply", lines=True)
        if not text(self._cell(line, "replied")):
            return reply, None
        replied = self._moment(line, "replied", Reason.WRONG_DATE)
        if not reply:
            raise Refused(Reason.NO_REPLY)
        return reply, replied

    def _unit(self, line: Line) -> Unit:
        """The unit the row names; without one, the unit whose ledger it is."""
        said = self._text(line, "unit")
        if not said:
            return self.unit
        found = self.units.get(said) or self.units.get(said.lower())
        if found is None:
            raise Refused(Reason.UNKNOWN_UNIT, said, field="unit")
        return found

    def _channel(self, line: Line) -> str:
        said = self._text(line, "channel").lower()
        if not said:
            return Channel.PAPER
        for channel, cues in CHANNELS:
            if said == channel or any(cue in said for cue in cues):
                return channel
        raise Refused(Reason.UNKNOWN_CHANNEL, said, field="channel")


class Gazetteer:
    """The places under one place, held in memory: which of them free words name, as `Place.objects.named_in` answers it."""

    def __init__(self, scope: Place) -> None:
        self.scope = scope
        self.places = {place.code: place for place in Place.objects.under(scope.code).select_related("merged_into__merged_into")}
        self.heirs = {code: place.successor for code, place in self.places.items() if place.merged_into_id}
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, words: str) -> Place:
        heard = [place for place in self.places.values() if place.stem in words]
        if not heard:
            return self.scope
        heirs = {place.code: self.heirs.get(place.code, place) for place in heard}
        names = {place.code: place.name for place in heard}
        code = best(words, names, scope=self.scope.code, heirs={code: heir.code for code, heir in heirs.items()})
        return self.scope if code is None else ({heir.code: heir for heir in heirs.values()} | heirs)[code]


def _number_of_its_own(received: dt.datetime, words: str) -> str:
    """For a ledger without numbers: the same words of the same moment are the same row."""
    return "~" + hashlib.sha256(f"{received.isoformat()}\n{words}".encode()).hexdigest()[:40]


def _digest(arrival: Arrival) -> str:
    """Keyed, since a bare digest of a telephone number can be guessed. Where the place was found is not part of the row."""
    said: Sequence[object] = (
        *(arrival.received_at, arrival.title, arrival.words, arrival.place_words, arrival.name, arrival.phone),
        *(arrival.unit and arrival.unit.pk, arrival.channel, arrival.reply, arrival.replied_at),
    )
    return salted_hmac("sixia.ledgers.row", _SPELLED.encode(said), algorithm="sha256").hexdigest()
