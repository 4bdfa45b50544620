"""An officer's pages before a meeting: plan it, put topics on it, prepare them, call units, or call it off."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.places.models import Place
from sixia.spine.cases.models import Case

from .. import candidates, rules
from ..forms import CancelForm, PlanForm, PrepareForm, SummonForm, TopicForm
from ..models import Meeting, Topic
from ..models.preparing import NotForTheAgenda
from ..rows import words_for
from ..workflow import PREPARING, Kind
from .desk import REFUSALS, act, do, sight


@staff
@never_cache
def plan(request: StaffRequest) -> HttpResponse:
    """Call a meeting. Beside the form: where it is hard."""
    units = rules.calling_units(request.user)
    if not units:
        raise PermissionDenied
    form = PlanForm(request.POST or None, user=request.user, units=units, initial={"place": request.GET.get("place", "")})
    if request.method == "POST" and form.is_valid():
        try:
            meeting = Meeting.objects.plan(by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            return redirect("onsite:topics", meeting.number)
    sites = candidates.sites(request.user, Place.objects.office_code())
    return page(request, "onsite/plan.html", {"form": form, "sites": sites}, status=422 if form.is_bound else 200)


@staff
@never_cache
def topics(request: StaffRequest, number: str) -> HttpResponse:
    """What could be on the agenda, from the register; and a topic in one's own words."""
    meeting = _run(request, number)
    form = TopicForm(request.POST or None)
    prefetch_related_objects([meeting], Prefetch("topics", Topic.objects.select_related("case")))
    context = {
        "groups": candidates.for_agenda(request.user, meeting),
        "on_it": sum(not (topic.case and topic.case.sealed) for topic in meeting.topics.all()),
        "builds_itself": meeting.kind == Kind.REVIEW and meeting.status in PREPARING,
    }
    return act(request, form, "onsite/topics.html", meeting.take_up, to=request.path, meeting=meeting, **context)


@staff
@require_POST
def take_up(request: StaffRequest, number: str) -> HttpResponse:
    """Put one candidate on the agenda, or an open case by its number."""
    meeting, key = _run(request, number), request.POST.get("key", "")
    chosen = candidates.chosen(request.user, meeting, key) if key else _by_number(request)
    to = reverse("onsite:topics", args=[number])
    if chosen is None:
        messages.error(request, str(NotForTheAgenda()))
        return redirect(to)
    return do(request, meeting.take_up, to=to, title=chosen.title, asked_by=chosen.asked_by, **chosen.refs)


def _by_number(request: StaffRequest) -> candidates.Candidate | None:
    """An open case by its number. For one that is sealed, settled, out of sight or no case at all the answer is the same."""
    digits = "".join(sign for sign in request.POST.get("case", "") if sign.isdigit())
    case = Case.objects.visible_to(request.user).open().filter(sealed=False, number=digits).select_related("enterprise").first()
    return candidates.Candidate("", case.title, "", str(case.enterprise or ""), {"case": case}) if case else None


@staff
@require_POST
def fill(request: StaffRequest, number: str) -> HttpResponse:
    """Let the agenda build itself from the register."""
    meeting = _run(request, number)
    proposals = candidates.for_review(request.user, meeting)
    return do(request, meeting.fill, to=reverse("onsite:topics", args=[number]), proposals=proposals)


@staff
@never_cache
def prepare(request: StaffRequest, number: str, position: int) -> HttpResponse:
    """Write down draft measures and tasks of one topic."""
    meeting = _run(request, number)
    topic = topic_of(meeting, position)
    form = PrepareForm(request.POST or None, topic=topic)
    context = {"topic": topic, "words": words_for(request.user, topic)}
    return act(request, form, "onsite/prepare.html", topic.prepare, to=meeting.url, meeting=meeting, **context)


@staff
@require_POST
def leave_out(request: StaffRequest, number: str, position: int) -> HttpResponse:
    """Take a topic off the agenda."""
    meeting = _run(request, number)
    topic = topic_of(meeting, position)
    return do(request, meeting.leave_out, to=meeting.url, topic=topic)


@staff
@never_cache
def summon(request: StaffRequest, number: str) -> HttpResponse:
    """Call units; each gets a clock to answer."""
    meeting = _run(request, number)
    named = meeting.topics.unsealed().filter(tasks__isnull=False).values_list("tasks__unit", flat=True)
    form = SummonForm(request.POST or None, meeting=meeting, initial={"units": list(named)})
    return act(request, form, "onsite/summon.html", meeting.summon, to=meeting.url, meeting=meeting)


@staff
@never_cache
def cancel(request: StaffRequest, number: str) -> HttpResponse:
    """Call it off, and say why."""
    meeting = sight(request, number)
    if not rules.may_cancel(request.user, meeting):
        raise PermissionDenied
    form = CancelForm(request.POST or None)
    return act(request, form, "onsite/cancel.html", meeting.cancel, to=meeting.url, meeting=meeting)


def topic_of(meeting: Meeting, position: int) -> Topic:
    """The topic, if its case was not sealed meanwhile."""
    topic = get_object_or_404(meeting.topics.unsealed().shown().with_people().select_related("case__unit"), position=position)
    topic.meeting = meeting
    return topic


def _run(request: StaffRequest, number: str) -> Meeting:
    meeting = sight(request, number)
    if not rules.may_prepare(request.user, meeting):
        raise PermissionDenied
    return meeting
