"""Cases for connected systems: `/api/v1/cases/`. A token speaks for one unit, and sees and moves only that unit's cases."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Header, Path, Query, Router, Schema
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
from .forms import MOST_CHARACTERS, time_trouble
from .models import Case, Reply

router = Router(tags=["cases"])
ONCE = uuid.UUID("5d6c2a3e-4d2b-5c51-9a6e-7f0b6b2f4d11")  # namespace in which a unit's idempotency keys become our own

# Descriptions are read on /api/docs/ in the reader's language; the description for machines keeps the English.
Number = Annotated[
    str, Path(pattern=r"^[0-9]{15}$", description=gettext_noop("the case's public number"), example="202611239999999")
]
OnceKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        description=gettext_noop("your own number for this sending"),
        example="hotline-2026-000417",
    ),
]
Version = Annotated[
    int, Field(description=gettext_noop("the version you have read: an outdated one is refused with 409"), examples=[3])
]
OnlyStatus = Annotated[workflow.Status | None, Query(description=gettext_noop("only those that stand so"))]
Cursor = Annotated[str, Query(description=gettext_noop("where to go on: what the last answer gave under this name"))]


class NewCase(Schema):
    """What someone said, as another system took it down."""

    words: str = Field(
        min_length=2,
        max_length=MOST_CHARACTERS,
        description=gettext_noop("what they said, in their own words"),
        examples=["村口的桥栏杆断了两根，孩子上学要从那里过。"],
    )
    place_words: str = Field(
        "", max_length=120, description=gettext_noop("where it is, in their own words"), examples=["石桥镇上坪村口"]
    )
    place_code: str = Field(
        "",
        max_length=15,
        pattern=r"^[0-9]*$",
        description=gettext_noop("statistical code of the place; without it the place is read from place_words"),
    )
    name: str = Field("", max_length=60, description=gettext_noop("the petitioner's name; kept encrypted"))
    phone: str = Field(
        "", max_length=24, description=gettext_noop("the petitioner's telephone; kept encrypted"), examples=["13900000000"]
    )
    received_at: AwareDatetime | None = Field(
        None,
        description=gettext_noop("when they said it, with its time zone; now, if left out"),
        examples=["2026-11-23T09:30:00+08:00"],
    )


class ReplyOut(Schema):
    outcome: str = Field(
        description=gettext_noop("supported, explained or not_supported; empty where an old register does not say")
    )
    words: str = Field(description=gettext_noop("what the petitioner reads"))
    basis: str = Field(description=gettext_noop("legal or policy basis"))
    at: dt.datetime = Field(description=gettext_noop("when it was given"))
    round: int = Field(description=gettext_noop("the how manieth handling of the case it answers"))


class CaseOut(Schema):
    number: str = Field(description=gettext_noop("the case's public number"))
    title: str = Field(description=gettext_noop("in one line"))
    status: workflow.Status = Field(description=gettext_noop("where it stands"))
    kind: str = Field(description=gettext_noop("suggestion, accusation or appeal; empty until it is sorted"))
    place_code: str = Field(description=gettext_noop("statistical code of the place"))
    received_at: dt.datetime = Field(description=gettext_noop("when they said it"))
    due_at: dt.datetime | None = Field(description=gettext_noop("when the unit must have acted; nothing where no limit presses"))
    due_provisional: bool = Field(description=gettext_noop("the date may move when the holidays of its year are announced"))
    version: int = Field(description=gettext_noop("counts the changes; send it back with your next one"))

    @staticmethod
    def resolve_place_code(case: Case) -> str:
        return case.place_id


READ = ("number", "title", "status", "kind", "place_id", "received_at", "due_at", "due_provisional", "version")


class CaseWhole(CaseOut):
    words: str = Field(description=gettext_noop("what they said, in their own words"))
    place_words: str = Field(description=gettext_noop("where it is, in their own words"))
    replies: list[ReplyOut] = Field(description=gettext_noop("the answers, oldest first"))

    @staticmethod
    def resolve_replies(case: Case) -> list[Reply]:
        return list(case.replies.all())


class Receipt(CaseOut):
    """A fresh case, with the secret to hand to the petitioner."""

    secret: str = Field(
        description=gettext_noop("opens the case together with its number: give it to the petitioner and keep no copy")
    )


class CasePage(Schema):
    cases: list[CaseOut] = Field(description=gettext_noop("the latest received first"))
    after: str | None = Field(description=gettext_noop("send it as after to go on; nothing at the end"))
    before: str | None = Field(description=gettext_noop("send it as before to go back; nothing at the start"))


class Acceptance(Schema):
    version: Version
    next_step: str = Field("", max_length=2000, description=gettext_noop("what the petitioner is told about path and deadline"))


class Answer(Schema):
    version: Version
    outcome: Reply.Outcome = Field(description=gettext_noop("what became of what they asked for"), examples=["supported"])
    facts: str = Field(
        min_length=1, max_length=MOST_CHARACTERS, description=gettext_noop("what was found"), examples=["现场查看，栏杆断两根。"]
    )
    words: str = Field(
        min_length=10,
        max_length=MOST_CHARACTERS,
        description=gettext_noop("what the petitioner reads"),
        examples=["栏杆已经换好，两端加了警示牌，请您看看。"],
    )
    basis: str = Field(
        min_length=1,
        max_length=2000,
        description=gettext_noop("legal or policy basis"),
        examples=["《中华人民共和国公路法》第三十五条"],
    )


class Wrong(Schema):
    where: str = Field(description=gettext_noop("which part of what was sent, for example body.words"))
    what: str = Field(description=gettext_noop("what is wrong with it"))


class Trouble(Schema):
    detail: str = Field(description=gettext_noop("what is wrong and what to do, in the language of Accept-Language"))
    errors: list[Wrong] = Field([], description=gettext_noop("each part that cannot be taken"))


SENT_WRONG = {400: Trouble, 401: Trouble, 422: Trouble}
OF_ONE = {401: Trouble, 404: Trouble, 422: Trouble}
MOVED = {**OF_ONE, 400: Trouble, 409: Trouble}


def unit_of(request: HttpRequest) -> Unit:
    return request.auth.unit  # type: ignore[attr-defined,no-any-return]


def sight(request: HttpRequest, number: str) -> Case:
    return get_object_or_404(Case.objects.of_unit(unit_of(request)).select_related("place", "unit", "person"), number=number)


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row of READ as CaseOut says it. What is only read goes out as it was read: no model is made for it."""
    return {"place_code": row.pop("place_id"), **row}


def place_meant(new: NewCase) -> Place:
    if not new.place_code:
        return Place.objects.meant(new.place_words)
    place = Place.objects.under(Place.objects.office_code()).filter(code=new.place_code).first()
    if place is None:
        raise HttpError(422, _("There is no place %(code)s here.") % {"code": new.place_code})
    return place.successor


def readable(text: str, *, least: int) -> str:
    """The words as they are kept; refused where what nobody can see was all or most of them."""
    words = clean(text)
    if len(words) < least:
        raise HttpError(422, _("Nothing readable is left of the words."))
    return words


@router.post(
    "/",
    response={201: Receipt, 200: Receipt, **SENT_WRONG},
    operation_id="register_case",
    summary=gettext_noop("Register a case"),
    description=gettext_noop(
        "It comes to the unit of your key; with the petition office's key, to be sorted there. Sent again with the same "
        "Idempotency-Key it answers 200 with the case that is already there, and changes nothing."
    ),
)
@machine
def register(request: HttpRequest, new: NewCase, once: OnceKey) -> Any:
    unit = unit_of(request)
    if new.received_at and (trouble := time_trouble(new.received_at)):
        raise HttpError(422, trouble)
    case, fresh = Case.objects.register(
        by=Voice.MACHINE,
        words=readable(new.words, least=2),
        place=place_meant(new),
        place_words=clean(new.place_words, lines=False),
        channel=workflow.Channel.MACHINE,
        person=Person(name=clean(new.name, lines=False), phone=clean(new.phone, lines=False)) if new.name or new.phone else None,
        unit=None if unit.kind == Unit.Kind.PETITION else unit,
        received_at=new.received_at,
        once=uuid.uuid5(ONCE, f"{unit.pk}:{once}"),
    )
    return Answered(201 if fresh else 200, case)


@router.get(
    "/",
    response={200: CasePage, 401: Trouble, 422: Trouble},
    operation_id="list_cases",
    summary=gettext_noop("The unit's cases, latest first"),
    description=gettext_noop("Twenty-five at a time. A sealed accusation is never among them."),
)
@machine
def list_(request: HttpRequest, status: OnlyStatus = None, after: Cursor = "", before: Cursor = "") -> Any:
    cases = Case.objects.of_unit(unit_of(request)).values_list("id", *READ, named=True)
    page = keyset(cases.filter(status=status) if status else cases, request, order=("-received_at", "-id"))
    rows = [told(dict(zip(READ, row[1:], strict=True))) for row in page.rows]
    return JsonResponse({"cases": rows, "after": page.after, "before": page.before})


@router.get(
    "/{number}/",
    response={200: CaseWhole, **OF_ONE},
    operation_id="read_case",
    summary=gettext_noop("One case with its replies"),
    description=gettext_noop("Of another unit's case it says that there is none."),
)
@machine
def detail(request: HttpRequest, number: Number) -> Any:
    cases = Case.objects.of_unit(unit_of(request)).values("id", "answered_at", "words", "place_words", *READ)
    row = next(iter(cases.filter(number=number)), None)
    if row is None:
        raise Http404
    replies = Reply.objects.filter(case=row.pop("id")) if row.pop("answered_at") else Reply.objects.none()
    return JsonResponse({**told(row), "replies": list(replies.values("outcome", "words", "basis", "at", "round"))})


@router.post(
    "/{number}/accept/",
    response={200: CaseWhole, **MOVED},
    operation_id="accept_case",
    summary=gettext_noop("Accept a case"),
    description=gettext_noop("The handling limit starts. The case must have been sorted by an officer before."),
)
@machine
def accept(request: HttpRequest, number: Number, given: Acceptance) -> Any:
    case = sight(request, number)
    case.accept(by=Voice.MACHINE, next_step=clean(given.next_step), seen=given.version)
    return case


@router.post(
    "/{number}/answer/",
    response={200: CaseWhole, **MOVED},
    operation_id="answer_case",
    summary=gettext_noop("Answer a case"),
    description=gettext_noop("Only the petitioner can say afterwards whether it is resolved; no machine can."),
)
@machine
def answer(request: HttpRequest, number: Number, given: Answer) -> Any:
    case = sight(request, number)
    case.answer(
        by=Voice.MACHINE,
        outcome=given.outcome,
        facts=readable(given.facts, least=1),
        words=readable(given.words, least=10),
        basis=readable(given.basis, least=1),
        seen=given.version,
    )
    return case
