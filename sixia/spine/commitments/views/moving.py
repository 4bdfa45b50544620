"""An officer's pages for making a promise and for what happens to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.attachments.models import NotHeld
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.places.models import Place
from sixia.spine.cases import receipts
from sixia.spine.cases.models import Case

from .. import rules
from ..forms import (
    AskToDropForm,
    ChangeForm,
    ConfirmForm,
    DropForm,
    HandOverForm,
    MakeForm,
    NoteForm,
    RecheckForm,
    RefuseToDropForm,
    SeenForm,
)
from ..models import Commitment, Plea
from ..models.moving import CommitmentError
from .desk import beside, sight

Form = NoteForm | SeenForm


@staff
def promise(request: StaffRequest) -> HttpResponse:
    """Write down what was promised."""
    if not rules.may_promise(request.user):
        raise PermissionDenied
    case = Case.objects.visible_to(request.user).filter(number=request.GET.get("case", "")).select_related("place").first()
    places = Place.objects.under(Place.objects.office_code()).standing()
    units = rules.units_to_promise_for(request.user)
    initial = {"place": case.place_id, "unit": case.unit_id} if case else {}
    form = MakeForm(request.POST or None, units=units, places=places, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = Commitment.objects.promise(by=request.user, case=case, **form.said())
            return redirect(made.url)
        except CommitmentError as error:
            form.add_error(None, str(error))
    context = {"form": form, "case": case}
    return page(request, "commitments/promise.html", context, status=422 if form.errors else 200)


def move(
    request: StaffRequest, promise: Commitment, form: Form, verb: Callable[..., Any], heading: str, plea: Plea | None = None
) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb. What goes wrong stands above the form; what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, **form.said())
        except (CommitmentError, NotHeld) as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{promise.url}?{request.GET.urlencode()}" if request.GET else promise.url)
    context = {"promise": promise, "form": form, "heading": heading, "plea": plea, **beside(request)}
    return page(request, "commitments/move.html", context, fragments={"detail"}, status=422 if form.is_bound else 200)


def allowed(request: StaffRequest, number: str, may: Callable[..., bool]) -> Commitment:
    promise = sight(request, number)
    if not may(request.user, promise):
        raise PermissionDenied
    return promise


@staff
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Tell how it is going."""
    promise = allowed(request, number, rules.may_note)
    form = NoteForm(request.POST or None, request.FILES or None, holder=receipts.holder(request))
    return move(request, promise, form, promise.note, _("How is it going?"))


@staff
def report(request: StaffRequest, number: str) -> HttpResponse:
    """Say that it is done, and show it."""
    promise = allowed(request, number, rules.may_report)
    form = NoteForm(request.POST or None, request.FILES or None, holder=receipts.holder(request))
    return move(request, promise, form, promise.report, _("Report it done"))


@staff
def confirm(request: StaffRequest, number: str) -> HttpResponse:
    """Say, from outside the unit, whether it is kept."""
    promise = allowed(request, number, rules.may_confirm)
    form = ConfirmForm(request.POST or None, initial={"seen": promise.version})
    return move(request, promise, form, promise.confirm, _("Say whether it is kept"))


@staff
def recheck(request: StaffRequest, number: str) -> HttpResponse:
    """Look again at what was kept."""
    promise = allowed(request, number, rules.may_recheck)
    form = RecheckForm(request.POST or None, initial={"seen": promise.version})
    return move(request, promise, form, promise.recheck, _("Look again"))


@staff
def change(request: StaffRequest, number: str) -> HttpResponse:
    """Give it another day; the old one stays in sight."""
    promise = allowed(request, number, rules.may_change)
    form = ChangeForm(request.POST or None, initial={"seen": promise.version, "due_on": promise.due_on})
    return move(request, promise, form, promise.change, _("Give it another day"))


@staff
def hand_over(request: StaffRequest, number: str) -> HttpResponse:
    """Let another post answer for it."""
    promise = allowed(request, number, rules.may_hand_over)
    form = HandOverForm(request.POST or None, initial={"seen": promise.version})
    return move(request, promise, form, promise.hand_over, _("Hand it over"))


@staff
def ask_to_drop(request: StaffRequest, number: str) -> HttpResponse:
    """Ask whoever is above that it be given up."""
    promise = allowed(request, number, rules.may_ask_to_drop)
    form = AskToDropForm(request.POST or None, initial={"seen": promise.version})
    return move(request, promise, form, promise.ask_to_drop, _("Ask that it be dropped"))


@staff
def refuse_to_drop(request: StaffRequest, number: str) -> HttpResponse:
    """Refuse what was asked: it is to be kept."""
    promise = allowed(request, number, rules.may_refuse_to_drop)
    form = RefuseToDropForm(request.POST or None, initial={"seen": promise.version})
    return move(request, promise, form, promise.refuse_to_drop, _("Refuse: it is to be kept"), promise.plea())


@staff
def drop(request: StaffRequest, number: str) -> HttpResponse:
    """Approve that it is given up."""
    promise = allowed(request, number, rules.may_drop)
    plea = promise.plea()
    form = DropForm(request.POST or None, initial={"seen": promise.version, "reason": plea.reason if plea else ""})

    def approve(**given: Any) -> None:
        promise.drop(approved_by=request.user, **given)

    return move(request, promise, form, approve, _("Approve that it is dropped"), plea)
