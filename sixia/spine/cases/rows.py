"""How a case is shown as one row of a list: ready words, so that the template has nothing to decide."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from sixia.foundations.common import numbers
from sixia.foundations.deadlines.wording import due_words, tone

from .models import Case
from .workflow import Status


class Row(NamedTuple):
    """What a row says. `tone` is the badge's: it presses, it needs the reader, or it is earned."""

    number: str
    url: str
    title: str
    where: str
    due: str
    tone: str
    current: bool


def row_of(case: Case, *, box_name: str, shown: str) -> Row:
    pressing = case.due_at is not None and case.is_open
    return Row(
        number=numbers.spoken(case.number),
        url=f"{reverse('cases:detail', args=[case.number])}?box={box_name}",
        title=case.title,
        where=f"{case.place} · {case.unit}" if case.unit else str(case.place),
        due=due_words(case.due_at) if pressing else Status(case.status).short,
        tone=tone(case.due_at) if pressing else "kept" if case.status == Status.SETTLED else "",
        current=case.number == shown,
    )
