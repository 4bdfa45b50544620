"""An officer's pages in the meeting itself: begin, who is there, decide topic by topic, end."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff

from .. import rules
from ..forms import DecideForm, PresentForm, UndertakingForm
from ..models import Meeting
from ..names import people_of
from ..rows import answer_words, words_for
from .desk import act, do, sight
from .preparing import topic_of


@staff
@require_POST
def start(request: StaffRequest, number: str) -> HttpResponse:
    """Begin the meeting."""
    meeting = sight(request, number)
    if not rules.may_start(request.user, meeting):
        raise PermissionDenied
    return do(request, meeting.start, to=meeting.url)


@staff
@never_cache
def present(request: StaffRequest, number: str) -> HttpResponse:
    """Note who is there."""
    meeting = _decided_here(request, number)
    form = PresentForm(request.POST or None, meeting=meeting)
    presences = meeting.presences.select_related("user", "person", "unit")
    return act(request, form, "onsite/present.html", meeting.note_present, to=request.path, meeting=meeting, presences=presences)


@staff
@require_POST
def arrive(request: StaffRequest, number: str) -> HttpResponse:
    """Note that a unit has arrived."""
    meeting = _decided_here(request, number)
    summons = get_object_or_404(meeting.summonses, unit__code=request.POST.get("unit", ""))
    summons.meeting = meeting
    return do(request, summons.arrive, to=meeting.url)


@staff
@never_cache
def decide(request: StaffRequest, number: str, position: int) -> HttpResponse:
    """Decide one topic."""
    meeting = _decided_here(request, number)
    topic = topic_of(meeting, position)
    unit = topic.answering_unit(request.user)
    answers = rules.may_answer_case(request.user, topic, unit)
    form = DecideForm(request.POST or None, topic=topic, answers=answers).keep_private(people_of([topic]))
    context = {"topic": topic, "words": words_for(request.user, topic), "answering": answer_words(topic, unit, answers=answers)}
    return act(request, form, "onsite/decide.html", topic.decide, to=meeting.url, meeting=meeting, **context)


@staff
@never_cache
def promise(request: StaffRequest, number: str, position: int) -> HttpResponse:
    """One more promise under a topic."""
    meeting = _decided_here(request, number)
    topic = topic_of(meeting, position)
    form = UndertakingForm(request.POST or None).keep_private(people_of([topic]))
    return act(request, form, "onsite/promise.html", topic.promise, to=meeting.url, meeting=meeting, topic=topic)


@staff
@require_POST
def close(request: StaffRequest, number: str) -> HttpResponse:
    """End the meeting."""
    meeting = sight(request, number)
    if not rules.may_close(request.user, meeting):
        raise PermissionDenied
    return do(request, meeting.close, to=meeting.url)


def _decided_here(request: StaffRequest, number: str) -> Meeting:
    meeting = sight(request, number)
    if not rules.may_decide(request.user, meeting):
        raise PermissionDenied
    return meeting
