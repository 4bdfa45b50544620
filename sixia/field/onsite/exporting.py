"""Lists of this room as Excel files (导出). No private name leaves by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.foundations.common import sheets

from .models import Deed, Meeting, StubbornProblem, Topic

MOST_ROWS = 20_000


def workbook_of(meetings: QuerySet[Meeting], *, name: str) -> HttpResponse:
    """One row a topic: what was decided, by when, on what basis, how long it took."""
    head = [
        _("Number"),
        _("Begins"),
        _("Place"),
        _("Called by"),
        _("Status"),
        _("Topic"),
        _("Comes from"),
        _("Decision"),
        _("Minutes taken"),
        _("For the minutes"),
        _("Legal or policy basis"),
        _("On the front line"),
        _("Promises"),
    ]
    return sheets.workbook(name, head, _topics(meetings))


def _topics(meetings: QuerySet[Meeting]) -> Iterator[list[Any]]:
    topics = Topic.objects.unsealed().filter(meeting__in=meetings.order_by()).with_meeting().prefetch_related("promises")
    for topic in topics.order_by("-meeting__starts_at", "meeting_id", "position")[:MOST_ROWS].iterator(chunk_size=500):
        meeting = topic.meeting
        yield [
            meeting.spoken_number,
            timezone.localtime(meeting.starts_at),
            str(meeting.place),
            str(meeting.unit),
            meeting.get_status_display(),
            topic.title,
            topic.source_words,
            topic.get_decision_display(),
            topic.elapsed,
            topic.words,
            topic.basis,
            "；".join(topic.front_line_words),
            "；".join(f"{it.what}（{it.due_on}，{it.state_words}）" for it in topic.promises.all()),
        ]


def workbook_of_deeds() -> HttpResponse:
    head = [
        _("Number"),
        _("Deed"),
        _("Place"),
        _("Unit that does it"),
        _("Who benefits"),
        _("What they have of it"),
        _("In yuan"),
        _("Status"),
        _("Asked"),
        _("Of them accept it"),
        _("Looked at again on"),
    ]
    return sheets.workbook(_("practical deeds"), head, _deeds())


def _deeds() -> Iterator[list[Any]]:
    for deed in Deed.objects.listed().order_by("-undertaken_at", "-id")[:MOST_ROWS]:
        yield [
            deed.spoken_number,
            deed.title,
            str(deed.place),
            str(deed.unit),
            deed.beneficiaries,
            deed.benefit_words,
            float(deed.amount) if deed.amount else None,
            deed.get_status_display(),
            deed.asked,
            deed.accepting,
            deed.recheck_on,
        ]


def workbook_of_problems() -> HttpResponse:
    head = [
        _("Number"),
        _("Problem"),
        _("Place"),
        _("Matter"),
        _("Leader"),
        _("Stage"),
        _("Milestones"),
        _("Of them kept"),
        _("Result"),
    ]
    return sheets.workbook(_("stubborn problems"), head, _problems())


def _problems() -> Iterator[list[Any]]:
    for problem in StubbornProblem.objects.listed().order_by("-defined_at", "-id")[:MOST_ROWS]:
        steps = list(problem.milestones.all())
        yield [
            problem.spoken_number,
            problem.title,
            str(problem.place),
            str(problem.matter or ""),
            f"{problem.leader.unit} {problem.leader}",
            problem.get_stage_display(),
            len(steps),
            sum(it.is_kept for it in steps),
            problem.result,
        ]
