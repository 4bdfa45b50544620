"""Pages for what happens before leaving: plan, put off, cancel, take a case along, read the brief, leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch, Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.common.numbers import LENGTH
from sixia.foundations.places.models import Level, Place
from sixia.foundations.units.models import Tenure
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.moving import CaseError
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.moving import CommitmentError

from .. import rules
from ..forms import CancelForm, CarryForm, PlanForm, ReplanForm
from ..models import Invitation, Visit
from ..models.moving import VisitError
from .desk import beside, sight

REFUSED = (VisitError, CaseError, CommitmentError)  # each says in words why it may not be done
OFFERED = 12  # cases to choose from: the most pressing; any other is taken along from its own page


def do(
    request: StaffRequest,
    visit: Visit,
    form: Form,
    verb: Callable[..., Any],
    *,
    title: str,
    button: str,
    back: str = "",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb. What goes wrong stands above the form; what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, **given_by(form))
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            return redirect(back or visit.url)
    words = {"title": title, "button": button, "visit": visit, "form": form, "cancel_url": back or visit.url}
    context = {**beside(request, visit.number), **words, **context}
    return page(request, "visits/verb.html", context, fragments={"detail"}, status=422 if form.is_bound else 200)


def given_by(form: Form) -> dict[str, Any]:
    """What a valid form gives to its verb: what it `said`, where it says so itself, else all that was typed."""
    return form.said() if hasattr(form, "said") else form.cleaned_data


@staff
def plan(request: StaffRequest) -> HttpResponse:
    """Plan who goes where and why: from nothing, from a case, a place or an invitation."""
    if not rules.may_plan(request.user):
        raise PermissionDenied
    given, cases = offered(request)
    form = PlanForm(
        request.POST or None,
        goers=goers(request.user),
        places=Place.objects.under(Place.objects.office_code()).standing().filter(level__gte=Level.TOWNSHIP).order_by("code"),
        colleagues=colleagues(),
        cases=cases,
        promises=owed_at(request, request.POST.get("place") or given.get("place", "")),
        initial={"user": request.user.pk, **given},
    )
    if request.method == "POST" and form.is_valid():
        try:
            visit = Visit.objects.plan(by=request.user, **form.said())
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            return redirect(after_planning(request, visit))
    return page(request, "visits/plan.html", {"form": form}, status=422 if form.errors else 200)


def offered(request: StaffRequest) -> tuple[dict[str, Any], Any]:
    """What a plan starts from, as its address says: `?place=`, `?case=`, `?invitation=`; and the cases it can take along."""
    number, code = request.GET.get("case", "")[:LENGTH], request.GET.get("place", "").replace("\0", "")[:15]
    cases = Case.objects.visible_to(request.user).filter(number__in=request.POST.getlist("cases") or [number.replace("\0", "")])
    case = cases.select_related("place").first() if number else None
    invitation = Invitation.objects.visible_to(request.user).filter(number=invited(request)).first()
    given: dict[str, Any] = {"place": code}
    if case:
        given = {"place": case.place_id, "cases": [case.number], "kinds": ["reception"], "purpose": case.title}
    elif invitation:
        given = {"place": invitation.place_id, "why": _("they invited us")}
    return given, cases


def owed_at(request: StaffRequest, code: str) -> Any:
    """The open promises at the place a visit is planned to, the nearest day first, and whatever was ticked."""
    seen = Commitment.objects.visible_to(request.user).open()
    here = seen.filter(Place.within(code)).order_by("due_on", "id") if code.isdigit() else seen.none()
    ticked = Q(number__in=request.POST.getlist("promises"))
    return seen.filter(ticked | Q(pk__in=list(here.values_list("pk", flat=True)[:OFFERED]))).listed().order_by("due_on", "id")


def invited(request: StaffRequest) -> str:
    return request.GET.get("invitation", "").replace("\0", "")[:LENGTH]


def after_planning(request: StaffRequest, visit: Visit) -> str:
    """To the visit; where it was planned for an invitation, to the answer."""
    invitation = Invitation.objects.visible_to(request.user).open().filter(number=invited(request)).first()
    return f"{invitation.answer_url}?visit={visit.number}" if invitation else visit.url


def goers(user: User) -> Any:
    """Oneself and the colleagues of one's own units."""
    return User.objects.filter(pk__in=Tenure.objects.in_force().filter(post__unit__in=standing(user).units).values("user"))


def colleagues() -> Any:
    """Officers whose posts let them go along, each with the posts of today."""
    now = Tenure.objects.in_force().select_related("post__unit")
    able = User.objects.filter(pk__in=Tenure.objects.in_force().filter(post__role__in=rules.GOERS).values("user"))
    return able.prefetch_related(Prefetch("tenures", now, to_attr="tenures_now")).order_by("name")


@staff
def replan(request: StaffRequest, number: str) -> HttpResponse:
    """Another time, and why."""
    visit = sight(request, number)
    if not rules.may_replan(request.user, visit):
        raise PermissionDenied
    initial = {"start_at": timezone.localtime(visit.start_at), "end_at": timezone.localtime(visit.end_at)}
    form = ReplanForm(request.POST or None, initial=initial)
    return do(request, visit, form, visit.replan, title=_("Another time"), button=_("Put it off"))


@staff
def cancel(request: StaffRequest, number: str) -> HttpResponse:
    """Not to be made, and why."""
    visit = sight(request, number)
    if not rules.may_cancel(request.user, visit):
        raise PermissionDenied
    form = CancelForm(request.POST or None)
    return do(request, visit, form, visit.cancel, title=_("Cancel the visit"), button=_("Cancel the visit"))


@staff
def carry(request: StaffRequest, number: str) -> HttpResponse:
    """Take a case along: the hardest of the place are offered, or the one the address names."""
    visit = sight(request, number)
    if not rules.may_carry(request.user, visit):
        raise PermissionDenied
    seen = Case.objects.visible_to(request.user)
    asked = (request.POST.get("case") or request.GET.get("case", "")).replace("\0", "")[:LENGTH]
    hardest = seen.filter(Place.within(visit.place_id)).open().order_by("-round", F("due_at").asc(nulls_last=True))[:OFFERED]
    cases = seen.filter(number=asked) if asked else seen.filter(pk__in=list(hardest.values_list("pk", flat=True)))
    form = CarryForm(request.POST or None, cases=cases, initial={"case": asked})
    return do(request, visit, form, visit.carry, title=_("Take a case along"), button=_("Take it along"))


@staff
@require_POST
def open_brief(request: StaffRequest, number: str) -> HttpResponse:
    """The party has read the brief."""
    visit = sight(request, number)
    if not rules.may_open_brief(request.user, visit):
        raise PermissionDenied
    return said(request, visit, visit.open_brief)


@staff
@require_POST
def depart(request: StaffRequest, number: str) -> HttpResponse:
    """Leave."""
    visit = sight(request, number)
    if not rules.may_depart(request.user, visit):
        raise PermissionDenied
    return said(request, visit, visit.depart)


def said(request: StaffRequest, visit: Visit, verb: Callable[..., Any]) -> HttpResponse:
    """Do a verb of one press; what speaks against it is told on the page of the visit."""
    try:
        verb(by=request.user)
    except REFUSED as error:
        messages.error(request, str(error))
    return redirect(visit.url)
