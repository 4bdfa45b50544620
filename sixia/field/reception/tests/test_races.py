"""Real connections: fifty people and three places, two clicks, two who call at once."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection

from sixia.field.reception.models import Audience, Slot
from sixia.field.reception.models.moving import DayCancelled, HoldsTooMany, ReceptionError
from sixia.field.reception.workflow import Stage
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.trail.models import Voice

from .conftest import WORDS, booked, someone

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 60


def at_once(acts):
    """All let go at one moment, each on a connection of its own; what was raised is given back like a result."""
    gate = threading.Barrier(len(acts))

    def through_the_gate(act):
        try:
            gate.wait(PATIENCE_SECONDS)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        running = [threads.submit(through_the_gate, act) for act in acts]
        return [each.result(PATIENCE_SECONDS) for each in running]


def test_fifty_people_book_three_places_at_once_and_the_others_stand_in_line_in_order(day, slot):
    Slot.objects.filter(pk=slot.pk).update(capacity=3)

    results = at_once([lambda number=number: booked(slot, phone=f"1390000{number:04}") for number in range(50)])

    assert [each for each in results if isinstance(each, Exception)] == []
    stages = Counter(Audience.objects.values_list("stage", flat=True))
    assert stages == {Stage.BOOKED: 3, Stage.LISTED: 47}
    assert sorted(Audience.objects.filter(stage=Stage.LISTED).values_list("line_no", flat=True)) == list(range(1, 48))
    slot.refresh_from_db()
    assert (slot.taken, slot.capacity) == (3, 3)
    assert len(set(Audience.objects.values_list("number", flat=True))) == 50


def test_five_bookings_at_once_on_one_telephone_number_are_one(day):
    slots = list(day.slots.bookable())
    acts = [lambda slot=slot: booked(slot) for slot in (slots * 2)[:5]]

    results = at_once(acts)

    assert Audience.objects.coming().count() == 1
    assert Counter(type(each) for each in results) == {Audience: 1, HoldsTooMany: 4}


def test_whoever_books_while_the_day_is_cancelled_is_either_told_or_refused(cast, day, slot):
    Slot.objects.filter(pk=slot.pk).update(capacity=20)
    bookings = [lambda number=number: booked(slot, phone=f"1390000{number:04}") for number in range(20)]

    results = at_once([*bookings, lambda: day.cancel(by=cast.intake, reason="防汛值守")])

    made = [each for each in results if isinstance(each, Audience)]
    assert {type(each) for each in results} <= {Audience, DayCancelled, type(None)}
    assert Audience.objects.filter(stage=Stage.DROPPED).exclude(to_tell="").count() == len(made) == Audience.objects.count()


def test_the_last_place_given_back_and_asked_for_at_once_is_never_two(day, slot):
    mine = booked(slot)

    results = at_once(
        [
            lambda: Audience.objects.get(pk=mine.pk).cancel(by=Voice.PETITIONER),
            *[lambda number=number: booked(slot, phone=f"1390000{number:04}") for number in range(6)],
        ]
    )

    slot.refresh_from_db()
    assert [each for each in results if isinstance(each, Exception)] == []
    assert slot.taken == Audience.objects.filter(slot=slot, stage=Stage.BOOKED).count() == 1


def test_two_who_exchange_the_same_two_days_at_once_do_not_block_each_other(cast, day, other_day):
    from sixia.field.reception.models import ReceptionDay

    def read(one):
        return ReceptionDay.objects.get(pk=one.pk)

    pairs = [(read(day), read(other_day)), (read(other_day), read(day))]

    results = at_once([lambda pair=pair: pair[0].swap(by=cast.intake, with_=pair[1], reason="会议冲突") for pair in pairs])

    assert [each for each in results if each is not None and not isinstance(each, ReceptionError)] == []
    assert {read(day).leader, read(other_day).leader} == {cast.leader, cast.leader_two}


def test_two_officers_who_call_the_next_at_once_call_two_people(cast, day):
    with time_machine.travel(dt.datetime.combine(day.on, dt.time(9, 5), ZONE)):
        for number in range(2):
            day.walk_in(by=cast.intake, person=someone(f"1390000{number:04}"), words=WORDS)

        results = at_once([lambda: day.__class__.objects.get(pk=day.pk).call_next(by=cast.intake) for _each in range(2)])

    assert sorted(each.queue_no for each in results) == [1, 2]
    assert Audience.objects.filter(stage=Stage.CALLED).count() == 2


def test_ten_who_come_at_once_have_ten_numbers_while_the_quota_lasts(cast, day):
    with time_machine.travel(dt.datetime.combine(day.on, dt.time(9, 5), ZONE)):
        results = at_once(
            [lambda: day.__class__.objects.get(pk=day.pk).walk_in(by=cast.intake, person=None) for _each in range(10)]
        )

    given = [each.queue_no for each in results if isinstance(each, Audience)]
    assert sorted(given) == [1, 2, 3]
    assert day.__class__.objects.get(pk=day.pk).last_no == 3
