import datetime as dt
import uuid

import pytest
import time_machine

from sixia.field.reception.models import Audience
from sixia.field.reception.models.holding import NobodyWaits, NotToday, StillWaiting
from sixia.field.reception.models.moving import Full, WrongMove
from sixia.field.reception.models.receiving import AlreadyConfirmed, NothingWritten, NotTheirWord
from sixia.field.reception.workflow import Confirmed, Stage, Status
from sixia.foundations.trail.models import Voice

from .conftest import booked

pytestmark = pytest.mark.django_db


def test_numbers_are_given_in_the_order_of_coming_to_those_who_booked_and_those_who_did_not(cast, day, slot):
    mine = booked(slot)
    with time_machine.travel(day.begins):
        first = day.walk_in(by=cast.intake, person=None)
        mine.arrive(by=cast.intake)
        third = day.walk_in(by=cast.intake, person=None)

    assert [first.queue_no, mine.queue_no, third.queue_no] == [1, 2, 3]


def test_a_double_click_gives_one_number(cast, morning):
    once = uuid.uuid4()

    first, again = (morning.walk_in(by=cast.intake, person=None, once=once) for _click in range(2))

    assert first == again and morning.last_no == 1


def test_when_the_quota_is_used_up_nobody_is_promised_a_number(cast, morning):
    for _each in range(3):
        morning.walk_in(by=cast.intake, person=None)

    with pytest.raises(Full):
        morning.walk_in(by=cast.intake, person=None)


def test_numbers_are_given_on_the_day_only(cast, day):
    with pytest.raises(NotToday):
        day.walk_in(by=cast.intake, person=None)


def test_the_lowest_number_is_called_next_and_one_not_at_the_door_stays_in_line(cast, morning):
    first, second = (morning.walk_in(by=cast.intake, person=None) for _each in range(2))

    called = morning.call_next(by=cast.intake)
    called.put_back(by=cast.intake)
    again = morning.call_next(by=cast.intake)

    assert called == again == first
    assert morning.call_next(by=cast.intake) == second
    with pytest.raises(NobodyWaits):
        morning.call_next(by=cast.intake)


def test_who_did_not_answer_may_still_come_and_keeps_the_number(cast, morning):
    audience = morning.walk_in(by=cast.intake, person=None)
    audience.call(by=cast.intake)
    audience.miss(by=cast.intake)

    audience.arrive(by=cast.intake)

    assert (audience.stage, audience.queue_no) == (Stage.ARRIVED, 1)


def test_a_second_click_on_call_is_told_and_changes_nothing(cast, inside):
    with pytest.raises(WrongMove):
        inside.call(by=cast.intake)

    assert inside.trail.filter(verb="called").count() == 1


def test_the_day_ends_when_nobody_waits_and_who_did_not_come_is_absent(cast, day):
    slots = list(day.slots.bookable())
    came, stayed_away = booked(slots[0]), booked(slots[1], phone="13900000001")
    listed = booked(slots[1], phone="13900000002")
    with time_machine.travel(day.begins + dt.timedelta(minutes=1)):
        came.arrive(by=cast.intake)
        with pytest.raises(StillWaiting):
            day.hold(by=cast.intake)
        came.call(by=cast.intake)
        came.receive(by=cast.intake)

        day.hold(by=cast.intake)

    stages = dict(Audience.objects.values_list("pk", "stage"))
    assert stages == {came.pk: Stage.RECEIVED, stayed_away.pk: Stage.ABSENT, listed.pk: Stage.EXCUSED}
    assert day.status == Status.HELD and day.trail.get(verb="held").data["received"] == 1


def test_a_day_does_not_end_before_it_began(cast, day):
    with pytest.raises(WrongMove):
        day.hold(by=cast.intake)


def test_the_record_is_confirmed_by_the_petitioner_alone(cast, inside):
    with pytest.raises(NothingWritten):
        inside.confirm(by=Voice.PETITIONER)
    inside.write_down(by=cast.intake, talk="反映桥栏杆断裂；答：三天内派人看。")
    for by in (cast.intake, cast.leader, Voice.SYSTEM):
        with pytest.raises(NotTheirWord):
            inside.confirm(by=by)

    inside.confirm(by=Voice.PETITIONER)

    assert inside.confirmed == Confirmed.RECEIPT and inside.confirmed_at


def test_a_record_signed_on_paper_is_put_down_as_such_and_stays_as_it_was_signed(cast, inside):
    inside.write_down(by=cast.intake, talk="反映桥栏杆断裂。")
    inside.confirm(by=cast.intake, on_paper=True)

    for change in (lambda: inside.write_down(by=cast.intake, talk="别的"), lambda: inside.confirm(by=Voice.PETITIONER)):
        with pytest.raises(AlreadyConfirmed):
            change()
    inside.refresh_from_db()
    assert (inside.talk, inside.confirmed) == ("反映桥栏杆断裂。", Confirmed.PAPER)


def test_the_words_of_the_record_are_not_in_the_trail(cast, inside):
    inside.write_down(by=cast.intake, talk="她说家里困难。")

    assert "困难" not in str(list(inside.trail.values_list("data", flat=True)))
