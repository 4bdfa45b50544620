"""Taking in a timetable (接访安排导入): every row is planned, or refused in words for whoever sent it.

Overlaps are named row by row: with another row of the file, or with a day that is already planned.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sixia.field.reception import rules
from sixia.field.reception.models import ReceptionDay
from sixia.field.reception.models.moving import ReceptionError
from sixia.field.reception.models.planning import Overlaps
from sixia.field.reception.workflow import Form
from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post
from sixia.front.integrations.ledgers import reading
from sixia.front.integrations.ledgers.dating import NoDate, moment

ONCE = uuid.UUID("7a1d3c1e-5b0f-5b7c-9d7a-0a9901010005")
MOST_ROWS = 1000
HEADS = {
    "on": "日期 接访日期 date day",
    "hours": "时间 接访时间 时段 time hours",
    "leader": "姓名 领导 接访领导 领导姓名 name leader",
    "title": "职务 post title",
    "place": "区划 乡镇 所在地 place",
    "address": "地点 接访地点 地址 address venue where",
    "form": "形式 接访形式 form",
    "theme": "主题 专题 theme",
    "walk_ins": "现场号 walkins",
}
HOURS = re.compile(r"(\d{1,2})[:：时点](\d{2})?分?\s*[-—–~至到]+\s*(\d{1,2})[:：时点](\d{2})?分?")


@dataclass(frozen=True)
class Taken:
    """What became of one row: the day it is, or why it was sent back."""

    number: int
    words: str
    day: ReceptionDay | None = None
    fresh: bool = False
    why: str = ""


class WrongRow(Exception):
    """A row that cannot be planned; the message says why."""


def columns_of(heads: list[str]) -> dict[str, int]:
    """Which column holds what, by its head."""
    known = {head: name for name, words in HEADS.items() for head in words.split()}
    tidy = [re.sub(r"[\s()（）：:]", "", head).lower() for head in heads]
    return {known[head]: column for column, head in enumerate(tidy) if head in known}


def take_in(path: Path, *, by: User) -> list[Taken]:
    """Every row of the first sheet. Raises `ledgers.trouble.Unreadable` where there is no table at all."""
    with reading.opened(path) as table:
        columns = columns_of(table.heads)
        posts = list(rules.posts_of(by))
        return [_taken(line, columns, posts, by=by) for line in _first(table.lines)]


def _first(lines: Iterator[reading.Line]) -> Iterator[reading.Line]:
    for position, line in enumerate(lines):
        if position == MOST_ROWS:
            return
        yield line


def _taken(line: reading.Line, columns: dict[str, int], posts: list[Post], *, by: User) -> Taken:
    said = {name: line.cells[column] for name, column in columns.items() if line.cells[column] not in ("", None)}
    words = " · ".join(reading.text(cell) for cell in line.cells if reading.text(cell))
    try:
        given = _read(said, posts)
        mark = uuid.uuid5(ONCE, repr(sorted((name, str(value)) for name, value in given.items())))
        already = ReceptionDay.objects.filter(once=mark).exists()
        day = ReceptionDay.objects.plan(by=by, once=mark, **given)
    except Overlaps as error:
        return Taken(line.number, words, why=str(error))
    except (WrongRow, ReceptionError) as error:
        return Taken(line.number, words, why=str(error))
    return Taken(line.number, words, day=day, fresh=not already)


def _read(said: dict[str, Any], posts: list[Post]) -> dict[str, Any]:
    """What `plan` takes, read from one row."""
    for name, label in (
        ("on", _("the day")),
        ("hours", _("the time")),
        ("leader", _("the leader")),
        ("address", pgettext("timetable", "where exactly")),
    ):
        if name not in said:
            raise WrongRow(_("This row does not say %(what)s.") % {"what": label})
    on, (begins, ends) = _day(said["on"]), _hours(reading.text(said["hours"]))
    address = reading.text(said["address"])
    form = _form(reading.text(said.get("form", "")))
    theme = reading.text(said.get("theme", ""))
    if form == Form.THEMED and not theme:
        raise WrongRow(_("A reception on one theme has to name it."))
    return {
        "post": _post(reading.text(said["leader"]), reading.text(said.get("title", "")), posts, on),
        "place": Place.objects.meant(f"{reading.text(said.get('place', ''))}{address}"),
        "address": address[:120],
        "on": on,
        "begins": begins,
        "ends": ends,
        "form": form,
        "theme": theme[:120],
        "walk_ins": _count(reading.text(said.get("walk_ins", "5"))),
    }


def _day(cell: Any) -> dt.date:
    try:
        return moment(cell).date()
    except (NoDate, OverflowError) as error:
        raise WrongRow(_("“%(said)s” is not a day.") % {"said": reading.text(cell)}) from error


def _hours(text: str) -> tuple[dt.time, dt.time]:
    found = HOURS.search(text)
    try:
        if found is None:
            raise ValueError(text)
        begins, ends = dt.time(int(found[1]), int(found[2] or 0)), dt.time(int(found[3]), int(found[4] or 0))
    except ValueError as error:
        raise WrongRow(_("“%(said)s” is not a time like 9:00-11:30.") % {"said": text}) from error
    if ends <= begins:
        raise WrongRow(_("It would end before it begins."))
    return begins, ends


def _post(name: str, title: str, posts: list[Post], on: dt.date) -> Post:
    """The post this leader holds that day; by its title where someone holds two."""
    held = [post for post in posts if str(post.holder(on) or "") == name]
    if len(held) > 1 and title:
        held = [post for post in held if title in (post.title, post.title_en)]
    if len(held) != 1:
        raise WrongRow(_("No leader “%(name)s” whose days you arrange holds a post on that day.") % {"name": name})
    return held[0]


def _form(text: str) -> str:
    """The form by its name in either language; at a fixed place where nothing is said."""
    names = {"定点": Form.FIXED, "约访": Form.INVITED, "专题": Form.THEMED, "开门": Form.OPEN}
    if not text:
        return Form.FIXED
    found = next((form for word, form in names.items() if word in text), None) or next(
        (form for form in Form if form.value == text.lower()), None
    )
    if found is None or found == Form.CARRIED:
        raise WrongRow(_("“%(said)s” is no form of reception that a timetable can hold.") % {"said": text})
    return found


def _count(text: str) -> int:
    if not text.isdigit() or len(text) > 3:
        raise WrongRow(_("“%(said)s” is not a number.") % {"said": text})
    return int(text)
