"""How a case is shown as one row of a list: ready words, so that the template has nothing to decide."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixia.foundations.common import numbers
from sixia.foundations.common.pages import Page
from sixia.foundations.deadlines.wording import due_words, tone
from sixia.foundations.places.naming import shown

from .workflow import OPEN, Status

READ = (
    *("id", "number", "title", "status", "due_at", "received_at"),
    *("place__name", "place__name_en", "unit__name", "unit__name_en"),
)  # no more than a row shows: long words stay where they are


class Row(NamedTuple):
    """What a row says. `tone` is the badge's: it presses, it needs the reader, or it is earned."""

    number: str
    url: str
    title: str
    where: str
    due: str
    tone: str
    current: bool


def extent_of(found: Page[Any]) -> str:
    """How many cases the list shows and since when they came, read off the page: it counts nothing that is not on it."""
    if not found.rows:
        return ""
    count, since = len(found), date_format(timezone.localtime(min(case.received_at for case in found.rows)))
    if found.after or found.before:
        return _("%(count)d on this page, received since %(since)s") % {"count": count, "since": since}
    return ngettext("%(count)d case, received on %(since)s", "%(count)d cases, received since %(since)s", count) % {
        "count": count,
        "since": since,
    }


def rows_of(cases: Iterable[Any], *, box_name: str, open_number: str) -> list[Row]:
    """The rows of a page; `open_number` is that of the case lying open beside the list."""
    start, now = reverse("cases:list"), timezone.now()
    labels = {status.value: status.short for status in Status}
    due_badge = cache(lambda due_at: (due_words(due_at, now), tone(due_at, now)))  # most of a page is due on a few days
    rows = []
    for case in cases:
        if case.due_at is not None and case.status in OPEN:
            due, due_tone = due_badge(case.due_at)
        else:
            due, due_tone = labels[case.status], "kept" if case.status == Status.SETTLED else ""
        place, unit = shown(case.place__name, case.place__name_en), shown(case.unit__name or "", case.unit__name_en)
        rows.append(
            Row(
                number=numbers.spoken(case.number),
                url=f"{start}{case.number}/?box={box_name}",
                title=case.title,
                where=f"{place} · {unit}" if unit else place,
                due=due,
                tone=due_tone,
                current=case.number == open_number,
            )
        )
    return rows
