import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.reception.models import Raised
from sixia.field.reception.models.hearing import NotInside
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel, Kind, Status

from .conftest import ANSWER, WORDS, booked, someone

pytestmark = pytest.mark.django_db


def heard(cast, inside, words=WORDS, **given):
    return inside.hear(by=cast.intake, words=words, place=cast.village, once=uuid.uuid4(), **given)


def test_each_matter_becomes_a_case_with_its_own_clock(cast, inside):
    bridge, pension = heard(cast, inside), heard(cast, inside, "低保两个月没发了。")

    assert bridge.case.channel == Channel.RECEPTION and bridge.case.person == inside.person
    assert bridge.case.pressing_clock() and pension.case.pressing_clock()
    assert inside.trail.filter(verb="raised").count() == 2
    assert list(inside.raised.values_list("joined", flat=True)) == [False, False]


def test_a_double_click_registers_one_case(cast, inside):
    once = uuid.uuid4()

    first, again = (inside.hear(by=cast.intake, words=WORDS, place=cast.village, once=once) for _click in range(2))

    assert first == again and Case.objects.count() == 1 and inside.trail.filter(verb="raised").count() == 1


def test_the_same_matter_joins_the_case_that_is_open_and_its_clock_stays(cast, inside):
    known = Case.objects.register(by=cast.intake, words=WORDS, place=cast.village, person=someone()).case
    due = known.due_at

    (found,) = inside.open_cases(cast.intake)
    raised = inside.join(by=cast.intake, case=found, words="栏杆还是没修", once=uuid.uuid4())

    known.refresh_from_db()
    assert (found, raised.joined, known.due_at) == (known, True, due)
    assert known.additions.get().channel == Channel.RECEPTION
    assert Case.objects.count() == 1 and inside.open_cases(cast.intake) == []


def test_an_answer_on_the_spot_is_timed_from_when_it_was_said(cast, inside):
    raised = heard(cast, inside, "低保两个月没发了。")
    Raised.objects.filter(pk=raised.pk).update(at=timezone.now() - dt.timedelta(minutes=12))

    inside.answer(by=cast.intake, case=raised.case, **ANSWER)

    raised.refresh_from_db()
    assert raised.case.status == Status.ANSWERED and raised.took == 12
    assert raised.case.replies.get().words == ANSWER["words"]


def test_nothing_is_written_down_before_they_are_called_in(cast, slot):
    with pytest.raises(NotInside):
        heard(cast, booked(slot))


def test_the_leader_who_receives_owns_the_case(cast, inside):
    raised = heard(cast, inside)

    raised.case.own(by=cast.leader, post=inside.day.post, why="两年没有解决")

    assert raised.case.ownership().user == cast.leader


def test_a_promise_made_in_the_room_names_the_reception_day(cast, inside):
    raised = heard(cast, inside)

    promise = inside.promise(
        by=cast.leader,
        case=raised.case,
        what="修好村口的桥栏杆",
        unit=cast.bureau,
        due_on=timezone.localdate() + dt.timedelta(days=30),
    )

    assert list(inside.promises.all()) == [promise]
    assert promise.occasion_url == inside.day.public_url and "叶青松" in promise.occasion["zh"]
    assert promise.case == raised.case and promise.place == cast.village


def test_who_is_not_named_on_a_sealed_case_no_longer_sees_the_audience_that_raised_it(cast, inside):
    raised = heard(cast, inside, "交通局有人收了好处。")
    audiences = type(inside).objects
    assert audiences.visible_to(cast.leader).filter(pk=inside.pk).exists()

    raised.case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)

    assert audiences.visible_to(cast.intake).filter(pk=inside.pk).exists()
    for officer in (cast.leader, cast.township_intake, cast.intake_head):
        assert not audiences.visible_to(officer).filter(pk=inside.pk).exists()
        assert not Raised.objects.visible_to(officer).exists()
