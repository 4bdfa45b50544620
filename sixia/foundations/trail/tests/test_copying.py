import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from sixia.foundations.common.copying import copy_in, copy_like
from sixia.foundations.trail.models import Entry, Voice

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


def entry(**given):
    return Entry(**{"at": AT, "voice": Voice.SYSTEM, "room": "x", "verb": "y", "thing": "a.b", "thing_id": 1, **given})


def test_what_is_copied_in_is_what_would_have_been_saved():
    things = [entry(data={"zh": "桥\t坏\n了\\N"}, place_code=""), entry(thing_id=2**40, verb="z")]

    copy_in(things)

    saved = entry(data={"zh": "桥\t坏\n了\\N"})
    saved.save()
    kept = Entry.objects.in_bulk([thing.pk for thing in things])
    assert len(kept) == 2
    assert kept[things[1].pk].thing_id == 2**40
    for name in ("at", "voice", "room", "data", "by_id", "place_code"):
        assert getattr(kept[things[0].pk], name) == getattr(Entry.objects.get(pk=saved.pk), name)


def test_nothing_is_copied_of_a_batch_in_which_one_cannot_be():
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_in([entry(), entry(verb=None)])

    assert not Entry.objects.exists()


def test_nothing_to_copy_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        copy_in([])


def test_rows_copied_like_a_thing_differ_from_it_only_in_what_they_say():
    copy_like(entry(data={"of": "all"}), ("thing_id", "data"), [(7, {"zh": "桥\t坏\n了\\N"}), (8, {})])

    first, second = Entry.objects.order_by("thing_id")
    assert (first.thing_id, first.data) == (7, {"zh": "桥\t坏\n了\\N"})
    assert (second.thing_id, second.data) == (8, {})
    assert {(it.at, it.voice, it.room, it.verb) for it in (first, second)} == {(AT, "system", "x", "y")}


def test_a_row_that_says_too_little_is_a_mistake_and_nothing_is_copied():
    with pytest.raises(ValueError):
        copy_like(entry(), ("thing_id", "data"), [(7, {}), (8,)])

    assert not Entry.objects.exists()
