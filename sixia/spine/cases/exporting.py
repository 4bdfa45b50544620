"""A list of cases as an Excel file (导出). No contact details leave by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.foundations.common import numbers, sheets

from .models import Case

MOST_ROWS = 50_000


def workbook_of(cases: QuerySet[Case], *, name: str) -> HttpResponse:
    """At most 50,000 rows, in the list's order; the last row says when there are more."""
    head = [
        _("Number"), _("Received"), _("Title"), _("In their own words"), _("Where exactly"), _("Place"), _("Class"), _("Channel"),
        _("Status"), _("Unit"), _("Due"), _("Answered"),
    ]  # fmt: skip
    return sheets.workbook(name, head, _rows(cases))


def _rows(cases: QuerySet[Case]) -> Iterator[list[Any]]:
    chosen = cases.select_related("place", "unit").defer("search")[: MOST_ROWS + 1]
    for position, case in enumerate(chosen.iterator(chunk_size=2000)):
        if position == MOST_ROWS:
            yield [_("There are more rows: narrow the list and export again.")]
            return
        yield _row(case)


def _row(case: Case) -> list[Any]:
    return [
        numbers.spoken(case.number),
        timezone.localtime(case.received_at),
        case.title,
        case.words,
        case.place_words,
        str(case.place),
        case.get_kind_display(),
        case.get_channel_display(),
        case.get_status_display(),
        str(case.unit or ""),
        timezone.localtime(case.due_at) if case.due_at else None,
        timezone.localtime(case.answered_at) if case.answered_at else None,
    ]
