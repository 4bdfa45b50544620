import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.models import Entry, Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return get_user_model().objects.create(username="officer", name="林晓")


@pytest.fixture
def thing():
    return get_user_model().objects.create(username="thing", name="Thing")


def test_an_officers_verb_is_kept_with_who_and_about_what(officer, thing):
    entry = thing.record("opened", by=officer, unit="水利局")

    entry.refresh_from_db()
    assert (entry.by, entry.voice, entry.room, entry.verb) == (officer, Voice.STAFF, "accounts", "opened")
    assert (entry.thing, entry.thing_id, entry.data) == ("accounts.user", thing.pk, {"unit": "水利局"})


@pytest.mark.parametrize("voice", [Voice.PETITIONER, Voice.SYSTEM, Voice.MACHINE])
def test_a_voice_is_kept_where_nobody_was_signed_in(thing, voice):
    entry = thing.record("opened", by=voice)

    assert (entry.by, entry.voice) == (None, voice)


def test_dates_and_translated_words_are_kept_as_plain_text(thing):
    at = dt.datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=dt.UTC)

    entry = thing.record("opened", by=Voice.SYSTEM, due_on=dt.date(2026, 12, 1), met_at=at, kind=_("staff"))

    entry.refresh_from_db()
    assert entry.data["due_on"] == "2026-12-01"
    assert entry.data["met_at"] == "2026-11-23T01:02:03.456789+00:00"
    assert isinstance(entry.data["kind"], str)


def test_a_bulk_verb_writes_its_entries_together(officer, thing, django_assert_num_queries):
    with django_assert_num_queries(1):
        Entry.objects.bulk_create([thing.entry("opened", by=Voice.SYSTEM), officer.entry("opened", by=Voice.SYSTEM)])

    assert Entry.objects.about(thing).count() == 1


def test_the_trail_of_a_thing_is_its_own_and_in_order(officer, thing):
    for verb in ("opened", "named", "closed"):
        thing.record(verb, by=officer)
    officer.record("opened", by=officer)

    assert [entry.verb for entry in thing.trail] == ["opened", "named", "closed"]


def test_entries_are_found_by_place():
    for code in ("990101101", "990101", "990201101"):
        Entry.objects.create(room="cases", verb="registered", thing="cases.case", thing_id=1, place_code=code)

    assert Entry.objects.in_place("990101").count() == 2


def test_an_entry_says_what_it_is(thing):
    entry = thing.record("opened", by=Voice.SYSTEM)

    assert str(entry) == f"accounts.opened accounts.user {thing.pk}"
