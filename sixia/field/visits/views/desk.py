"""An officer's pages for reading: the boxes, one visit, its brief, who is still to be told, an export, windows on lower pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import petitioner, staff
from sixia.foundations.common.fragments import page, wanted
from sixia.foundations.common.pages import keyset
from sixia.foundations.trail.tellings import timeline
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.workflow import Status as Standing

from .. import norms, rules, signs
from ..boxes import BOXES, in_box
from ..brief import brief_of
from ..exporting import workbook_of
from ..models import Carried, Matter, Visit
from ..rows import extent_of, rows_of, when_words
from ..workflow import Outcome, Status

TO_TELL = ("settled_at", "id")
MOST_CARRIED = 20  # cases taken along whose petitioners wait; the next come up as these are told


def sight(request: StaffRequest, number: str) -> Visit:
    """The visit, if this officer may see it; else it does not exist."""
    visits = Visit.objects.visible_to(request.user).select_related("place", "planned_place", "user", "post__unit", "planned_by")
    follows = Exists(Visit.promises.through.objects.filter(visit=OuterRef("pk")))
    visits = visits.annotate(follows=follows).prefetch_related("companions")
    return get_object_or_404(visits, number=number)


def pile(request: StaffRequest, open_number: str = "") -> dict[str, Any]:
    """The list pane: a box; `open_number` is that of the visit that lies open beside it."""
    name = request.GET.get("box", "")
    name = name if name in BOXES else "mine" if rules.may_plan(request.user) else "all"
    box = BOXES[name]
    found = keyset(in_box(request.user, name).listed(), request, order=box.order)
    return {
        "box": box,
        "box_name": name,
        "page": found,
        "extent": extent_of(found),
        "rows": rows_of(found.rows, box_name=name, open_number=open_number),
        "may_plan": rules.may_plan(request.user),
        "may_export": rules.may_export(request.user),
    }


def beside(request: StaffRequest, number: str) -> dict[str, Any]:
    """The list beside a visit: only where the reader came from one and the whole page is asked for."""
    box = request.GET.get("box", "")
    listed = pile(request, number) if box in BOXES and not wanted(request) else {}
    return {**listed, "box_name": box, "back": f"?box={box}" if box in BOXES else ""}


@staff
@never_cache
def list_(request: StaffRequest) -> HttpResponse:
    """The boxes: ahead, to be closed, made, all."""
    return page(request, "visits/list.html", pile(request), fragments={"list"})


@staff
@never_cache
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One visit: why there, what came of it, what can be done."""
    visit = sight(request, number)
    return page(request, "visits/detail.html", {**beside(request, number), **whole(request, visit)}, fragments={"detail"})


def whole(request: StaffRequest, visit: Visit) -> dict[str, Any]:
    """Everything the detail pane shows. What people said is read only for those who may hear it."""
    may, user = rules.may(request.user, visit), request.user
    out = visit.status in (Status.UNDER_WAY, Status.CLOSED)

    def for_reader(things: Any) -> Any:
        return things.unsealed_for(user) if may["hear"] else things.seen_by(user)

    notes = list(visit.notes.marked_for(user)) if may["hear"] and out else []
    parts: dict[str, list[Any]] = {
        "stops": list(visit.stops.select_related("place")) if out else [],
        "met": list(visit.met.all()) if may["hear"] and out else [],
        "notes": [note for note in notes if not note.apart],
        "matters": list(for_reader(visit.matters).select_related("case", "commitment")) if out else [],
        "carried": list(for_reader(visit.carried).select_related("case__unit")),
        "followed": followed(visit, user) if visit.follows else [],  # type: ignore[attr-defined]
    }
    return {
        **parts,
        "visit": visit,
        "when": when_words(visit),
        "may": may,
        "apart": len(notes) - len(parts["notes"]),
        "talks": sum(each.kind == "individual" for each in parts["met"]),
        "lines": timeline(visit, public=False),
        "declared": norms.declared(visit.norms) if may["hear"] else [],
        "general": norms.general() if visit.is_ahead else [],
        "questions": signs.questions(**parts) if out and user.pk == visit.user_id else [],
        "merged": visit.planned_place if visit.planned_place_id != visit.place_id else None,
    }


def followed(visit: Visit, user: User) -> list[Commitment]:
    """The promises that the visit follows up, how each stands now, and what was found of it where that is said."""
    said = FilteredRelation("follow_ups", condition=Q(follow_ups__visit=visit))
    promises = Commitment.objects.visible_to(user).filter(visits_for=visit).listed().annotate(said=said)
    found = {"found": F("said__found"), "stood": F("said__stood"), "found_at": F("said__at"), "found_by": F("said__by__name")}
    rows: list[Commitment] = list(promises.annotate(**found).order_by("due_on", "id"))
    for promise in rows:
        promise.stood_words = Standing(promise.stood).label if promise.stood else ""  # type: ignore[attr-defined]
    return rows


@staff
@never_cache
def brief(request: StaffRequest, number: str) -> HttpResponse:
    """The page to be read before leaving; on paper one sheet."""
    visit = sight(request, number)
    if not rules.may_hear(request.user, visit):
        raise PermissionDenied
    context = {"brief": brief_of(visit, request.user), "visit": visit, "may": rules.may(request.user, visit)}
    return page(request, "visits/brief.html", {**context, "when": when_words(visit), "general": norms.general()})


@staff
@never_cache
def returns(request: StaffRequest) -> HttpResponse:
    """The return trip: who raised something on my visits and was not told yet what came of it."""
    mine = Visit.objects.of(request.user).values("pk")
    matters = Matter.objects.to_be_told().filter(visit__in=mine).unsealed_for(request.user)
    found = keyset(matters.select_related("visit__place", "case", "commitment"), request, order=TO_TELL)
    carried = Carried.objects.to_be_told().filter(visit__in=mine).unsealed_for(request.user)
    carried = carried.select_related("visit__place", "case").order_by(*TO_TELL)[:MOST_CARRIED]
    return page(request, "visits/returns.html", {"page": found, "carried": carried, "outcomes": Outcome})


@staff
def export(request: StaffRequest) -> HttpResponse:
    """A box as an Excel file. No word of anyone and no name of the people leaves by it."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    name = request.GET.get("box", "")
    return workbook_of(in_box(request.user, name if name in BOXES else "all"))


@staff
@never_cache
def for_case(request: StaffRequest, number: str) -> HttpResponse:
    """On the page of a case: the visits that take it along."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    seen = Visit.objects.visible_to(request.user).values("pk")
    carried = Carried.objects.filter(case=case, visit__in=seen).select_related("visit__place", "visit__user").order_by("-id")[:5]
    context = {"case": case, "carried": carried, "may_plan": rules.may_plan(request.user) and case.is_open}
    return page(request, "visits/for_case.html", context, fragments={"visits-for_case"})


@petitioner
@never_cache
def for_petitioner(request: HttpRequest, number: str) -> HttpResponse:
    """On the petitioner's own page of a case: who takes it down to them, and when. Nothing of an unannounced visit to come."""
    carried = Carried.objects.filter(case__number=number).exclude(visit__status=Status.CANCELLED)
    rows = carried.select_related("visit__place", "visit__user", "visit__post").order_by("-id")[:3]
    context = {"carried": [each for each in rows if not each.visit.is_secret]}
    return page(request, "visits/for_petitioner.html", context, fragments={"visits-for_petitioner"})
