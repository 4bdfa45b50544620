"""Pages on which a household reads its plan, says yes, corrects, says how it sees itself, or takes the plan back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.common.doors import petitioner
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import timeline

from ..forms import FinishForm, OwnPlanForm, SelfViewForm, StepForm
from ..models import SelfView, SupportPlan
from ..models.refusing import PairingError
from .plans import whole

THEM = Voice.PETITIONER


def opened(number: str) -> SupportPlan:
    return get_object_or_404(SupportPlan.objects.select_related("pairing__place", "pairing__post__unit"), number=number)


@petitioner
@never_cache
def own_plan(request: HttpRequest, number: str) -> HttpResponse:
    """The plan, as the household reads it: theirs, with who has read it."""
    found = opened(number)
    context = {
        **whole(found),
        "holder": found.pairing.holder(),
        "coworkers": found.coworkers.select_related("user").order_by("at"),
        "lines": timeline(found, public=True),
    }
    return TemplateResponse(request, "pairings/own_plan.html", context)


@petitioner
@never_cache
def own_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt they take home: with it they alone open the plan."""
    found = opened(number)
    return TemplateResponse(request, "pairings/own_receipt.html", {"thing": found, "code": found.code(request)})


def act(request: HttpRequest, plan: SupportPlan, form: Form, verb: Callable[..., Any], *, title: str) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb in the household's name."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=THEM, **form.cleaned_data)
        except PairingError as error:
            form.add_error(None, str(error))
        else:
            return redirect(plan.follow_url)
    context = {"plan": plan, "form": form, "title": title}
    return TemplateResponse(request, "pairings/own_act.html", context, status=422 if form.is_bound else 200)


def click(request: HttpRequest, plan: SupportPlan, verb: Callable[..., Any]) -> HttpResponse:
    """A word of the household that needs no form."""
    try:
        verb(by=THEM)
    except PairingError as error:
        messages.error(request, str(error))
    return redirect(plan.follow_url)


@petitioner
@require_POST
def agree(request: HttpRequest, number: str) -> HttpResponse:
    found = opened(number)
    return click(request, found, found.agree)


@petitioner
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """Their own words stand at once."""
    found = opened(number)
    form = OwnPlanForm(request.POST or None, initial={name: getattr(found, name) for name in ("aspiration", "skills", "needs")})
    del form.fields["once"]
    return act(request, found, form, found.revise, title=_("Put the plan in your own words"))


@petitioner
def own_say(request: HttpRequest, number: str) -> HttpResponse:
    """How they see themselves today."""
    found = opened(number)
    return act(request, found, SelfViewForm(request.POST or None), found.say, title=_("How do you see yourselves today?"))


@petitioner
@require_POST
def confirm(request: HttpRequest, number: str, nth: int) -> HttpResponse:
    """What was written down in their presence is what they said."""
    return click(request, opened(number), view_of(number, nth).confirm)


@petitioner
@require_POST
def strike(request: HttpRequest, number: str, nth: int) -> HttpResponse:
    """Delete what they said, or what was written down for them."""
    return click(request, opened(number), view_of(number, nth).strike)


def view_of(number: str, nth: int) -> SelfView:
    return get_object_or_404(SelfView.objects.select_related("plan__pairing"), plan__number=number, nth=nth)


@petitioner
def own_step(request: HttpRequest, number: str) -> HttpResponse:
    """A step they take, or what they have begun by themselves."""
    found = opened(number)
    return act(request, found, StepForm(request.POST or None), found.add_step, title=_("Add a step"))


@petitioner
def own_finish(request: HttpRequest, number: str, nth: int) -> HttpResponse:
    """What came of a step."""
    found = opened(number)
    step = get_object_or_404(found.steps.select_related("plan__pairing"), nth=nth)
    return act(request, found, FinishForm(request.POST or None), step.finish, title=step.what)


@petitioner
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the plan back: what stands in it is deleted."""
    found = opened(number)
    return click(request, found, found.withdraw)
