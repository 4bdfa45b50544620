import datetime as dt
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from sixia.field.reception.models import Audience, Slot
from sixia.field.reception.models.booking import SamePlace
from sixia.field.reception.models.moving import (
    ComesAnother,
    DayCancelled,
    HoldsTooMany,
    NotPublished,
    Past,
    Unsettled,
    WrongMove,
)
from sixia.field.reception.workflow import News, Stage, Way
from sixia.foundations.deadlines.models import Frequency
from sixia.foundations.notifications.models import Notice
from sixia.foundations.people.models import Person, Representation
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Tenure

from .conftest import SOON, WORDS, booked, left, planned_for, post_of, someone

pytestmark = pytest.mark.django_db


def test_a_booking_takes_a_place_and_gives_a_receipt(day, slot):
    audience = booked(slot)

    assert (audience.stage, left(slot)) == (Stage.BOOKED, 0)
    assert audience.opens_with(audience.secret)
    assert audience.trail.get().verb == "booked"


def test_a_form_sent_twice_is_one_booking(slot):
    once = uuid.uuid4()

    first = Audience.objects.book(by=Voice.PETITIONER, slot=slot, words=WORDS, person=someone(), once=once)
    again = Audience.objects.book(by=Voice.PETITIONER, slot=slot, words=WORDS, person=someone(), once=once)

    assert (first.fresh, again.fresh, first.audience) == (True, False, again.audience)
    assert Audience.objects.count() == 1 and Person.objects.filter(audiences=first.audience).count() == 1


def test_who_finds_the_time_full_stands_on_its_waiting_list_in_order(one_place):
    booked(one_place)

    second, third = booked(one_place, phone="13900000001"), booked(one_place, phone="13900000002")

    assert (second.stage, second.place_in_line) == (Stage.LISTED, 1)
    assert (third.stage, third.place_in_line) == (Stage.LISTED, 2)


def test_when_someone_cancels_the_first_in_line_has_the_place_and_is_told(one_place):
    first = booked(one_place)
    second, third = booked(one_place, phone="13900000001"), booked(one_place, phone="13900000002")

    first.cancel(by=Voice.PETITIONER)

    second.refresh_from_db(), third.refresh_from_db()
    assert (second.stage, second.to_tell, left(one_place)) == (Stage.BOOKED, News.MOVED_UP, 0)
    assert (third.stage, third.place_in_line) == (Stage.LISTED, 1)


def test_places_go_down_the_line_in_order_past_those_who_gave_up(one_place):
    first, second, third, fourth = (booked(one_place, phone=f"1390000000{number}") for number in range(4))

    second.cancel(by=Voice.PETITIONER)
    third.refresh_from_db()
    assert (third.stage, third.place_in_line, left(one_place)) == (Stage.LISTED, 1, 0)
    first.cancel(by=Voice.PETITIONER)
    third.refresh_from_db(), fourth.refresh_from_db()
    assert (third.stage, fourth.stage, fourth.place_in_line) == (Stage.BOOKED, Stage.LISTED, 1)
    third.cancel(by=Voice.PETITIONER)

    second.refresh_from_db(), fourth.refresh_from_db()
    assert (second.stage, fourth.stage, fourth.line_no, left(one_place)) == (Stage.CANCELLED, Stage.BOOKED, None, 0)
    assert [(entry.verb, entry.voice) for entry in fourth.trail] == [("listed", Voice.PETITIONER), ("moved_up", Voice.SYSTEM)]


def test_a_place_given_back_too_late_to_be_of_use_brings_nobody(one_place):
    first, second = booked(one_place), booked(one_place, phone="13900000001")

    with time_machine.travel(one_place.starts_at + dt.timedelta(minutes=1)):
        first.cancel(by=Voice.PETITIONER)

    second.refresh_from_db()
    assert (second.stage, second.to_tell, left(one_place)) == (Stage.LISTED, "", 1)


def test_a_number_of_the_line_is_never_given_twice(one_place):
    for number in range(3):
        last = booked(one_place, phone=f"1390000000{number}")
    last.cancel(by=Voice.PETITIONER)

    assert booked(one_place, phone="13900000009").line_no == 3


def test_one_with_an_e_mail_is_told_by_it_and_need_not_be_telephoned(one_place):
    first = booked(one_place)
    person = someone("13900000001", email="feng@ningxi.example")
    second = Audience.objects.book(by=Voice.PETITIONER, slot=one_place, words=WORDS, person=person).audience

    first.cancel(by=Voice.PETITIONER)

    second.refresh_from_db()
    assert second.to_tell == ""
    assert Notice.objects.get(to_person=person).message == "reception.moved_up"


def test_the_database_itself_refuses_one_place_too_many(one_place):
    booked(one_place)

    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=one_place.pk).update(taken=2)


def test_a_time_that_has_passed_is_not_booked(day, slot):
    with time_machine.travel(slot.starts_at + dt.timedelta(minutes=1)), pytest.raises(Past):
        booked(slot)


def test_a_day_that_was_cancelled_is_not_booked(cast, day, slot):
    day.cancel(by=cast.intake, reason="防汛值守")

    with pytest.raises(DayCancelled):
        booked(slot)


def test_a_day_that_is_only_planned_is_not_booked(planned):
    with pytest.raises(NotPublished):
        booked(planned.slots.bookable().first())


def test_places_for_those_who_just_come_are_not_booked(day):
    with pytest.raises(NotPublished):
        booked(day.slots.get(kind=Slot.Kind.WALK_IN))


def test_who_read_the_day_before_it_was_swapped_is_told_who_comes_now(cast, day, other_day, slot):
    seen = day.version
    day.swap(by=cast.intake, with_=other_day, reason="参加防汛会商")

    with pytest.raises(ComesAnother):
        booked(slot, seen=seen)
    day.refresh_from_db()
    assert booked(slot, seen=day.version).stage == Stage.BOOKED


def test_nobody_books_with_a_leader_who_has_left(cast, day, slot):
    Tenure.objects.filter(user=cast.leader).update(ends_on=timezone.localdate())

    with pytest.raises(Unsettled):
        booked(slot)


def test_one_telephone_number_holds_one_booking_a_day(day):
    first, second, *_others = day.slots.bookable()
    booked(first)

    with pytest.raises(HoldsTooMany) as refused:
        booked(second, phone="139 0000 0067")

    assert refused.value.a_day


def test_one_person_who_holds_as_many_as_the_house_allows_gets_no_more(cast):
    days = [planned_for(cast, cast.leader, on=timezone.localdate() + SOON * week) for week in range(1, 6)]
    for day in days:
        day.publish(by=cast.intake)
    for day in days[:3]:
        booked(day.slots.bookable().first())

    with pytest.raises(HoldsTooMany) as refused:
        booked(days[3].slots.bookable().first())

    assert (refused.value.most, refused.value.a_day) == (3, False)
    assert Audience.objects.count() == 3


def test_how_many_is_data_and_the_county_s_own_number_counts(cast, day):
    first, second, *_others = day.slots.bookable()
    own = Frequency.objects.nearest("YY.day", day.place_id, timezone.localdate())
    own.pk, own.place_code, own.count = None, "990101", 2
    own.save()
    booked(first)

    assert booked(second).stage == Stage.BOOKED


def test_what_was_cancelled_does_not_count(day):
    first, second, *_others = day.slots.bookable()
    booked(first).cancel(by=Voice.PETITIONER)

    assert booked(second).stage == Stage.BOOKED


def test_one_books_for_a_relative(cast, slot):
    speaker = someone()
    relative = Representation(
        speaker=speaker, person=Person(name="林老伯"), kind=Representation.Kind.PROXY, starts_on=timezone.localdate()
    )

    audience = Audience.objects.book(
        by=cast.village_worker,
        slot=slot,
        words=WORDS,
        person=speaker,
        representation=relative,
        needs=("wheelchair",),
        way=Way.HELPER,
    ).audience

    assert audience.representation.person.name == "林老伯"
    assert (audience.booked_by, audience.needs) == (cast.village_worker, ["wheelchair"])


def test_another_time_gives_the_old_place_to_the_next_in_line(day, one_place):
    mine = booked(one_place)
    waiting = booked(one_place, phone="13900000001")
    later = day.slots.bookable().last()

    mine.choose(by=Voice.PETITIONER, slot=later)

    waiting.refresh_from_db()
    assert (mine.slot, mine.stage, waiting.stage) == (later, Stage.BOOKED, Stage.BOOKED)
    assert (left(one_place), left(later)) == (0, 0)


def test_the_time_one_has_is_not_chosen_again(slot):
    with pytest.raises(SamePlace):
        booked(slot).choose(by=Voice.PETITIONER, slot=slot)


def test_after_a_cancelled_day_the_receipt_is_good_for_another(cast, day, other_day, slot):
    audience = booked(slot)
    day.cancel(by=cast.intake, reason="防汛值守")
    audience.refresh_from_db()
    assert (audience.stage, audience.to_tell) == (Stage.DROPPED, News.CANCELLED)

    audience.choose(by=Voice.PETITIONER, slot=other_day.slots.bookable().first())

    assert (audience.stage, audience.day, audience.to_tell) == (Stage.BOOKED, other_day, "")


def test_a_booking_is_cancelled_once(slot):
    audience = booked(slot)
    audience.cancel(by=Voice.PETITIONER)

    with pytest.raises(WrongMove):
        audience.cancel(by=Voice.PETITIONER)

    assert left(slot) == 1


def test_no_name_and_no_telephone_stands_in_the_trail(slot):
    audience = booked(slot)

    kept = str(list(audience.trail.values_list("data", flat=True)))
    assert "林阿凤" not in kept and "13900000067" not in kept and WORDS not in kept


def test_a_post_s_holder_is_who_is_announced(cast, day):
    assert day.leader == cast.leader and day.post == post_of(cast.leader)
