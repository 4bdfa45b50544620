import datetime as dt

import pytest

from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice

pytestmark = pytest.mark.django_db

COUNTY = "990101"


def named(words, under=COUNTY):
    place = Place.objects.named_in(words, under=under)
    return place.code if place else None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("石桥镇", "990101101"),
        ("石桥镇上坪村二组", "990101101201"),
        ("云岭乡上坪村", "990101102201"),
        ("云岭畲族乡上坪村委会门口", "990101102201"),
        ("云岭上坪", "990101102201"),
        ("宁溪县石桥镇石桥村", "990101101202"),
        ("石桥村的路", "990101101202"),
        ("大湾村口", "990101102202"),
        ("大湾", "990101102202"),
        ("下坪", "990101101203"),
        ("南门社区3号楼", "990101001001"),
        ("城关南门菜市场", "990101001001"),
        ("宁溪县", "990101"),
        ("我住在 石桥镇 ，在下坪村上班", "990101101203"),
    ],
)
def test_free_words_name_the_place(places, words, code):
    assert named(words) == code


def test_a_name_that_two_places_bear_is_not_guessed(places):
    assert named("上坪村") is None


def test_what_two_places_share_is_told_when_it_was_said(places):
    assert named("宁溪县上坪村", under="9901") == "990101"


def test_a_stem_that_town_and_village_share_means_the_town(places):
    assert named("石桥") == "990101101"


def test_a_short_name_inside_a_longer_one_is_not_heard(places):
    assert named("石桥镇") == "990101101"
    assert named("石桥村") == "990101101202"


def test_only_places_under_the_code_are_named(places):
    assert named("石桥镇", under="990102") == "990102101"
    assert named("大湾村", under="990102") is None


@pytest.mark.parametrize("words", ["", "  ", "我家门口", "\0", "😀", "%", "_", "'; --"])
def test_words_that_name_nothing_find_nothing(places, words):
    assert named(words) is None


def test_a_name_no_longer_in_use_finds_the_successor(places):
    places["990101102202"].merge(into=places["990101102201"], by=Voice.SYSTEM, on=dt.date(2026, 1, 1))

    assert named("云岭乡大湾村") == "990101102201"


def test_an_old_place_and_its_successor_of_the_same_name_are_one(places):
    successor = Place.objects.create(code="990101102299", name="大湾村委会")
    places["990101102202"].merge(into=successor, by=Voice.SYSTEM)

    assert named("大湾村") == "990101102299"


def test_the_names_of_the_offices_own_area_are_known_by_heart(places, settings, django_assert_num_queries):
    settings.OFFICE_PLACE = COUNTY
    named("石桥镇")

    with django_assert_num_queries(0):
        assert named("石桥镇上坪村二组") == "990101101201"


def test_elsewhere_it_is_one_query_and_no_more_rows_than_are_named(places, settings, django_assert_num_queries):
    settings.OFFICE_PLACE = "990102"
    named("石桥镇")

    with django_assert_num_queries(1):
        assert named("石桥镇上坪村二组") == "990101101201"


def test_an_area_with_too_many_names_is_asked_by_index_each_time(places, settings, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("sixia.foundations.places.models.NAMES_KEPT", 5)
    settings.OFFICE_PLACE = COUNTY
    named("石桥镇")

    with django_assert_num_queries(1):
        assert named("石桥镇上坪村二组") == "990101101201"


def test_a_new_name_is_heard_at_once(places, settings, django_capture_on_commit_callbacks):
    settings.OFFICE_PLACE = COUNTY
    named("石桥镇")

    with django_capture_on_commit_callbacks(execute=True):
        Place.objects.create(code="990101101204", name="溪尾村委会")

    assert named("溪尾村") == "990101101204"


def test_a_very_long_text_is_read_at_its_beginning(places):
    assert named("石桥镇" + "长" * 100_000) == "990101101"
    assert named("长" * 100_000 + "石桥镇") is None
