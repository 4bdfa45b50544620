"""An officer's pages for reading promises: the boxes, one promise, those on a case, an export."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.attachments import serving
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page, wanted
from sixia.foundations.common.pages import keyset
from sixia.spine.cases.models import Case

from .. import rules
from ..boxes import BOXES, first_box, in_box
from ..exporting import workbook_of
from ..history import history_of
from ..models import Commitment, Proof


def sight(request: StaffRequest, number: str) -> Commitment:
    """The promise, if this officer may see it; else it does not exist."""
    return get_object_or_404(Commitment.objects.visible_to(request.user).whole(), number=number)


def pile(request: StaffRequest) -> dict[str, Any]:
    """The list pane: a box."""
    name = request.GET.get("box", "")
    name = name if name in BOXES else first_box(request.user)
    found = keyset(in_box(request.user, name).listed(), request, order=BOXES[name].order)
    return {
        "box": BOXES[name],
        "box_name": name,
        "page": found,
        "may_export": rules.may_export(request.user),
        "may_promise": rules.may_promise(request.user),
    }


def beside(request: StaffRequest) -> dict[str, Any]:
    """The list beside a promise: only where the reader came from one and the whole page is asked for."""
    box = request.GET.get("box", "")
    listed = pile(request) if box in BOXES and not wanted(request) else {}
    return {**listed, "box_name": box, "back": f"?box={box}" if box in BOXES else ""}


@staff
@never_cache
def list_(request: StaffRequest) -> HttpResponse:
    """The boxes: what I answer for, what is late, what waits for the word."""
    return page(request, "commitments/list.html", pile(request), fragments={"list"})


@staff
@never_cache
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One promise: what, to whom, by when, what became of it, and what can be done."""
    promise = sight(request, number)
    context = {"promise": promise, **beside(request), **history_of(promise, public=False)}
    context["may"] = rules.may(request.user, promise)
    response = page(request, "commitments/detail.html", context, fragments={"detail"})
    response["HX-Push-Url"] = request.get_full_path()
    return response


@staff
@never_cache
def for_case(request: StaffRequest, number: str) -> HttpResponse:
    """The promises on a case."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    found = Commitment.objects.visible_to(request.user).about(case).listed().order_by("due_on", "id")
    context = {"case": case, "promises": found, "may_promise": rules.may_promise(request.user)}
    return page(request, "commitments/for_case.html", context, fragments={"commitments-for_case"})


@staff
@never_cache
def file(request: StaffRequest, number: str, token: str) -> FileResponse:
    """A paper or picture that the owner showed."""
    proofs = sight(request, number).proofs.values("pk")
    files = Attachment.objects.filter(thing=Proof._meta.label_lower, thing_id__in=proofs)
    return serving.serve(get_object_or_404(files, token=token))


@staff
def export(request: StaffRequest) -> HttpResponse:
    """A box as an Excel file."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    name = request.GET.get("box", "")
    name = name if name in BOXES else "all"
    return workbook_of(in_box(request.user, name).order_by(*BOXES[name].order), name=_("promises"))
