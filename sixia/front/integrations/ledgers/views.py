from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common import pages, sheets
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.trail.tellings import timeline

from . import mapping, reading, rules
from .forms import BeginForm, ReceiveForm
from .models import AlreadyBegun, Ledger
from .trouble import Unreadable

REFUSALS_SHOWN = 50


@staff
@require_http_methods(["GET", "POST"])
def receive(request: StaffRequest) -> HttpResponse:
    """The ledgers so far, and the door for another."""
    if not rules.may_import(request.user):
        raise PermissionDenied
    form = ReceiveForm(request.user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            ledger = Ledger.objects.receive(form.cleaned_data["file"], by=request.user, unit=form.cleaned_data["unit"])
            return redirect("ledgers:detail", token=ledger.token)
        except Unreadable as trouble:
            form.add_error("file", str(trouble))
    ledgers = Ledger.objects.visible_to(request.user).select_related("unit", "by")
    listed = pages.keyset(ledgers, request, order=("-at", "-id"))
    return TemplateResponse(request, "ledgers/list.html", {"form": form, "page": listed}, status=422 if form.errors else 200)


@staff
@require_GET
def detail(request: StaffRequest, token: UUID) -> HttpResponse:
    """Mapping and preview, then progress, then the result: one address, to be left and come back to."""
    ledger = _seen(request, token)
    if ledger.state == Ledger.State.PREVIEW:
        return _preview(request, ledger, BeginForm(ledger))
    context = {
        "ledger": ledger,
        "heads": mapping.called(ledger.heads),
        "refusals": ledger.refusals.order_by("line")[:REFUSALS_SHOWN],
        "shown": REFUSALS_SHOWN,
        "lines": timeline(ledger, public=False),
    }
    return page(request, "ledgers/detail.html", context, fragments={"progress"})


@staff
@require_POST
def begin(request: StaffRequest, token: UUID) -> HttpResponse:
    ledger = _seen(request, token)
    if not rules.may_begin(request.user, ledger):
        return redirect("ledgers:detail", token=token)  # a second click: it is under way
    form = BeginForm(ledger, request.POST)
    if not form.is_valid():
        return _preview(request, ledger, form, status=422)
    try:
        ledger.begin(by=request.user, columns=form.columns)
    except AlreadyBegun:
        pass
    return redirect("ledgers:detail", token=token)


@staff
@require_POST
def choose_sheet(request: StaffRequest, token: UUID) -> HttpResponse:
    ledger = _seen(request, token)
    if rules.may_begin(request.user, ledger):
        try:
            ledger.choose_sheet(request.POST.get("sheet", ""), by=request.user)
        except (Unreadable, AlreadyBegun) as trouble:
            messages.error(request, str(trouble))
    return redirect("ledgers:detail", token=token)


@staff
@require_POST
def discard(request: StaffRequest, token: UUID) -> HttpResponse:
    ledger = _seen(request, token)
    if not rules.may_begin(request.user, ledger):
        raise PermissionDenied
    try:
        ledger.discard(by=request.user)
    except AlreadyBegun:
        return redirect("ledgers:detail", token=token)
    messages.success(request, _("The file was dropped; nothing was taken in."))
    return redirect("ledgers:receive")


@staff
@require_GET
def refused(request: StaffRequest, token: UUID) -> HttpResponse:
    """The refused rows as a workbook with the reason behind each, to be mended and sent again."""
    ledger = _seen(request, token)
    heads = [*mapping.called(ledger.heads), _("Why it was sent back")]
    rows = ([*refusal.row, refusal.why] for refusal in ledger.refusals.order_by("line").iterator(chunk_size=500))
    return sheets.workbook(_("Rows sent back"), heads, rows)


def _seen(request: StaffRequest, token: UUID) -> Ledger:
    if not rules.may_import(request.user):
        raise PermissionDenied
    return get_object_or_404(Ledger.objects.visible_to(request.user).select_related("unit", "by"), token=token)


def _preview(request: StaffRequest, ledger: Ledger, form: BeginForm, *, status: int = 200) -> HttpResponse:
    sample = [{"number": line.number, "cells": [reading.text(cell) for cell in line.cells]} for line in ledger.sample()]
    context: dict[str, Any] = {
        "ledger": ledger,
        "form": form,
        "heads": mapping.called(ledger.heads),
        "sample": sample,
        "missing": mapping.missing(ledger.mapping),
        "before": ledger.same_file(),
    }
    return TemplateResponse(request, "ledgers/preview.html", context, status=status)
