"""A list of visits as an Excel file (导出): what was planned and what came of it. What people said, and who they are, stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.foundations.common import sheets

from .models import Visit
from .workflow import Outcome

MOST_ROWS = 50_000


def workbook_of(visits: QuerySet[Visit]) -> HttpResponse:
    """At most 50,000 rows, in the list's order; the last row says when there are more."""
    head = [
        _("Number"), _("Leaving at"), _("Back at"), _("Who goes"), _("Their post"), _("Where to"), _("Which of the four"),
        _("What to do there"), _("Why this place"), _("Unannounced"), _("Status"),
        *[outcome.label for outcome in Outcome],
        _("What came of it, in short"),
    ]  # fmt: skip
    return sheets.workbook(_("Visits"), head, _rows(visits))


def _rows(visits: QuerySet[Visit]) -> Iterator[list[Any]]:
    ends = {outcome.value: Count("matters", filter=Q(matters__outcome=outcome)) for outcome in Outcome}
    chosen = visits.select_related("place", "user", "post").annotate(**ends)[: MOST_ROWS + 1]
    for position, visit in enumerate(chosen.iterator(chunk_size=2000)):
        if position == MOST_ROWS:
            yield [_("There are more rows: narrow the list and export again.")]
            return
        yield _row(visit)


def _row(visit: Any) -> list[Any]:
    return [
        visit.spoken_number,
        timezone.localtime(visit.start_at),
        timezone.localtime(visit.end_at),
        str(visit.user),
        str(visit.post or ""),
        str(visit.place),
        "、".join(visit.kind_words),
        visit.purpose,
        visit.why,
        _("unannounced") if visit.unannounced else "",
        visit.get_status_display(),
        *[getattr(visit, outcome.value) for outcome in Outcome],
        visit.summary,
    ]
