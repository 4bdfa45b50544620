import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from sixia.foundations.places.models import AlreadyMerged, MergeAcrossLevels, MergeIntoItself, Place
from sixia.foundations.trail.models import Entry, Voice
from sixia.foundations.trail.tellings import tell

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 5, 1)


@pytest.fixture
def upper(places):
    return places["990101101201"]


@pytest.fixture
def lower(places):
    return places["990101101203"]


def test_the_old_village_stays_with_its_successor(upper, lower):
    upper.merge(into=lower, by=Voice.SYSTEM, on=DAY)

    upper.refresh_from_db()
    assert (upper.merged_into, upper.merged_on) == (lower, DAY)
    assert upper.successor == lower
    assert lower.successor == lower
    assert upper not in Place.objects.standing()
    assert upper in Place.objects.under("990101101")


def test_it_is_told_once_under_the_old_place(upper, lower):
    upper.merge(into=lower, by=Voice.SYSTEM, on=DAY)

    entry = Entry.objects.get()
    assert (entry.verb, entry.place_code, entry.thing_id) == ("merged", "990101101201", 990101101201)
    assert "下坪村民委员会" in tell(entry, public=False)
    assert list(upper.trail) == [entry]


def test_rows_kept_under_the_old_code_are_found_under_the_new(upper, lower, places):
    upper.merge(into=lower, by=Voice.SYSTEM, on=DAY)

    assert Place.codes_with_predecessors(lower.code) == [lower.code, upper.code]
    found = Place.objects.filter(Place.within(lower.code, "code"))
    assert {place.code for place in found} == {lower.code, upper.code, "990101101201001"}


def test_a_village_from_another_township_is_found_under_the_township_that_took_it(upper, places):
    places["990101102202"].merge(into=upper, by=Voice.SYSTEM, on=DAY)

    assert Place.codes_with_predecessors("990101101") == ["990101101", "990101102202"]
    assert Place.codes_with_predecessors("990101") == ["990101"]


def test_chains_resolve_and_history_tells_them(upper, lower, places):
    upper.merge(into=lower, by=Voice.SYSTEM, on=DAY)
    lower.merge(into=places["990101101202"], by=Voice.SYSTEM, on=DAY + dt.timedelta(days=30))

    old = Place.objects.get(code=upper.code)
    assert old.successor.code == "990101101202"
    assert places["990101101202"].history() == [lower, upper]
    assert Place.codes_with_predecessors("990101101202") == ["990101101202", lower.code, upper.code]


def test_not_into_itself(upper):
    with pytest.raises(MergeIntoItself):
        upper.merge(into=upper, by=Voice.SYSTEM)


@pytest.mark.parametrize("other", ["990101101", "990101101201001", "990101"])
def test_not_across_levels(upper, places, other):
    with pytest.raises(MergeAcrossLevels):
        upper.merge(into=places[other], by=Voice.SYSTEM)

    assert not Entry.objects.exists()


def test_not_twice_and_never_in_a_circle(upper, lower, places):
    upper.merge(into=lower, by=Voice.SYSTEM)

    with pytest.raises(AlreadyMerged):
        upper.merge(into=places["990101101202"], by=Voice.SYSTEM)
    with pytest.raises(AlreadyMerged):
        lower.merge(into=upper, by=Voice.SYSTEM)

    lower.refresh_from_db()
    assert lower.merged_into is None


def test_the_database_refuses_a_merge_without_a_day(upper, lower):
    with pytest.raises(IntegrityError, match="place_merged_with_date"), transaction.atomic():
        Place.objects.filter(code=upper.code).update(merged_into=lower)
    with pytest.raises(IntegrityError, match="place_not_into_itself"), transaction.atomic():
        Place.objects.filter(code=upper.code).update(merged_into=upper, merged_on=DAY)


@pytest.mark.django_db(transaction=True)
def test_two_opposite_merges_at_once_have_one_winner(upper, lower):
    ready = Barrier(2)
    outcomes = []

    def merge(old, new):
        ready.wait()
        try:
            Place.objects.get(code=old).merge(into=Place.objects.get(code=new), by=Voice.SYSTEM)
            outcomes.append("merged")
        except AlreadyMerged:
            outcomes.append("refused")
        finally:
            connection.close()

    racers = [Thread(target=merge, args=pair) for pair in [(upper.code, lower.code), (lower.code, upper.code)]]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(outcomes) == ["merged", "refused"]
    assert Place.objects.exclude(merged_into=None).count() == 1
    assert Entry.objects.filter(verb="merged").count() == 1
