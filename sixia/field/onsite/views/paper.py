"""What is printed for a meeting: the agenda, the notice that hangs at the place, the minutes with room to sign."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff

from ..rows import topics_for
from .desk import sight


@staff
@never_cache
def agenda(request: StaffRequest, number: str) -> HttpResponse:
    """Topics, draft measures and tasks, on paper."""
    return _paper(request, number, "onsite/agenda.html")


@staff
@never_cache
def notice(request: StaffRequest, number: str) -> HttpResponse:
    """The sign at the place: when, where, who is in the chair, and how to bring a matter."""
    return _paper(request, number, "onsite/notice.html")


@staff
@never_cache
def sheet(request: StaffRequest, number: str) -> HttpResponse:
    """The minutes as they are signed."""
    return _paper(request, number, "onsite/sheet.html")


def _paper(request: StaffRequest, number: str, template: str) -> HttpResponse:
    meeting = sight(request, number)
    context = {
        "meeting": meeting,
        "topics": topics_for(request.user, meeting),
        "summonses": meeting.summonses.select_related("unit"),
        "presences": meeting.presences.select_related("user", "person", "unit"),
        "chair_holder": meeting.chair.holder(meeting.starts_at.date()),
        "raise_url": _address(request),
    }
    return TemplateResponse(request, template, context)


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
