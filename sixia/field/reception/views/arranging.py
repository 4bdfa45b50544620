"""The desk of those who arrange reception days: list, plan, amend, publish, swap, cancel, carry cases down, export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sixia.field.visits.models.moving import VisitError
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.pages import keyset
from sixia.spine.cases.models import Case

from .. import rules
from ..boxes import BOXES, in_box
from ..exporting import workbook_of
from ..forms import AmendForm, CancelForm, CarryForm, PlanForm, SwapForm
from ..models import ReceptionDay
from ..models.moving import ReceptionError
from ..workflow import Status

HARD_SHOWN = 20


def sight(request: StaffRequest, number: str) -> ReceptionDay:
    """The day, if this officer may see it; else it does not exist."""
    return get_object_or_404(ReceptionDay.objects.visible_to(request.user).listed(), number=number)


def ask(request: StaffRequest, form: Form, template: str, verb: Callable[[], Any], to: str = "", **context: Any) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb. What goes wrong stands above the form; what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            done = verb()
        except (ReceptionError, VisitError) as error:
            form.add_error(None, str(error))
        else:
            return redirect(to or done.desk_url)
    return TemplateResponse(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


@staff
@never_cache
def days(request: StaffRequest) -> HttpResponse:
    """The days by box: today's, coming, planned, past."""
    name = request.GET.get("box", "")
    name = name if name in BOXES else "coming"
    box = BOXES[name]
    context = {
        "boxes": BOXES.items(),
        "box": box,
        "box_name": name,
        "page": keyset(in_box(request.user, name).listed(), request, order=box.order),
        "unsettled": ReceptionDay.objects.visible_to(request.user).unsettled().listed().order_by("on")[:10],
        "may_plan": rules.may_plan(request.user),
        "may_export": rules.may_export(request.user),
    }
    return TemplateResponse(request, "reception/days.html", context)


@staff
@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest) -> HttpResponse:
    """Put a day on the timetable."""
    if not rules.may_plan(request.user):
        raise PermissionDenied
    form = PlanForm(request.POST or None, posts=rules.posts_of(request.user), places=rules.places_of(request.user))
    return ask(request, form, "reception/plan.html", lambda: ReceptionDay.objects.plan(by=request.user, **form.cleaned_data))


@staff
@require_http_methods(["GET", "POST"])
def amend(request: StaffRequest, number: str) -> HttpResponse:
    """Change a plan that is not yet published."""
    day = sight(request, number)
    if not rules.may_arrange(request.user, day):
        raise PermissionDenied
    posts, places = rules.posts_of(request.user), rules.places_of(request.user)
    form = AmendForm(request.POST or None, day=day, posts=posts, places=places)
    return ask(
        request, form, "reception/amend.html", lambda: day.amend(by=request.user, **form.cleaned_data), to=day.desk_url, day=day
    )


@staff
@require_POST
def publish(request: StaffRequest, number: str) -> HttpResponse:
    day = sight(request, number)
    if not rules.may_arrange(request.user, day):
        raise PermissionDenied
    try:
        day.publish(by=request.user)
        messages.success(request, _("Published. It stands in the public timetable now."))
    except ReceptionError as error:
        messages.error(request, str(error))
    return redirect(day.desk_url)


@staff
@require_http_methods(["GET", "POST"])
def swap(request: StaffRequest, number: str) -> HttpResponse:
    """Someone else comes: published again, and those who booked are told."""
    day = sight(request, number)
    if not rules.may_arrange(request.user, day):
        raise PermissionDenied
    posts = rules.posts_of(request.user)
    others = ReceptionDay.objects.filter(status=Status.PUBLISHED, begins__gt=timezone.now(), post__in=posts)
    form = SwapForm(
        request.POST or None,
        days=others.exclude(pk=day.pk).select_related("leader").order_by("on"),
        posts=posts.exclude(pk=day.post_id),
    )
    return ask(
        request, form, "reception/swap.html", lambda: day.swap(by=request.user, **form.cleaned_data), to=day.desk_url, day=day
    )


@staff
@require_http_methods(["GET", "POST"])
def cancel_day(request: StaffRequest, number: str) -> HttpResponse:
    """Nobody comes, and why; those who booked are told and may choose another day."""
    day = sight(request, number)
    if not rules.may_arrange(request.user, day):
        raise PermissionDenied
    form = CancelForm(request.POST or None)
    return ask(
        request,
        form,
        "reception/cancel.html",
        lambda: day.cancel(by=request.user, **form.cleaned_data),
        to=day.desk_url,
        day=day,
        booked=day.audiences.coming().count(),
    )


@staff
@require_http_methods(["GET", "POST"])
def carry(request: StaffRequest) -> HttpResponse:
    """From the hard-case list to a visit: which cases a leader takes down, studied beforehand."""
    if not rules.may_carry_down(request.user):
        raise PermissionDenied
    hard = Case.objects.visible_to(request.user).hard().open().select_related("place", "unit")
    cases = list(hard.order_by("due_at", "id")[:HARD_SHOWN])
    form = CarryForm(request.POST or None, cases=cases, posts=rules.posts_of(request.user), places=rules.places_of(request.user))
    return ask(
        request,
        form,
        "reception/carry.html",
        lambda: ReceptionDay.objects.carry_down(by=request.user, cases=form.carried, **form.when),
        shown=len(cases),
        most=HARD_SHOWN,
    )


@staff
def export(request: StaffRequest) -> HttpResponse:
    """A box of the timetable as an Excel file."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    name = request.GET.get("box", "")
    return workbook_of(in_box(request.user, name if name in BOXES else "coming"), name=_("reception days"))
