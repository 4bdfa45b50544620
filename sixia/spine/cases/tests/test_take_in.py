"""What another register says again of a case that has gone its way here."""

import datetime as dt

import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.arriving import Arrival
from sixia.spine.cases.path import steps_of
from sixia.spine.cases.workflow import Kind, Status

from .conftest import ANSWER, WORDS

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def take_in(cast, **given):
    usual = {"source_number": "7", "received_at": AT, "title": "", "words": WORDS, "place": cast.village, "unit": cast.bureau}
    arrival = Arrival(**{**usual, **given})
    (case,) = Case.objects.take_in([arrival], by=Voice.SYSTEM, source="旧台账")
    return Case.objects.get(pk=case.pk)


def test_an_answer_the_register_did_not_have_before_is_taken_over_and_later_mended(cast):
    take_in(cast)

    answered = take_in(cast, reply="栏杆已修。")
    mended = take_in(cast, reply="栏杆已修好。")

    assert answered.pk == mended.pk and mended.status == Status.ANSWERED
    assert [reply.words for reply in mended.replies.all()] == ["栏杆已修好。"]


def test_the_path_of_a_case_taken_over_has_the_days_of_the_other_register(cast):
    case = take_in(cast, reply="栏杆已修。", replied_at=AT + dt.timedelta(days=9))
    waiting = take_in(cast, source_number="8")
    waiting.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
    waiting.forward(by=cast.intake, unit=cast.other_bureau)

    assert days_of(case) == [AT, None, None, AT + dt.timedelta(days=9), None]
    assert days_of(waiting) == [AT, waiting.assignments.last().at, None, None, None]


def days_of(case):
    return [step.on for step in steps_of(case, list(case.replies.all()), case.assignments.order_by("id").last())]


def test_the_answer_an_officer_gave_here_is_never_overwritten_by_the_register(cast):
    case = take_in(cast)
    case.sort(by=cast.handler, kind=Kind.APPEAL, matter=None, place=cast.village)
    case.accept(by=cast.handler)
    case.answer(by=cast.handler, **ANSWER)

    case = take_in(cast, reply="已转有关部门。")

    (reply,) = case.replies.all()
    assert (reply.words, reply.by, reply.at) == (ANSWER["words"], cast.handler, case.answered_at)


def test_a_changed_person_place_and_unit_of_a_row_nobody_has_sorted_are_taken_over(cast):
    take_in(cast, name="林阿凤", phone="13900000067")

    case = take_in(cast, name="林阿凤", phone="13900000099", unit=cast.other_bureau, place=cast.township)

    assert (case.unit, case.place, case.person.phone) == (cast.other_bureau, cast.township, "13900000099")
    assert case.assignments.get(ended_at=None).unit == cast.other_bureau


def test_what_an_officer_sorted_here_stays_where_they_put_it(cast):
    take_in(cast).sort(by=cast.handler, kind=Kind.APPEAL, matter=None, place=cast.township)

    case = take_in(cast, unit=cast.other_bureau)

    assert (case.unit, case.place) == (cast.bureau, cast.township)
