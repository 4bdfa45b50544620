"""Stops and people met that come from a phone: once, as they would have been written at the desk, and never a position."""

import pytest
from django.utils import timezone

from sixia.field.visits.models import Met, Stop

from .fieldphone import Phone


@pytest.fixture
def phone(cast, officer, under_way):
    return Phone(officer("leader"), cast.leader, under_way)


def test_a_stop_and_whom_one_met_there_are_kept_as_at_the_desk(phone, under_way):
    stop = phone.stop(shown_to_us=True)
    meet = phone.meet(stop=stop["once"], way="group", count="5")
    note = phone.note(stop=stop["once"])

    answers = phone.send(stop, meet, note)

    kept, met = under_way.stops.get(), under_way.met.get()
    assert [answer["state"] for answer in answers] == ["kept"] * 3
    assert (kept.kind, kept.where, kept.minutes, kept.shown_to_us) == ("home", "三组老桥头", 40, True)
    assert (met.kind, met.count, met.words, met.stop) == ("group", 5, "开小店的大嫂", kept)
    assert under_way.notes.get().stop == kept and kept.place == under_way.place


def test_sent_twice_they_are_there_once_and_the_trail_tells_them_once(phone, under_way):
    records = [phone.stop(), phone.meet()]
    phone.send(*records)
    told = under_way.trail.count()

    again = phone.send(*records)

    assert [answer["state"] for answer in again] == ["there", "there"]
    assert (Stop.objects.count(), Met.objects.count()) == (1, 1)
    assert under_way.trail.count() == told


def test_what_two_phones_of_one_party_write_stands_beside_each_other(cast, officer, phone, under_way):
    under_way.companions.add(cast.handler)
    second = Phone(officer("handler"), cast.handler, under_way)

    answers = [*phone.send(phone.stop(), phone.meet()), *second.send(second.stop("五组"), second.meet("放羊的老人"))]

    assert [answer["state"] for answer in answers] == ["kept"] * 4
    assert [stop.order for stop in under_way.stops.all()] == [1, 2]
    assert {met.words for met in under_way.met.all()} == {"开小店的大嫂", "放羊的老人"}


def test_the_mark_of_another_phones_record_is_not_taken(cast, officer, phone, under_way):
    under_way.companions.add(cast.handler)
    stop, second = phone.stop(), Phone(officer("handler"), cast.handler, under_way)
    phone.send(stop)

    (answer,) = second.send({**second.stop("别处"), "once": stop["once"]})

    assert answer["state"] == "refused" and under_way.stops.get().where == "三组老桥头"


@pytest.mark.parametrize(
    "given", [{"spot": ""}, {"spot": "pub"}, {"minutes": "0"}, {"minutes": "很久"}, {"where": "长" * 121}, {"spot": ["home"]}]
)
def test_a_stop_that_is_none_is_refused_with_a_reason(phone, under_way, given):
    (answer,) = phone.send(phone.stop(**given))

    assert answer["state"] == "refused" and answer["why"]
    assert not under_way.stops.exists()


@pytest.mark.parametrize("given", [{"way": ""}, {"count": ""}, {"count": "0"}, {"words": "长" * 201}, {"stop": "那里"}])
def test_people_met_that_are_none_are_refused_with_a_reason(phone, under_way, given):
    (answer,) = phone.send(phone.meet(**given))

    assert answer["state"] == "refused" and answer["why"]
    assert not under_way.met.exists()


def test_whom_one_met_at_a_stop_that_was_not_taken_is_kept_all_the_same(phone, under_way):
    stop = phone.stop(minutes="0")

    refused, kept = phone.send(stop, phone.meet(stop=stop["once"]))

    assert (refused["state"], kept["state"]) == ("refused", "kept")
    assert under_way.met.get().stop is None


def test_before_leaving_nobody_has_stopped_anywhere(cast, officer, planned):
    early = Phone(officer("leader"), cast.leader, planned)

    answers = early.send(early.stop(), early.meet())

    assert [answer["state"] for answer in answers] == ["refused", "refused"]


def test_when_it_was_is_put_right_by_the_clock_of_the_house(cast, officer, under_way):
    slow = Phone(officer("leader"), cast.leader, under_way, behind=7200)

    slow.send(slow.stop())

    assert abs((timezone.now() - under_way.stops.get().at).total_seconds()) < 120


def test_no_position_is_taken_along(phone, under_way):
    phone.send(phone.stop(latitude=26.9, longitude=119.6, position="26.9,119.6"))

    assert "26.9" not in str(under_way.stops.values().get()) and "26.9" not in str(under_way.field_records.values().get())
