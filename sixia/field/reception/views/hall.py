"""The day itself, for the officer in the waiting room: who is expected, who is here, the next number, the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.trail.tellings import timeline

from .. import rules
from ..forms import WalkInForm
from ..models import Audience, ReceptionDay
from ..models.moving import ReceptionError
from ..results import result_of
from ..workflow import Stage
from .arranging import ask, sight

PEOPLE_SHOWN = 300  # more than a day can hold


def queue_of(day: ReceptionDay, people: list[Audience]) -> dict[str, list[Audience]]:
    """Those inside, those waiting by number, those expected by time, those on the waiting list, and the rest."""
    by_stage: dict[str, list[Audience]] = {stage: [] for stage in Stage.values}
    for audience in people:
        by_stage[audience.stage].append(audience)
    by_stage[Stage.BOOKED].sort(key=lambda audience: (audience.slot.starts_at, audience.pk))
    by_stage[Stage.LISTED].sort(key=lambda audience: (audience.slot.starts_at, audience.line_no or 0))
    return by_stage


@staff
@never_cache
def hall(request: StaffRequest, number: str) -> HttpResponse:
    """Everything about one day on one page; only those who run it or receive on it see who booked."""
    day = sight(request, number)
    may = rules.may(request.user, day)
    people: list[Audience] = []
    if may["see_list"]:
        found = Audience.objects.visible_to(request.user).filter(day=day).select_related("slot", "person")
        people = list(found.order_by("queue_no", "id")[:PEOPLE_SHOWN])
    context = {
        "day": day,
        "may": may,
        "today": day.on == timezone.localdate(),
        "unsettled": day.is_unsettled,
        "queue": queue_of(day, people),
        "to_tell": [audience for audience in people if audience.to_tell],
        "slots": day.slots.all(),
        "result": result_of(ReceptionDay.objects.filter(pk=day.pk)) if day.published_at else None,
        "lines": timeline(day, public=False),
    }
    return page(request, "reception/hall.html", context, fragments={"queue"})


def runs(request: StaffRequest, number: str) -> ReceptionDay:
    day = sight(request, number)
    if not rules.may_run(request.user, day):
        raise PermissionDenied
    return day


def done(request: StaffRequest, verb: Callable[..., Any], to: str, **given: Any) -> HttpResponse:
    """Do it and go back; what may not be done is said there."""
    try:
        verb(by=request.user, **given)
    except ReceptionError as error:
        messages.error(request, str(error))
    return redirect(to)


@staff
@require_http_methods(["GET", "POST"])
def walk_in(request: StaffRequest, number: str) -> HttpResponse:
    """A number for someone who came without booking."""
    day = runs(request, number)
    form = WalkInForm(request.POST or None)
    return ask(
        request,
        form,
        "reception/walk_in.html",
        lambda: day.walk_in(by=request.user, **form.said),
        to=day.desk_url,
        day=day,
    )


@staff
@require_POST
def call_next(request: StaffRequest, number: str) -> HttpResponse:
    day = runs(request, number)
    return done(request, day.call_next, day.desk_url)


@staff
@require_POST
def hold(request: StaffRequest, number: str) -> HttpResponse:
    day = runs(request, number)
    return done(request, day.hold, day.desk_url)
