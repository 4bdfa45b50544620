"""Cases for connected systems: `/api/v1/cases/`. A token speaks for one unit, and sees and moves only that unit's cases."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Header, Router, Schema
from ninja.errors import HttpError
from ninja.responses import Status as Answered
from pydantic import AwareDatetime

from sixia.foundations.common.doors import machine
from sixia.foundations.common.pages import keyset
from sixia.foundations.common.text import clean
from sixia.foundations.people.models import Person
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Unit

from . import workflow
from .forms import MOST_CHARACTERS
from .models import Case, Reply

router = Router(tags=["cases"])
ONCE = uuid.UUID("5d6c2a3e-4d2b-5c51-9a6e-7f0b6b2f4d11")  # namespace in which a unit's idempotency keys become our own


class NewCase(Schema):
    """What someone said, as another system took it down."""

    words: str = Field(min_length=2, max_length=MOST_CHARACTERS, description="in their own words")
    place_words: str = Field("", max_length=120, description="where, in their own words")
    place_code: str = Field("", max_length=15, pattern=r"^\d*$", description="statistical code; else the place is read from place_words")
    name: str = Field("", max_length=60)
    phone: str = Field("", max_length=24)
    received_at: AwareDatetime | None = None


class ReplyOut(Schema):
    outcome: str
    words: str
    basis: str
    at: dt.datetime
    round: int


class CaseOut(Schema):
    number: str
    title: str
    status: workflow.Status
    kind: str
    place_code: str
    received_at: dt.datetime
    due_at: dt.datetime | None
    due_provisional: bool
    version: int

    @staticmethod
    def resolve_place_code(case: Case) -> str:
        return case.place_id


class CaseWhole(CaseOut):
    words: str
    place_words: str
    replies: list[ReplyOut]

    @staticmethod
    def resolve_replies(case: Case) -> list[Reply]:
        return list(case.replies.all())


class Receipt(CaseOut):
    """A fresh case, with the secret to hand to the petitioner."""

    secret: str


class CasePage(Schema):
    cases: list[CaseOut]
    after: str | None
    before: str | None


class Acceptance(Schema):
    version: int = Field(description="the version that was read: a stale one is refused with 409")
    next_step: str = Field("", max_length=2000)


class Answer(Schema):
    version: int
    outcome: Reply.Outcome
    facts: str = Field(min_length=1, max_length=MOST_CHARACTERS)
    words: str = Field(min_length=10, max_length=MOST_CHARACTERS)
    basis: str = Field(min_length=1, max_length=2000)


class Trouble(Schema):
    detail: str


def unit_of(request: HttpRequest) -> Unit:
    return request.auth.unit  # type: ignore[attr-defined,no-any-return]


def sight(request: HttpRequest, number: str) -> Case:
    return get_object_or_404(Case.objects.of_unit(unit_of(request)).select_related("place", "unit", "person"), number=number)


def place_meant(new: NewCase) -> Place:
    if not new.place_code:
        return Place.objects.meant(new.place_words)
    place = Place.objects.under(Place.objects.office_code()).filter(code=new.place_code).first()
    if place is None:
        raise HttpError(422, _("There is no place %(code)s here.") % {"code": new.place_code})
    return place.successor


@router.post("/", response={201: Receipt, 200: Receipt, 422: Trouble}, summary="Register a case")
@machine
def register(request: HttpRequest, new: NewCase, idempotency_key: str = Header(min_length=8, max_length=200)) -> Any:
    """Sending the same Idempotency-Key again answers 200 with the case that is already there, and changes nothing."""
    unit = unit_of(request)
    words = clean(new.words)
    if len(words) < 2:
        raise HttpError(422, _("Nothing readable is left of the words."))
    if new.received_at and new.received_at > timezone.now():
        raise HttpError(422, _("This time is still to come."))
    case, fresh = Case.objects.register(
        by=Voice.MACHINE,
        words=words,
        place=place_meant(new),
        place_words=clean(new.place_words, lines=False),
        channel=workflow.Channel.MACHINE,
        person=Person(name=clean(new.name, lines=False), phone=new.phone) if new.name or new.phone else None,
        unit=None if unit.kind == Unit.Kind.PETITION else unit,
        received_at=new.received_at,
        once=uuid.uuid5(ONCE, f"{unit.pk}:{idempotency_key}"),
    )
    return Answered(201 if fresh else 200, case)


@router.get("/", response=CasePage, summary="The unit's cases, latest first")
@machine
def list_(request: HttpRequest, status: workflow.Status | None = None, after: str = "", before: str = "") -> Any:
    cases = Case.objects.of_unit(unit_of(request)).listed()
    page = keyset(cases.filter(status=status) if status else cases, request, order=("-received_at", "-id"))
    return {"cases": page.rows, "after": page.after, "before": page.before}


@router.get("/{number}/", response={200: CaseWhole, 404: Trouble}, summary="One case with its replies")
@machine
def detail(request: HttpRequest, number: str) -> Any:
    return sight(request, number)


@router.post("/{number}/accept/", response={200: CaseWhole, 404: Trouble, 409: Trouble}, summary="Accept a case")
@machine
def accept(request: HttpRequest, number: str, given: Acceptance) -> Any:
    case = sight(request, number)
    case.accept(by=Voice.MACHINE, next_step=clean(given.next_step), seen=given.version)
    return case


@router.post("/{number}/answer/", response={200: CaseWhole, 404: Trouble, 409: Trouble}, summary="Answer a case")
@machine
def answer(request: HttpRequest, number: str, given: Answer) -> Any:
    case = sight(request, number)
    case.answer(
        by=Voice.MACHINE,
        outcome=given.outcome,
        facts=clean(given.facts),
        words=clean(given.words),
        basis=clean(given.basis),
        seen=given.version,
    )
    return case


