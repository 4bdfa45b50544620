import datetime as dt

import pytest
import time_machine

from sixia.spine.cases.workflow import Channel

from .. import mapping
from ..drafting import Drafter, Reason, Refused
from ..reading import Line

pytestmark = pytest.mark.django_db

COLUMNS = {field.name: place for place, field in enumerate(mapping.FIELDS)}


@pytest.fixture
def draft(office):
    drafter = Drafter(office, COLUMNS)

    def make(**cells):
        said = {"received": "2026-03-02", "words": "路灯坏了。", **cells}
        return drafter.draft(Line(7, [said.get(field.name, "") for field in mapping.FIELDS]))

    return make


def refused(draft, **cells):
    with pytest.raises(Refused) as caught:
        draft(**cells)
    return caught.value.reason


def test_a_number_that_the_spreadsheet_made_a_decimal_is_whole_again(draft):
    assert draft(number=2549.0).arrival.source_number == "2549"


def test_a_number_that_the_spreadsheet_has_rounded_is_sent_back(draft):
    assert refused(draft, number=3.5010120260302e17) == Reason.ROUNDED


def test_tabs_blank_lines_and_hidden_signs_are_cleaned_and_rare_characters_stay(draft):
    arrival = draft(words="\n\t\t\t\n\t\t路灯\u200b坏了，\u202e𬭎\t\n\n\n\n😀谢谢。\n").arrival

    assert arrival.words == "路灯坏了，𬭎\n\n😀谢谢。"


def test_html_and_formulas_stay_what_was_written(draft):
    arrival = draft(title='=HYPERLINK("x")', words="<script>alert(1)</script>").arrival

    assert (arrival.title, arrival.words) == ('=HYPERLINK("x")', "<script>alert(1)</script>")


def test_without_words_the_subject_speaks_and_without_both_the_row_is_sent_back(draft):
    assert draft(words="", title="路灯不亮").arrival.words == "路灯不亮"
    assert refused(draft, words=" \n\t", title="\u200b") == Reason.NO_WORDS


def test_a_subject_too_long_for_a_list_stands_whole_before_the_words(draft):
    arrival = draft(title="很" * 130).arrival

    assert len(arrival.title) == 120
    assert arrival.words == "很" * 130 + "\n\n路灯坏了。"


def test_a_hundred_thousand_characters_come_in_and_one_more_does_not(draft):
    assert len(draft(words="字" * 100_000).arrival.words) == 100_000
    assert refused(draft, words="字" * 100_001) == Reason.TOO_LONG


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"received": ""}, Reason.NO_DATE),
        ({"received": "上周三"}, Reason.WRONG_DATE),
        ({"received": "2126-03-02"}, Reason.FUTURE),
        ({"reply": "已修好", "replied": "三天后"}, Reason.WRONG_DATE),
        ({"replied": "2026-03-05"}, Reason.NO_REPLY),
        ({"unit": "不存在的局"}, Reason.UNKNOWN_UNIT),
        ({"channel": "托梦"}, Reason.UNKNOWN_CHANNEL),
        ({"number": "9" * 61}, Reason.TOO_LONG),
        ({"name": "名" * 81}, Reason.TOO_LONG),
    ],
)
@time_machine.travel(dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC), tick=False)
def test_what_a_person_has_to_mend_is_sent_back_with_its_reason(draft, cells, reason):
    assert refused(draft, **cells) == reason


def test_the_unit_is_known_by_code_or_by_either_name_and_else_it_is_the_office(water_bureau, draft, office):
    named = [draft(unit=said).arrival.unit for said in ("water", "宁溪县水利局", "water bureau")]

    assert named == [water_bureau] * 3
    assert draft().arrival.unit == office


@pytest.mark.parametrize(
    ("said", "channel"),
    [
        ("", Channel.PAPER),
        ("来信", Channel.LETTER),
        ("来访", Channel.VISIT),
        ("12345热线", Channel.PHONE),
        ("网上信访", Channel.WEB),
        ("市长信箱", Channel.WEB),
        ("领导接访", Channel.RECEPTION),
        ("phone", Channel.PHONE),
    ],
)
def test_the_way_it_came_is_understood(draft, said, channel):
    assert draft(channel=said).arrival.channel == channel


def test_the_place_is_found_in_free_words_else_in_the_subject_else_it_is_the_units(draft):
    assert draft(place="石桥镇上坪村二组").arrival.place.code == "990101101001"
    assert draft(title="云岭乡的路灯").arrival.place.code == "990101102"
    assert draft(place="某处").arrival.place.code == "990101"


def test_a_reply_older_than_its_request_comes_in_with_both_dates(draft):
    arrival = draft(received="2026-03-05", reply="已修好", replied="2026-03-02").arrival

    assert arrival.replied_at < arrival.received_at


def test_rows_without_a_number_are_told_apart_by_their_moment_and_words(draft):
    rows = [(words, at) for words in ("路灯", "水渠") for at in ("2026-03-02", "2026-03-03")]

    numbers = {draft(words=words, received=at).arrival.source_number for words, at in rows}

    assert len(numbers) == 4
    assert draft(words="路灯").arrival.source_number in numbers
    assert all(len(number) <= 60 for number in numbers)


def test_every_cell_that_comes_in_is_part_of_the_digest(water_bureau, draft):
    other = {"received": "2026-03-03", "words": "别的", "title": "题", "place": "石桥镇", "name": "某", "phone": "1"}
    other |= {"reply": "答", "channel": "来信", "unit": "water"}

    changed = [draft(**{name: said}).digest for name, said in other.items()]

    assert len({draft().digest, *changed}) == len(other) + 1
    assert draft().digest == draft().digest
