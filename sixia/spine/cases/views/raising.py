"""Pages on which a case is put on the register: by the petitioner, or by an officer for one who phoned, wrote or came."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.common.doors import admit, petitioner, public, staff
from sixia.foundations.common.fragments import page
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice

from .. import receipts, rules
from ..forms import RaiseForm, ReceiptAgainForm, RegisterForm
from ..models import Case
from ..workflow import Channel
from .desk import beside, sight


def said(form: RaiseForm) -> dict[str, Any]:
    """What a valid form gives to `register`."""
    person = form.person()
    return {
        "words": form.cleaned_data["words"],
        "place": Place.objects.meant(form.cleaned_data["place_words"]),
        "place_words": form.cleaned_data["place_words"],
        "person": person,
        "enterprise": form.firm(),
        "representation": form.representation(person),
        "once": form.cleaned_data["once"],
    }


def put_down(form: RaiseForm, *, by: User | Voice, holder: str, **more: Any) -> Case:
    """The case together with its files, or neither: a form sent again after a breakdown then brings both."""
    given = {**said(form), **more}
    files = form.cleaned_data["files"]
    if not files:
        return Case.objects.register(by=by, **given).case
    with transaction.atomic():
        case, fresh = Case.objects.register(by=by, **given)
        if fresh:
            Attachment.objects.take(files, holder=holder, thing=case, by=by)
    return case


@public
def raise_(request: HttpRequest) -> HttpResponse:
    """Raise a case: without an account, and with a receipt at once."""
    holder = receipts.holder(request)
    form = RaiseForm(request.POST or None, request.FILES or None, holder=holder)
    if not (request.method == "POST" and form.is_valid()):
        return TemplateResponse(request, "cases/raise.html", {"form": form}, status=422 if form.is_bound else 200)
    case = put_down(form, by=Voice.PETITIONER, holder=holder, channel=Channel.WEB)
    return admit(request, redirect("cases:receipt", case.number), case.number)


@petitioner
@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, in the browser that raised it or opened it."""
    return receipts.shown(request, get_object_or_404(Case.objects.select_related("unit", "place"), number=number))


@staff
def register(request: StaffRequest) -> HttpResponse:
    """Write a case down for someone who phoned, wrote, came, or sent another; their receipt is the answer."""
    if not rules.may_register(request.user):
        raise PermissionDenied
    holder = receipts.holder(request)
    form = RegisterForm(request.POST or None, request.FILES or None, holder=holder)
    if not (request.method == "POST" and form.is_valid()):
        return TemplateResponse(request, "cases/register.html", {"form": form}, status=422 if form.is_bound else 200)
    case = put_down(
        form,
        by=request.user,
        holder=holder,
        channel=form.cleaned_data["channel"],
        received_at=form.cleaned_data["received_at"],
        unit=rules.receiving_unit(request.user),
    )
    return receipts.shown(request, case, onward=case.desk_url)


@staff
@never_cache
def receipt_again(request: StaffRequest, number: str) -> HttpResponse:
    """The receipt once more, for a petitioner who lost it and has shown who they are."""
    case = sight(request, number)
    if not rules.may_give_receipt(request.user, case):
        raise PermissionDenied
    form = ReceiptAgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case.give_receipt_again(by=request.user, **form.cleaned_data)
        return receipts.shown(request, case, onward=case.desk_url)
    context = {"case": case, "form": form, **beside(request, number)}
    return page(request, "cases/receipt_again.html", context, fragments={"detail"}, status=422 if form.is_bound else 200)
