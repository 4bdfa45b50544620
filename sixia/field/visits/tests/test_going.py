import uuid

import pytest

from sixia.foundations.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_stop_is_a_place_with_what_it_is_and_how_long(cast, under_way):
    stop = under_way.stop(by=cast.leader, kind="home", where="三组老桥头", minutes=45)

    assert stop.place == cast.village
    assert stop.order == 1
    assert not stop.shown_to_us


def test_stops_keep_their_order(cast, under_way):
    under_way.stop(by=cast.leader, kind="home")
    under_way.stop(by=cast.leader, kind="field", place=cast.place("溪口村"))

    assert [stop.order for stop in under_way.stops.all()] == [1, 2]


def test_a_stop_in_a_village_merged_away_is_in_its_successor(cast, under_way):
    cast.place("下洋村").merge(into=cast.village, by=cast.keeper)

    assert under_way.stop(by=cast.leader, kind="home", place=cast.place("下洋村")).place == cast.village


def test_talks_with_one_are_told_apart_from_meetings(cast, under_way):
    under_way.meet(by=cast.leader, kind="individual", words="种茶的一家", person=Person(name="林大山", phone="13900000001"))
    under_way.meet(by=cast.leader, kind="meeting", count=12, words="村两委")

    assert under_way.met.get(kind="individual").person.masked_name == "林**"
    assert "林" not in str([entry.data for entry in under_way.trail])


def test_a_stop_or_a_talk_sent_twice_is_kept_once(cast, under_way):
    once = uuid.uuid4()
    before = under_way.trail.count()

    for _again in range(2):
        under_way.stop(by=cast.leader, kind="home", once=once)
        under_way.meet(by=cast.leader, kind="group", count=5, once=once)

    assert under_way.stops.count() == under_way.met.count() == 1
    assert under_way.trail.count() == before + 2
