"""What everyone may read: meetings to come, minutes, what was done at once, deeds and stubborn problems."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from sixia.foundations.common.doors import public
from sixia.foundations.common.pages import keyset
from sixia.foundations.trail.tellings import timeline

from ..models import Deed, Meeting, StubbornProblem, Topic
from ..reckoning import at_once, front_lines, said_of_deeds
from ..workflow import Status


@public
def meetings(request: HttpRequest) -> HttpResponse:
    """On-site meetings: those to come, and the minutes of those that were."""
    found = keyset(Meeting.objects.published().listed(), request, order=("-published_at", "-id"), size=15)
    coming = list(Meeting.objects.announced().listed().order_by("starts_at", "id")[:10])
    return TemplateResponse(request, "onsite/meetings.html", {"page": found, "coming": coming})


@public
def minutes(request: HttpRequest, number: str) -> HttpResponse:
    """The minutes of one meeting; before they are published only when and where it is."""
    meeting = get_object_or_404(Meeting.objects.exclude(status=Status.PLANNED).listed(), number=number)
    if meeting.status == Status.CANCELLED:
        raise Http404
    topics = list(meeting.topics.unsealed().decided().shown()) if meeting.published_at else []
    for topic in topics:
        topic.meeting = meeting
    context = {
        "meeting": meeting,
        "topics": topics,
        "summonses": meeting.summonses.select_related("unit") if meeting.published_at else [],
        "signed": meeting.presences.filter(signed_at__isnull=False).select_related("user", "person", "unit"),
        "lines": timeline(meeting, public=True),
    }
    return TemplateResponse(request, "onsite/minutes.html", context)


@public
def now(request: HttpRequest) -> HttpResponse:
    """Done at once (马上就办): every topic decided on the spot, how long it took, and of how many."""
    found = keyset(Topic.objects.on_the_spot().published().with_meeting(), request, order=("-decided_at", "-id"))
    return TemplateResponse(request, "onsite/now.html", {"page": found, "sum": at_once(), "front_lines": front_lines()})


@public
def public_deeds(request: HttpRequest) -> HttpResponse:
    """Practical deeds: what people have of each, and whether those who benefit accept it."""
    found = keyset(Deed.objects.listed(), request, order=("-undertaken_at", "-id"))
    return TemplateResponse(request, "onsite/public_deeds.html", {"page": found, "sum": said_of_deeds()})


@public
def public_problems(request: HttpRequest) -> HttpResponse:
    """Stubborn problems: each with its owner, its milestones and what came of it."""
    found = keyset(StubbornProblem.objects.listed(), request, order=("-defined_at", "-id"))
    return TemplateResponse(request, "onsite/public_problems.html", {"page": found})


@public
def public_problem(request: HttpRequest, number: str) -> HttpResponse:
    """One stubborn problem, from what it is to how it ended."""
    problem = get_object_or_404(StubbornProblem.objects.listed(), number=number)
    milestones = [it for it in problem.milestones.select_related("commitment__unit", "commitment__post") if it.commitment.public]
    context = {"problem": problem, "milestones": milestones, "lines": timeline(problem, public=True)}
    return TemplateResponse(request, "onsite/public_problem.html", context)
