import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sixia.foundations.trail import tellings
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import ToldTwice, telling, timeline

pytestmark = pytest.mark.django_db


class Mode(models.TextChoices):
    FORWARD = "forward", _("staff")


@pytest.fixture(autouse=True)
def only_these_tellings(monkeypatch):
    monkeypatch.setattr(tellings, "_tellings", {})
    telling("accounts", "forwarded", public="Forwarded to %(unit)s.", internal="Forwarded to %(unit)s, due %(due_on)s.")
    telling("accounts", "noted", internal="Noted at %(seen_at)s.")


@pytest.fixture
def officer():
    return get_user_model().objects.create(username="officer", name="林晓")


@pytest.fixture
def thing():
    return get_user_model().objects.create(username="thing", name="Thing")


def test_a_sentence_for_each_side(thing):
    entry = thing.record("forwarded", by=Voice.SYSTEM, unit="水利局", due_on=dt.date(2026, 12, 1))

    assert entry.told(True) == "Forwarded to 水利局."
    with override("en"):
        assert entry.told(public=False) == "Forwarded to 水利局, due 1 Dec 2026."
    with override("zh-hans"):
        assert entry.told(public=False) == "Forwarded to 水利局, due 2026年12月1日."


def test_the_language_is_the_readers_not_the_writers(thing):
    telling("accounts", "labelled", internal=_("the petitioner"))

    with override("en"):
        entry = thing.record("labelled", by=Voice.SYSTEM)

    with override("zh-hans"):
        assert entry.told(public=False) == "群众本人"
    with override("en"):
        assert entry.told(public=False) == "the petitioner"


def test_a_moment_is_told_in_local_time(thing):
    entry = thing.record("noted", by=Voice.SYSTEM, seen_at=dt.datetime(2026, 11, 23, 16, 30, tzinfo=dt.UTC))

    with override("zh-hans"):
        assert "11月24日" in entry.told(public=False)
        assert "00:30" in entry.told(public=False)


def test_names_in_two_languages_and_choices_are_told_in_the_readers(thing):
    telling("accounts", "sorted", internal="%(unit)s %(mode)s", labels={"mode": Mode})
    entry = thing.record("sorted", by=Voice.SYSTEM, unit={"zh": "水利局", "en": "Water Bureau"}, mode="forward")

    with override("en"):
        assert entry.told(public=False) == "Water Bureau staff"
    with override("zh-hans"):
        assert entry.told(public=False) == "水利局 工作人员"


@pytest.mark.parametrize("data", [{}, {"unit": ""}, {"unit": None}, {"unit": {}}])
def test_a_gap_is_told_as_a_gap(thing, data):
    assert thing.record("forwarded", by=Voice.SYSTEM, **data).told(public=True) == "Forwarded to …."


@pytest.mark.parametrize("value", ["100%", "%(unit)s", "{unit}", "不是日期"])
def test_values_are_told_as_they_are(thing, value):
    entry = thing.record("forwarded", by=Voice.SYSTEM, unit=value, due_on=value)

    assert entry.told(public=False) == f"Forwarded to {value}, due {value}."


def test_what_is_internal_is_not_told_to_the_public(thing):
    assert thing.record("noted", by=Voice.SYSTEM, seen_at="x").told(public=True) == ""


def test_a_verb_nobody_tells_any_more_is_named_inside_and_hidden_outside(thing):
    entry = thing.record("vanished", by=Voice.SYSTEM)

    assert entry.told(public=False) == "accounts: vanished"
    assert entry.told(public=True) == ""


def test_the_timeline_inside_names_officers(thing, officer, django_assert_num_queries):
    thing.record("forwarded", by=officer, unit="水利局")
    thing.record("noted", by=Voice.MACHINE)

    with django_assert_num_queries(1):
        lines = timeline(thing, public=False)

    assert [line.who for line in lines] == ["林晓", "对接的系统"]
    assert all(line.at for line in lines)


def test_the_timeline_outside_leaves_out_what_is_internal_and_who(thing, officer, django_assert_num_queries):
    thing.record("forwarded", by=officer, unit="水利局")
    thing.record("noted", by=officer)

    with django_assert_num_queries(1):
        (line,) = timeline(thing, public=True)

    assert line.sentence == "Forwarded to 水利局."
    assert line.who == "工作人员"


def test_a_verb_is_told_once():
    telling("accounts", "noted", internal="Noted at %(seen_at)s.")

    with pytest.raises(ToldTwice):
        telling("accounts", "noted", internal="Otherwise.")
