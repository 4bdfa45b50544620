import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.reception.models import ReceptionDay
from sixia.field.reception.models.carrying import NothingCarried
from sixia.field.reception.workflow import Form, Status
from sixia.field.visits.kinds import Kind as VisitKind
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

from .conftest import SOON, WORDS, post_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hard(cast):
    """Answered, and the petitioner says: not resolved."""
    case = Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, person=cast.petitioner).case
    case.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
    case.forward(by=cast.intake, unit=cast.bureau, why="派单目录")
    case.accept(by=cast.handler)
    case.answer(by=cast.handler, words="已经安排维修，请再等等。", outcome="supported", facts="断两根", basis="《公路法》")
    case.rate(by=Voice.PETITIONER, resolved=False, stars=1)
    return case


def carried_down(cast, cases, **given):
    return ReceptionDay.objects.carry_down(
        by=cast.intake, post=post_of(cast.leader), place=cast.village, address="上坪村委会", on=timezone.localdate() + SOON,
        begins=dt.time(9), ends=dt.time(11), purpose="把桥的事定下来", cases=cases, **given,
    )  # fmt: skip


def test_the_hard_case_list_holds_what_was_not_resolved(hard):
    assert list(Case.objects.hard().open()) == [hard]


def test_a_case_is_carried_down_with_a_visit_and_what_was_studied_beforehand(cast, hard):
    day = carried_down(cast, {hard: "两次焊接都断，要换新栏杆。"})

    carried = day.visit.carried.get()
    assert (day.form, day.status, day.leader) == (Form.CARRIED, Status.PLANNED, cast.leader)
    assert (day.visit.user, day.visit.kinds, day.visit.place) == (cast.leader, [VisitKind.RECEPTION], cast.village)
    assert (carried.case, carried.pre_study) == (hard, "两次焊接都断，要换新栏杆。")


def test_nobody_goes_down_with_nothing(cast):
    with pytest.raises(NothingCarried):
        carried_down(cast, {})


def test_sent_twice_it_is_one_journey(cast, hard):
    import uuid

    once = uuid.uuid4()

    first, again = carried_down(cast, {hard: "看过"}, once=once), carried_down(cast, {hard: "看过"}, once=once)

    assert first == again and ReceptionDay.objects.count() == 1
