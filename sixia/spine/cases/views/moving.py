"""An officer's pages for moving a case: sort, forward, accept, answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import sent_to, staff
from sixia.foundations.common.fragments import page
from sixia.foundations.places.models import Place
from sixia.foundations.units import dispatch
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import holders

from .. import rules
from ..answers import draft_of, remedy_of
from ..forms import AcceptForm, AnswerForm, ForwardForm, SortForm
from ..models import Assignment, Case
from ..models.moving import CaseError
from ..plainness import flags
from .desk import beside, sight


def move(request: StaffRequest, case: Case, form: Form, template: str, verb: Callable[..., Any], **context: Any) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb. What goes wrong stands above the form; what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, **form.cleaned_data)
        except CaseError as error:
            form.add_error(None, str(error))
        else:
            if case.is_hidden_from(request.user):
                messages.success(request, _("It is sealed and with %(unit)s now. You no longer see it.") % {"unit": case.unit})
                return sent_to(request, reverse("cases:list"))
            return redirect(f"{case.desk_url}?{request.GET.urlencode()}" if request.GET else case.desk_url)
    context |= {"case": case, "form": form, **beside(request, case.number)}
    return page(request, template, context, fragments={"detail", "plainness"}, status=422 if form.is_bound else 200)


@staff
def sort(request: StaffRequest, number: str) -> HttpResponse:
    """Say which class, matter and place."""
    case = sight(request, number)
    if not rules.may_sort(request.user, case):
        raise PermissionDenied
    suggestions = dispatch.suggest(f"{case.title} {case.words}", case.place)
    form = SortForm(
        request.POST or None,
        places=Place.objects.under(Place.objects.office_code()).standing(),
        units=Unit.objects.open(),
        initial={
            "seen": case.version,
            "kind": case.kind or "appeal",
            "matter": case.matter_id or (suggestions[0].matter.pk if suggestions else None),
            "place": case.place_id,
            "accused_unit": case.accused_unit_id,
        },
    )
    return move(request, case, form, "cases/sort.html", case.sort)


@staff
def forward(request: StaffRequest, number: str) -> HttpResponse:
    """Hand the case to the unit that answers for it."""
    case = sight(request, number)
    if not rules.may_forward(request.user, case):
        raise PermissionDenied
    suggestions = dispatch.suggest(f"{case.title} {case.words}", case.place, matter=case.matter)
    first = suggestions[0] if suggestions else None
    form = ForwardForm(
        request.POST or None,
        units=Unit.objects.open().main_handlers(),
        initial={
            "seen": case.version,
            "mode": Assignment.Mode.FORWARD,
            "unit": first.unit.pk if first else None,
            "why": first.why if first else "",
        },
    )
    return move(request, case, form, "cases/forward.html", case.forward, suggestions=suggestions)


@staff
def accept(request: StaffRequest, number: str) -> HttpResponse:
    """Take the case in hand."""
    case = sight(request, number)
    if not rules.may_accept(request.user, case):
        raise PermissionDenied
    form = AcceptForm(
        request.POST or None,
        colleagues=User.objects.filter(pk__in=[each.pk for each in holders(case.unit)] if case.unit else []),
        initial={"seen": case.version},
    )
    return move(request, case, form, "cases/accept.html", case.accept)


@staff
def answer(request: StaffRequest, number: str) -> HttpResponse:
    """Answer the petitioner."""
    case = sight(request, number)
    if not rules.may_answer(request.user, case):
        raise PermissionDenied
    if "check" in request.POST:  # only read it through: nothing is sent, and what was typed stays
        form, checked = AnswerForm(initial=request.POST.dict()), request.POST.get("words", "")
    else:
        initial = {"seen": case.version, "words": draft_of(case), "outcome": "supported"}
        form, checked = AnswerForm(request.POST or None, initial=initial), ""
    context = {"remedy": remedy_of(case), "checked": checked, "flags": flags(checked or form.data.get("words", ""))}
    return move(request, case, form, "cases/answer.html", case.answer, **context)
