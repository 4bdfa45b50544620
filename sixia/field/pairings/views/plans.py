"""An officer's pages of a support plan. Each time one is opened stands on its trail, which the household reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.trail.tellings import timeline
from sixia.foundations.units.models import Tenure

from .. import rules
from ..forms import CoWorkerForm, FinishForm, PlanForm, ReissueForm, SelfViewForm, StepForm
from ..models import SupportPlan
from ..models.refusing import PairingError
from .ties import sight as tie_in_sight


def sight(request: StaffRequest, number: str) -> SupportPlan:
    """The plan, for the holder of the tie and its co-workers; for anyone else there is none."""
    plans = SupportPlan.objects.visible_to(request.user).select_related("pairing__place", "pairing__post__unit", "household")
    return get_object_or_404(plans, number=number)


@staff
@never_cache
def plan(request: StaffRequest, number: str) -> HttpResponse:
    """What the household wants, its steps, how it sees itself."""
    found = sight(request, number)
    found.read(by=request.user)
    context = {
        **whole(found),
        "lines": timeline(found, public=False),
        "coworkers": found.coworkers.select_related("user").order_by("at"),
        "may_reissue": found.is_running and rules.may_reissue(request.user, found),
        "may_name": found.is_running and rules.may_name_coworker(request.user, found),
    }
    return TemplateResponse(request, "pairings/plan.html", context)


def whole(plan: SupportPlan) -> dict[str, Any]:
    """What the pages of officer and household both show."""
    return {
        "plan": plan,
        "steps": plan.steps.order_by("nth"),
        "views": plan.views.select_related("written_by").order_by("-nth"),
    }


@staff
def draw_up(request: StaffRequest, number: str) -> HttpResponse:
    """Write a plan down with the household. The receipt is shown this once, for them to take home: this browser does not keep it,
    so nobody says yes from an office."""
    pairing = tie_in_sight(request, number)
    if not rules.may_draw_up(request.user, pairing):
        raise PermissionDenied
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drawn = SupportPlan.objects.draw_up(by=request.user, pairing=pairing, **form.cleaned_data)
        except PairingError as error:
            form.add_error(None, str(error))
        else:
            return TemplateResponse(
                request, "pairings/own_receipt.html", {"thing": drawn, "code": drawn.code(request), "desk": True}
            )
    context = {"pairing": pairing, "form": form}
    return TemplateResponse(request, "pairings/draw_up.html", context, status=422 if form.is_bound else 200)


@staff
@never_cache
def reissue(request: StaffRequest, number: str) -> HttpResponse:
    """Another receipt for one that was lost, shown this once; this browser does not keep it either."""
    found = sight(request, number)
    if not rules.may_reissue(request.user, found):
        raise PermissionDenied
    form = ReissueForm(request.POST or None, initial={"seen": found.receipt_mark})
    if request.method == "POST" and form.is_valid():
        try:
            found.reissue(by=request.user, seen=form.cleaned_data["seen"])
        except PairingError as error:
            form.add_error(None, str(error))
        else:
            context = {"thing": found, "code": found.code(request), "again": True, "desk": True}
            return TemplateResponse(request, "pairings/own_receipt.html", context)
    context = {"plan": found, "form": form, "title": _("A new receipt for one that was lost"), "warning": True}
    return TemplateResponse(request, "pairings/plan_act.html", context, status=422 if form.is_bound else 200)


def act(request: StaffRequest, plan: SupportPlan, form: Form, verb: Callable[..., Any], *, title: str) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, **form.cleaned_data)
        except PairingError as error:
            form.add_error(None, str(error))
        else:
            return redirect(plan.url)
    context = {"plan": plan, "form": form, "title": title}
    return TemplateResponse(request, "pairings/plan_act.html", context, status=422 if form.is_bound else 200)


@staff
def revise(request: StaffRequest, number: str) -> HttpResponse:
    """Put the plan in other words; the household is asked again."""
    found = sight(request, number)
    form = PlanForm(request.POST or None, initial={name: getattr(found, name) for name in ("aspiration", "skills", "needs")})
    del form.fields["once"]
    return act(request, found, form, found.revise, title=_("Put the plan in other words"))


@staff
def say(request: StaffRequest, number: str) -> HttpResponse:
    """Write down, in their presence, how they see themselves."""
    found = sight(request, number)
    return act(request, found, SelfViewForm(request.POST or None), found.say, title=_("How they see themselves"))


@staff
def add_step(request: StaffRequest, number: str) -> HttpResponse:
    """Add a step."""
    found = sight(request, number)
    return act(request, found, StepForm(request.POST or None), found.add_step, title=_("Add a step"))


@staff
def finish(request: StaffRequest, number: str, nth: int) -> HttpResponse:
    """Say what came of a step."""
    found = sight(request, number)
    step = get_object_or_404(found.steps.select_related("plan"), nth=nth)
    return act(request, found, FinishForm(request.POST or None), step.finish, title=step.what)


@staff
def name_coworker(request: StaffRequest, number: str) -> HttpResponse:
    """Let one more officer read the plan."""
    found = sight(request, number)
    if not rules.may_name_coworker(request.user, found):
        raise PermissionDenied
    form = CoWorkerForm(request.POST or None, colleagues=colleagues(found))
    return act(request, found, form, found.name_coworker, title=_("Name a co-worker"))


def colleagues(plan: SupportPlan) -> QuerySet[User]:
    """Of the holder's unit, and of the township and village where the household lives."""
    place = plan.pairing.place_id
    near = Tenure.objects.in_force().in_open_units()
    there = near.filter(post__unit=plan.pairing.post.unit) | near.filter(
        post__unit__place__code__in=[place, place[:12], place[:9]]
    )
    return User.objects.filter(pk__in=there.values("user")).order_by("name")


@staff
@require_POST
def release_coworker(request: StaffRequest, number: str, username: str) -> HttpResponse:
    """From now on they no longer read it."""
    found = sight(request, number)
    if not rules.may_name_coworker(request.user, found):
        raise PermissionDenied
    found.release_coworker(by=request.user, user=get_object_or_404(User, username=username))
    return redirect(found.url)
