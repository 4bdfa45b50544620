"""An officer's pages for reading: the boxes, one case, its file, its contact, an export."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.attachments import serving
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.common.addresses import numbered
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page, wanted
from sixia.foundations.common.pages import keyset
from sixia.foundations.common.pieces import fresh_field
from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.trail.tellings import lines_of

from .. import rules
from ..boxes import BOXES, BY_RECEIPT, first_box, in_box
from ..exporting import workbook_of
from ..forms import FilterForm, RevealForm
from ..models import Addition, Case
from ..models.finding import newest_since, reach_of
from ..path import steps_of
from ..rows import READ, extent_of, rows_of
from ..story import Story, with_story

SHOWN = (
    *("number", "version", "title", "words", "place_words", "kind", "channel", "source", "status", "round", "sealed", "owned"),
    *("due_at", "due_provisional", "received_at", "registered_at", "answered_at"),
    *("place__name", "place__name_en", "unit__name", "unit__name_en", "matter__name", "matter__name_en"),
    *("handler__name", "handler__username", "person__name", "person__phone", "person__email", "enterprise__name"),
)  # what the page of a case says; anything else is read when it is asked for


@lru_cache(maxsize=256)
def one_in_reach(units: frozenset[int], codes: tuple[str, ...]) -> Statement[Case]:
    """A case by its number, for those who reach so far."""
    related = ("unit", "place", "handler", "person", "enterprise", "matter")
    has = {"has_files": Attachment.objects.on_any(Case), "has_additions": Exists(Addition.objects.filter(case=OuterRef("pk")))}
    return Statement(
        lambda: (
            Case.objects.in_reach_of(blank("user"), units, codes)
            .filter(number=blank("number"))
            .annotate(**has)
            .select_related(*related)
            .only(*SHOWN)
        )
    )


def sight(request: StaffRequest, number: str) -> Case:
    """The case, if this officer may see it; else it does not exist."""
    case = one_in_reach(*reach_of(request.user)).one(user=request.user.pk, number=number)
    if case is None:
        raise Http404
    return case


def sight_and_story(request: StaffRequest, number: str) -> tuple[Case, Story]:
    """The same, with what became of it."""
    case, story = with_story(one_in_reach(*reach_of(request.user)).of(user=request.user.pk, number=number), number)
    if case is None:
        raise Http404
    return case, story


def pile(request: StaffRequest, open_number: str = "") -> dict[str, Any]:
    """The list pane: a box, narrowed by the filter; `open_number` is that of the case that lies open beside it."""
    name = request.GET.get("box", "")
    name = name if name in BOXES else "all" if request.GET.get("q") else first_box(request.user)
    box, cases = BOXES[name], in_box(request.user, name)
    form = FilterForm(request.GET) if request.GET.keys() & FilterForm.base_fields.keys() or "narrow" in request.GET else None
    if form:
        cases = form.narrow(cases)
    near = newest_since(form.cleaned_data.get("q", "")) if form and box.order == BY_RECEIPT else None
    found = keyset(cases.values_list(*READ, named=True), request, order=box.order, near=near)
    return {
        "box": box,
        "box_name": name,
        "filter": form,
        "page": found,
        "extent": extent_of(found),
        "rows": rows_of(found.rows, box_name=name, open_number=open_number),
        "may_export": rules.may_export(request.user),
        "may_register": rules.may_register(request.user),
    }


@staff
@never_cache
def list_(request: StaffRequest) -> HttpResponse:
    """The boxes: what is due, new, mine, late, waiting."""
    return page(request, "cases/list.html", pile(request), fragments={"list"})


@staff
@never_cache
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One case: the people's words first, then its path, its trail, and what can be done."""
    case, story = sight_and_story(request, number)
    response = page(
        request, "cases/detail.html", {**beside(request, number), **whole(request, case, story)}, fragments={"detail"}
    )
    response["HX-Push-Url"] = request.get_full_path()  # also where a form that was sent ends up here
    return response


def beside(request: StaffRequest, number: str) -> dict[str, Any]:
    """The list beside a case: only where the reader came from one and the whole page is asked for."""
    box = request.GET.get("box", "")
    listed = pile(request, number) if box in BOXES and not wanted(request) else {}
    return {**listed, "box_name": box, "back": f"?box={box}" if box in BOXES else ""}


def whole(request: StaffRequest, case: Case, story: Story, reveal: RevealForm | None = None) -> dict[str, Any]:
    """Everything the detail pane shows; `reveal`, where it was sent, says what is wrong with the reason."""
    return {
        "case": case,
        "steps": steps_of(case, story.replies, story.handed),
        "lines": lines_of(story.entries, public=False),
        "additions": case.said_again(),
        "ownership": case.ownership() if case.owned else None,
        "replies": story.replies,
        "files": Attachment.objects.listed(case) if case.has_files else [],
        "may": rules.may(request.user, case),
        "reveal_url": numbered("cases:reveal", case.number),
        "receipt_url": numbered("cases:receipt_again", case.number),
        "reason": reveal["reason"].as_field_group() if reveal else fresh_field(RevealForm, "reason"),
        "reason_wrong": bool(reveal and reveal.errors),
        "why": story.handed.why if story.handed else "",
    }


@staff
@require_POST
@never_cache
def reveal(request: StaffRequest, number: str) -> HttpResponse:
    """Open the contact details, for a reason that stays on the trail."""
    case, story = sight_and_story(request, number)
    if not rules.may_reveal(request.user, case):
        raise PermissionDenied
    form = RevealForm(request.POST)
    context = {**beside(request, number), **whole(request, case, story, form)}
    if form.is_valid() and case.person:
        context["revealed"] = case.person.reveal(by=request.user, reason=form.cleaned_data["reason"])
    return page(request, "cases/detail.html", context, fragments={"detail"}, status=200 if form.is_valid() else 422)


@staff
@never_cache
def file(request: StaffRequest, number: str, token: str) -> FileResponse:
    """A file on a case."""
    return serving.serve(get_object_or_404(Attachment.objects.of(sight(request, number)), token=token))


@staff
def export(request: StaffRequest) -> HttpResponse:
    """The filtered list as an Excel file, with masked contacts."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    name = request.GET.get("box", "")
    name = name if name in BOXES else "all"
    cases = FilterForm(request.GET).narrow(in_box(request.user, name))
    return workbook_of(cases, name=_("cases"))
