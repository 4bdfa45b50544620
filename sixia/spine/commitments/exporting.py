"""A list of promises as an Excel file (导出). No private person is named in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sixia.foundations.common import sheets

from .models import Commitment
from .models.finding import Finding

MOST_ROWS = 50_000


def workbook_of(promises: Finding, *, name: str) -> HttpResponse:
    """At most 50,000 rows, in the list's order; the last row says when there are more."""
    head = [
        _("Number"), _("What is promised"), _("To whom"), _("Where"), _("Unit"), _("Post"), _("Promised on"), _("Occasion"),
        _("First due on"), _("Due on"), _("Times changed"), _("Status"), _("Since"), _("Re-check on"),
    ]  # fmt: skip
    return sheets.workbook(name, head, _rows(promises))


def _rows(promises: Finding) -> Iterator[list[Any]]:
    for position, promise in enumerate(promises.listed()[: MOST_ROWS + 1].iterator(chunk_size=2000)):
        if position == MOST_ROWS:
            yield [_("There are more rows: narrow the list and export again.")]
            return
        yield _row(promise)


def _row(promise: Commitment) -> list[Any]:
    return [
        promise.spoken_number,
        promise.what,
        promise.whom,
        str(promise.place),
        str(promise.unit),
        str(promise.post or ""),
        promise.promised_on,
        promise.occasion_words,
        promise.first_due_on,
        promise.due_on,
        promise.times_changed,
        promise.state_words,
        promise.status_on,
        promise.recheck_on,
    ]
