"""Pages for what happens on the way: stops, people met, notes, matters and what came of each, closing, and the return trip."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.numbers import LENGTH
from sixia.foundations.places.models import Place
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .. import rules
from ..forms import (
    AnswerCaseForm,
    CloseForm,
    DeclineForm,
    FollowUpForm,
    JoinForm,
    MeetForm,
    NoteForm,
    PromiseForm,
    RaiseCaseForm,
    ResultForm,
    ReviseForm,
    SolveForm,
    StopForm,
    TakeUpForm,
    TellForm,
)
from ..models import Carried, Matter, Visit
from ..models.carrying import NotAnsweredHere
from ..workflow import Outcome
from .desk import sight
from .planning import OFFERED, do

WAYS = {**dict(Outcome.choices), "join": gettext_lazy("goes to an open case of theirs")}


def there(request: StaffRequest, number: str, may: Callable[[User, Visit], bool] = rules.may_note) -> Visit:
    """The visit, for one who was there."""
    visit = sight(request, number)
    if not may(request.user, visit):
        raise PermissionDenied
    return visit


@staff
def stop(request: StaffRequest, number: str) -> HttpResponse:
    """Where the party stopped."""
    visit = there(request, number)
    form = StopForm(request.POST or None)
    return do(request, visit, form, visit.stop, title=_("A stop"), button=_("Write it down"))


@staff
def meet(request: StaffRequest, number: str) -> HttpResponse:
    """Whom one talked to."""
    visit = there(request, number)
    form = MeetForm(request.POST or None, visit=visit)
    return do(request, visit, form, visit.meet, title=_("People met"), button=_("Write it down"))


@staff
def note(request: StaffRequest, number: str) -> HttpResponse:
    """What was said or seen."""
    visit = there(request, number)
    form = NoteForm(request.POST or None, visit=visit)
    return do(request, visit, form, visit.note, title=_("What was said or seen"), button=_("Write it down"))


@staff
def revise(request: StaffRequest, number: str, once: uuid.UUID) -> HttpResponse:
    """Put a note better."""
    visit = there(request, number)
    kept = get_object_or_404(visit.notes.unsealed_for(request.user), once=once)
    form = ReviseForm(request.POST or None, initial={"seen": kept.version, "text": kept.text})
    return do(request, visit, form, kept.revise, title=_("Put it better"), button=_("Save"), note=kept)


@staff
def take_up(request: StaffRequest, number: str) -> HttpResponse:
    """A matter that came up."""
    visit = there(request, number)
    form = TakeUpForm(request.POST or None, visit=visit)
    return do(request, visit, form, visit.take_up, title=_("A matter that came up"), button=_("Write it down"))


@staff
def settle(request: StaffRequest, number: str, once: uuid.UUID) -> HttpResponse:
    """What came of a matter: each way to end has its own form, chosen by `?as=`."""
    visit = there(request, number)
    matter = get_object_or_404(visit.matters.unsealed_for(request.user), once=once)
    way = request.GET.get("as", "")
    way = way if way in WAYS else Outcome.ON_THE_SPOT
    form, verb = ending(request, matter, way)
    context = {"matter": matter, "ways": WAYS.items(), "way": way}
    return do(request, visit, form, verb, title=_("What came of it?"), button=_("Keep this outcome"), **context)


def ending(request: StaffRequest, matter: Matter, way: str) -> tuple[Form, Callable[..., Any]]:
    """The form of this way to end, and the verb that it fills."""
    by, data = request.user, request.POST or None
    match way:
        case Outcome.CASE:
            words = {"words": matter.what, "place_words": matter.stop.where if matter.stop else ""}
            return RaiseCaseForm(data, initial=words), matter.raise_case
        case "join":
            cases, words = Case.objects.visible_to(by).open().filter(sealed=False), {"words": matter.what}
            joining = JoinForm(data, cases=cases, likely=cases.filter(likely_of(matter)).distinct(), initial=words)
            return joining, matter.join_case
        case Outcome.PROMISE:
            return PromiseForm(data, initial={"what": matter.what}), matter.promise
        case Outcome.NOT_SOLVABLE:
            return DeclineForm(data), matter.decline
    return SolveForm(data), matter.solve


def likely_of(matter: Matter) -> Q:
    """Which open cases it may belong to: those taken along or met on this visit, and the person's own."""
    here = Q(carried_on__visit=matter.visit) | Q(met_on__visit=matter.visit)
    return here | Q(person=matter.person) if matter.person else here


@staff
def result(request: StaffRequest, number: str, case: str) -> HttpResponse:
    """What came of a case taken along; a promise made about it has its own form, `?as=promise`."""
    visit = there(request, number)
    carried = get_object_or_404(visit.carried.unsealed_for(request.user).select_related("case__person"), case__number=case)
    carried.visit = visit
    way = request.GET.get("as", "")
    if way == "answer" and not rules.may_answer_carried(request.user, carried):
        messages.error(request, str(NotAnsweredHere()))
        return redirect(visit.url)
    form, verb = resulting(request, carried, way)
    return do(request, visit, form, verb, title=_("What came of it?"), button=_("Keep this outcome"), carried=carried)


def resulting(request: StaffRequest, carried: Carried, way: str) -> tuple[Form, Callable[..., Any]]:
    """The form of this way to end, and the verb that it fills."""
    data = request.POST or None
    match way:
        case "answer":
            return AnswerCaseForm(data), carried.answer
        case Outcome.PROMISE:
            return PromiseForm(data, initial={"what": carried.case.title}), carried.promise
    return ResultForm(data, initial={"outcome": carried.outcome, "result": carried.result}), carried.settle


@staff
def tell(request: StaffRequest, number: str, once: uuid.UUID) -> HttpResponse:
    """That who raised a matter was told."""
    visit = there(request, number, rules.may_tell)
    matter = get_object_or_404(visit.matters.unsealed_for(request.user), once=once)
    form = TellForm(request.POST or None)
    return do(request, visit, form, matter.tell, title=_("They were told"), button=_("Keep that"), matter=matter)


@staff
def tell_petitioner(request: StaffRequest, number: str, case: str) -> HttpResponse:
    """That who raised a case taken along was told what came of it."""
    visit = there(request, number, rules.may_tell)
    carried = get_object_or_404(visit.carried.unsealed_for(request.user).select_related("case"), case__number=case)
    form = TellForm(request.POST or None)
    return do(request, visit, form, carried.tell, title=_("They were told"), button=_("Keep that"), carried=carried)


@staff
def follow_up(request: StaffRequest, number: str) -> HttpResponse:
    """What was found of a promise made before: the one the address names, or one of those owed at the place."""
    visit = there(request, number)
    asked = (request.POST.get("promise") or request.GET.get("promise", "")).replace("\0", "")[:LENGTH]
    promises = to_follow_up(request.user, visit, asked)
    before = visit.follow_ups.filter(commitment__number=asked).first()
    initial = {"promise": asked, "found": before.found if before else ""}
    form = FollowUpForm(request.POST or None, promises=promises, initial=initial)
    return do(request, visit, form, visit.follow_up, title=_("A promise followed up"), button=_("Write it down"))


def to_follow_up(user: User, visit: Visit, asked: str) -> Any:
    """Promises of the visit or of its place, whatever became of them if one is asked for; else those still owed."""
    planned = Q(pk__in=visit.promises.values("pk"))
    here = Commitment.objects.visible_to(user).filter(planned | Place.within(visit.place_id)).listed()
    if asked:
        return here.filter(number=asked)
    return here.filter(pk__in=list(here.open().order_by("due_on", "id").values_list("pk", flat=True)[:OFFERED]))


@staff
def close(request: StaffRequest, number: str) -> HttpResponse:
    """Close on what came of it."""
    visit = there(request, number, rules.may_close)
    form = CloseForm(request.POST or None)
    return do(request, visit, form, visit.close, title=_("Close the visit"), button=_("Close it"))
