import datetime as dt

import pytest
from django.utils.translation import override

from sixia.foundations.units import dispatch
from sixia.foundations.units.models import Duty, Matter, Unit

pytestmark = pytest.mark.django_db


def names(suggestions):
    return [each.unit.code for each in suggestions]


def test_the_line_for_the_township_goes_before_the_line_for_the_county(catalogue, village):
    suggestions = dispatch.suggest("村口桥上的栏杆断了", village)

    assert names(suggestions) == ["shiqiao", "roads"]
    assert suggestions[0].duty == catalogue["township bridges"]
    assert suggestions[0].score > suggestions[1].score


def test_where_the_township_has_no_line_the_line_above_holds(catalogue, places):
    suggestions = dispatch.suggest("桥上的护栏倒了", places["990101102"])

    assert names(suggestions) == ["roads"]
    assert suggestions[0].matter.code == "0503"


def test_a_village_committee_is_never_named(catalogue, village):
    suggestions = dispatch.suggest("村口桥上的栏杆断了", village, limit=10)

    assert "shangping" not in names(suggestions)


def test_the_reason_names_the_line_the_basis_and_the_cues(catalogue, village):
    with override("en"):
        why = dispatch.suggest("村口桥上的栏杆断了", village)[0].why

    assert why == "Dispatch catalogue: Bridges and railings × 上坪村 (乡镇履职事项清单). The request speaks of “栏杆”, “桥”."


def test_the_reason_is_told_in_chinese_by_default(catalogue, village):
    why = dispatch.suggest("村口桥上的栏杆断了", village)[0].why

    assert why == "派单目录：桥梁护栏 × 上坪村（依据：乡镇履职事项清单）。诉求里提到“栏杆”“桥”。"


@pytest.mark.parametrize("words", ["", "   ", "请问几点上班", "?!", "😀", "\u200b"])
def test_where_no_cue_is_found_nothing_is_guessed(catalogue, village, words):
    assert dispatch.suggest(words, village) == []


def test_outside_every_line_nothing_is_guessed(catalogue, county):
    elsewhere = type(county).objects.create(code="990202", name="远山县")

    assert dispatch.suggest("桥上的护栏倒了", elsewhere) == []


def test_without_a_place_only_lines_of_a_whole_county_count(catalogue):
    assert names(dispatch.suggest("桥上的护栏倒了", None)) == ["roads"]


def test_a_matter_chosen_by_the_officer_goes_before_the_words(catalogue, village, matters):
    suggestions = dispatch.suggest("桥上的护栏倒了", village, matter=matters["0702"])

    assert names(suggestions) == ["environment"]


def test_two_matters_in_one_request_name_both_units(catalogue, places):
    suggestions = dispatch.suggest("护栏倒了没人管，夜里施工噪音也大", places["990101102"])

    assert set(names(suggestions)) == {"roads", "environment"}


def test_a_side_remark_does_not_name_a_unit(catalogue, places):
    suggestions = dispatch.suggest("隔壁加工厂噪音大，吵得睡不着，噪声污染没人管。回家要过桥。", places["990101102"])

    assert names(suggestions) == ["environment"]


def test_a_single_character_counts_only_as_a_word(matters):
    spoken = dispatch.mentioned("石桥镇的人都知道", matters=Matter.objects.all())

    assert "0503" not in [mention.matter.code for mention in spoken]


def test_the_name_of_the_place_is_no_cue(catalogue, places, township):
    village = type(township).objects.create(code="990101101209", name="护栏村委会")

    assert dispatch.suggest("护栏村的人都在等回音", village) == []
    assert names(dispatch.suggest("护栏村的护栏倒了", village)) == ["shiqiao", "roads"]


def test_a_cue_inside_a_longer_cue_says_nothing_more(matters):
    Matter.objects.create(code="0601", name="供水", cues=["自来水管"])
    Matter.objects.create(code="0602", name="排水", cues=["水管"])

    spoken = dispatch.mentioned("自来水管爆了", matters=Matter.objects.all())

    assert [mention.matter.code for mention in spoken] == ["0601"]


def test_latin_cues_are_whole_words_in_any_case(matters):
    assert dispatch.mentioned("The BUS never comes", matters=Matter.objects.all())
    assert not dispatch.mentioned("business licence", matters=Matter.objects.all())


def test_a_line_counts_on_its_first_and_last_day(catalogue, places, time_machine):
    duty = catalogue["environment"]
    Duty.objects.filter(pk=duty.pk).update(starts_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 3, 31))

    found = {}
    for day in ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"]:
        time_machine.move_to(f"{day}T12:00:00+08:00")
        found[day] = bool(dispatch.suggest("噪音", places["990101"]))

    assert found == {"2026-02-28": False, "2026-03-01": True, "2026-03-31": True, "2026-04-01": False}


def test_a_closed_unit_is_not_named(catalogue, units, places):
    Unit.objects.filter(code="environment").update(closed_on=dt.date(2020, 1, 1))

    assert dispatch.suggest("噪音", places["990101"]) == []


def test_equals_keep_their_order(units, matters, places):
    for code in ["roads", "environment", "petition"]:
        Duty.objects.create(unit=units[code], matter=matters["0702"], place=places["990101"])

    order = [names(dispatch.suggest("噪音", places["990101"])) for _ in range(3)]

    assert order == [["environment", "petition", "roads"]] * 3


def test_the_limit_holds(units, matters, places):
    for unit in units.values():
        Duty.objects.create(unit=unit, matter=matters["0702"], place=places["990101"])

    assert len(dispatch.suggest("噪音", places["990101"], limit=2)) == 2


def test_two_queries_whatever_the_size(catalogue, village, django_assert_num_queries, units, matters):
    Duty.objects.bulk_create(
        Duty(unit=units["gov"], matter=matters["0503"], place=village, starts_on=dt.date(2000, 1, 1) + dt.timedelta(days=day))
        for day in range(200)
    )

    with django_assert_num_queries(2):
        dispatch.suggest("桥上的栏杆断了", village)


def test_a_very_long_text_is_read_at_its_beginning(catalogue, village):
    assert dispatch.suggest("栏杆断了" + "啊" * 100_000, village)
    assert dispatch.suggest("啊" * 100_000 + "栏杆断了", village) == []
