"""The page on which a unit that was called answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff

from .. import rules
from ..forms import RespondForm
from .desk import act, sight


@staff
@never_cache
def respond(request: StaffRequest, number: str) -> HttpResponse:
    """Say who comes, or why nobody can."""
    meeting = sight(request, number)
    summons = rules.own_summons(request.user, meeting.summonses.select_related("unit__successor"))
    if summons is None:
        raise PermissionDenied
    summons.meeting = meeting
    form = RespondForm(request.POST or None)
    return act(request, form, "onsite/respond.html", summons.respond, to=meeting.url, meeting=meeting, summons=summons)
