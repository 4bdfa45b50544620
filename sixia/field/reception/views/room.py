"""In the room: one audience, what is said, answered and promised, and the small moves before and after."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sixia.field.visits.models import Visit
from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import View, staff
from sixia.foundations.common.fragments import page
from sixia.foundations.places.models import Place
from sixia.foundations.trail.tellings import timeline
from sixia.spine.cases import receipts
from sixia.spine.cases import rules as case_rules
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.moving import CaseError
from sixia.spine.commitments.forms import PromiseForm
from sixia.spine.commitments.models.moving import CommitmentError

from .. import rules
from ..forms import HearForm, OnTheSpotForm, OwnForm, TalkForm
from ..models import Audience, Raised, ReceptionDay
from ..models.moving import ReceptionError
from .hall import done

TROUBLE = (ReceptionError, CaseError, CommitmentError)


def sight(request: StaffRequest, number: str) -> Audience:
    """The audience, if this officer may see it; else it does not exist."""
    known = Audience.objects.visible_to(request.user)
    wanted = ("day__leader", "day__place", "day__post__unit", "slot", "person", "representation__person")
    return get_object_or_404(known.select_related(*wanted), number=number)


def allowed(request: StaffRequest, number: str, what: str) -> Audience:
    audience = sight(request, number)
    if not rules.may_with(request.user, audience)[what]:
        raise PermissionDenied
    return audience


@staff
@never_cache
def audience(request: StaffRequest, number: str) -> HttpResponse:
    """Who, what about, what they need; what was raised and promised; what can be done now."""
    return show(request, sight(request, number))


def show(request: StaffRequest, audience: Audience, talk: TalkForm | None = None, status: int = 200) -> HttpResponse:
    visible = audience.raised.visible_to(request.user).select_related("case__unit", "case__place")
    context = {
        "audience": audience,
        "day": audience.day,
        "may": rules.may_with(request.user, audience),
        "raised": [(raised, case_rules.may_own(request.user, raised.case)) for raised in visible],
        "promises": audience.promises.visible_to(request.user).select_related("unit", "post", "place"),
        "talk": talk or TalkForm(initial={"talk": audience.talk}),
        "lines": timeline(audience, public=False),
    }
    return TemplateResponse(request, "reception/audience.html", context, status=status)


def turning(act: Callable[..., None], permitted: Callable[[User, Audience], bool]) -> View:
    """The address of a small move: one rule, one verb. A second click finds it done and says so."""

    @staff
    @require_POST
    def move(request: StaffRequest, number: str) -> HttpResponse:
        audience = sight(request, number)
        if not permitted(request.user, audience):
            raise PermissionDenied
        return done(request, partial(act, audience), audience.desk_url)

    return move


def runs(user: User, audience: Audience) -> bool:
    return rules.may_run(user, audience.day)


arrive = turning(Audience.arrive, runs)
call = turning(Audience.call, runs)
put_back = turning(Audience.put_back, runs)
receive = turning(Audience.receive, rules.may_attend)
miss = turning(Audience.miss, runs)
excuse = turning(Audience.excuse, runs)
withdraw = turning(Audience.cancel, rules.may_withdraw)
have_told = turning(Audience.have_told, rules.may_withdraw)


@staff
@require_POST
def confirm_on_paper(request: StaffRequest, number: str) -> HttpResponse:
    """They signed the printed record."""
    audience = sight(request, number)
    if not runs(request.user, audience):
        raise PermissionDenied
    return done(request, audience.confirm, audience.desk_url, on_paper=True, seen=request.POST.get("seen", ""))


def ask(
    request: StaffRequest, audience: Audience, form: Form, template: str, verb: Callable[[], Any], **more: Any
) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb. What goes wrong stands above the form; what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            verb()
        except TROUBLE as error:
            form.add_error(None, str(error))
        else:
            return redirect(audience.desk_url)
    context = {"audience": audience, "day": audience.day, "form": form, **more}
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)


@staff
@require_http_methods(["GET", "POST"])
def hear(request: StaffRequest, number: str) -> HttpResponse:
    """Write down a matter: a new case, whose receipt is shown this once, or one of theirs that is still open."""
    audience = allowed(request, number, "hear")
    form = HearForm(request.POST or None, cases=audience.open_cases(request.user))
    fresh: list[Case] = []

    def put_down() -> None:
        said = form.cleaned_data
        if form.joined:
            audience.join(by=request.user, case=form.joined, words=said["words"], once=said["once"])
        else:
            fresh.append(register(request, audience, said).case)

    response = ask(request, audience, form, "reception/hear.html", put_down)
    return receipts.shown(request, fresh[0], onward=audience.desk_url) if fresh else response


def register(request: StaffRequest, audience: Audience, said: dict[str, Any]) -> Raised:
    """A new matter; where nothing else is said, it is where the reception is."""
    return audience.hear(
        by=request.user,
        words=said["words"],
        place=Place.objects.meant(said["place_words"]) if said["place_words"] else audience.day.place,
        place_words=said["place_words"],
        unit=case_rules.receiving_unit(request.user),
        once=said["once"],
    )


def raised_here(request: StaffRequest, audience: Audience, case: str) -> Case:
    """A case raised at this audience, if this officer may see it."""
    visible = Case.objects.visible_to(request.user).select_related("unit", "place")
    return get_object_or_404(visible.filter(raised__audience=audience), number=case)


@staff
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, number: str, case: str) -> HttpResponse:
    """Answer it on the spot."""
    audience = allowed(request, number, "hear")
    matter = raised_here(request, audience, case)
    form = OnTheSpotForm(request.POST or None)
    answering = partial(audience.answer, by=request.user, case=matter)
    return ask(request, audience, form, "reception/answer.html", lambda: answering(**form.cleaned_data), case=matter)


@staff
@require_http_methods(["GET", "POST"])
def own(request: StaffRequest, number: str, case: str) -> HttpResponse:
    """The leader who received takes the case on by name."""
    audience = sight(request, number)
    matter = raised_here(request, audience, case)
    if not case_rules.may_own(request.user, matter):
        raise PermissionDenied
    form = OwnForm(request.POST or None)
    owning = partial(matter.own, by=request.user, post=audience.day.post)
    return ask(request, audience, form, "reception/own.html", lambda: owning(**form.cleaned_data), case=matter)


@staff
@require_http_methods(["GET", "POST"])
def promise(request: StaffRequest, number: str) -> HttpResponse:
    """Promise something in the room: what, by which unit, until when."""
    audience = allowed(request, number, "promise")
    matter = raised_here(request, audience, request.GET["case"]) if request.GET.get("case") else None
    form = PromiseForm(request.POST or None)
    promising = partial(audience.promise, by=request.user, case=matter)
    return ask(request, audience, form, "reception/promise.html", lambda: promising(**form.said()), case=matter)


@staff
@require_POST
def write_down(request: StaffRequest, number: str) -> HttpResponse:
    """The record of the talk."""
    audience = allowed(request, number, "write")
    form = TalkForm(request.POST)
    if not form.is_valid():
        return show(request, audience, talk=form, status=422)
    return done(request, audience.write_down, audience.desk_url, talk=form.cleaned_data["talk"])


@staff
@never_cache
def record(request: StaffRequest, number: str) -> HttpResponse:
    """The record of the talk on paper, to be signed by who said it."""
    return TemplateResponse(request, "reception/record.html", {"audience": allowed(request, number, "confirm")})


@staff
@never_cache
def for_case(request: StaffRequest, number: str) -> HttpResponse:
    """On a case's page: at which audience it was raised. Nothing where it was not."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    heard = Audience.objects.visible_to(request.user).filter(raised__case=case).select_related("day__leader")
    return page(request, "reception/for_case.html", {"heard": heard.order_by("-id")[:5]}, fragments={"reception-for_case"})


@staff
@never_cache
def for_visit(request: StaffRequest, number: str) -> HttpResponse:
    """On a visit's page: the reception day that goes with it. Nothing where there is none."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user), number=number)
    days = ReceptionDay.objects.visible_to(request.user).filter(visit=visit).listed()
    return page(request, "reception/for_visit.html", {"days": days}, fragments={"reception-for_visit"})
