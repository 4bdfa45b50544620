"""An officer's pages for reading: the piles of meetings, one meeting, an export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.common.pages import keyset
from sixia.foundations.trail.tellings import timeline
from sixia.spine.cases.models.moving import CaseError
from sixia.spine.commitments.models.moving import CommitmentError

from .. import rules
from ..boxes import BOXES, in_box
from ..exporting import workbook_of
from ..forms import VerbForm
from ..models import Deed, Meeting, Presence, StubbornProblem
from ..models.moving import OnsiteError
from ..rows import extent_of, rows_of, topics_for

Thing = TypeVar("Thing", Deed, StubbornProblem)

REFUSALS = (OnsiteError, CaseError, CommitmentError)


def sight(request: StaffRequest, number: str) -> Meeting:
    """The meeting, if this officer may see it; else it does not exist."""
    meetings = Meeting.objects.visible_to(request.user).select_related("place", "unit", "chair__unit", "called_by", "visit")
    return get_object_or_404(meetings, number=number)


def allowed(request: StaffRequest, it: Thing, may: Callable[[User, Thing], bool]) -> Thing:
    """The thing, if this officer may do that with it."""
    if not may(request.user, it):
        raise PermissionDenied
    return it


def act(
    request: StaffRequest, form: VerbForm, template: str, verb: Callable[..., Any], *, to: str, **context: Any
) -> HttpResponse:
    """Show the form; when it is sent and valid, do the verb. What goes wrong stands above the form; what was typed is kept."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, **form.given())
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            return redirect(to)
    return page(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def do(request: StaffRequest, verb: Callable[..., Any], *, to: str, **given: Any) -> HttpResponse:
    """Do a verb for which nothing is filled in; if it may not be done, the page it leads back to says why."""
    try:
        verb(by=request.user, **given)
    except REFUSALS as error:
        messages.error(request, str(error))
    return redirect(to)


@staff
@never_cache
def list_(request: StaffRequest) -> HttpResponse:
    """The piles: ahead, called to, in session, to publish."""
    return page(request, "onsite/list.html", pile(request), fragments={"list"})


def pile(request: StaffRequest, open_number: str = "") -> dict[str, Any]:
    """The list pane; `open_number` is that of the meeting that lies open beside it."""
    name = request.GET.get("box", "")
    name = name if name in BOXES else "ahead"
    box = BOXES[name]
    found = keyset(in_box(request.user, name).listed(), request, order=box.order)
    return {
        "box": box,
        "box_name": name,
        "boxes": BOXES,
        "page": found,
        "extent": extent_of(found),
        "rows": rows_of(found.rows, box_name=name, open_number=open_number),
        "may_plan": rules.may_plan(request.user),
        "may_export": rules.may_export(request.user),
    }


@staff
@never_cache
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One meeting: what it is to bring about, who is called and answers, the agenda with its decisions, the trail."""
    meeting = sight(request, number)
    box = request.GET.get("box", "")
    beside = pile(request, number) if box in BOXES and request.headers.get("HX-Request") != "true" else {}
    response = page(request, "onsite/detail.html", {**beside, "box_name": box, **whole(request, meeting)}, fragments={"detail"})
    response["HX-Push-Url"] = request.get_full_path()
    return response


def whole(request: StaffRequest, meeting: Meeting) -> dict[str, Any]:
    """Everything the detail pane shows."""
    topics = topics_for(request.user, meeting)
    summonses = list(meeting.summonses.select_related("unit__successor", "responded_by"))
    prefetch_related_objects([meeting], Prefetch("presences", Presence.objects.select_related("user", "person", "unit")))
    return {
        "meeting": meeting,
        "topics": topics,
        "undecided": sum(not line.topic.decision for line in topics),
        "summonses": summonses,
        "presences": meeting.presences.all(),
        "lines": timeline(meeting, public=False),
        "may": rules.may(request.user, meeting),
        "own_summons": rules.own_summons(request.user, summonses) if meeting.is_ahead else None,
    }


@staff
def export(request: StaffRequest) -> HttpResponse:
    """The decisions of the meetings of a pile as an Excel file, without private names."""
    if not rules.may_export(request.user):
        raise PermissionDenied
    name = request.GET.get("box", "")
    return workbook_of(in_box(request.user, name if name in BOXES else "all"), name=_("on-site meetings"))
