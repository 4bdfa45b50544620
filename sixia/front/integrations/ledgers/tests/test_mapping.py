import pytest

from .. import mapping


def test_chinese_heads_are_recognised():
    heads = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]

    found = mapping.guess(heads)

    assert found == {"number": 0, "name": 1, "title": 2, "received": 3, "words": 4, "reply": 5, "replied": 6}


def test_english_heads_are_recognised():
    heads = ["Case number", "Name", "Subject", "Received", "Details", "Reply", "Replied", "Phone", "Unit", "Place", "Channel"]

    found = mapping.guess(heads)

    assert found == {
        "number": 0,
        "name": 1,
        "title": 2,
        "received": 3,
        "words": 4,
        "reply": 5,
        "replied": 6,
        "phone": 7,
        "unit": 8,
        "place": 9,
        "channel": 10,
    }


def test_spaces_signs_and_brackets_do_not_hide_a_head():
    assert mapping.guess([" 时　间（必填）*", "【来信】内容："]) == {"received": 0, "words": 1}


def test_a_head_that_says_just_the_field_wins_over_one_that_only_holds_the_word():
    assert mapping.guess(["补充内容说明", "内容"])["words"] == 1


def test_a_column_of_reasons_is_never_read():
    heads = ["内容", *mapping.REASON_HEADS]

    assert mapping.guess(heads) == {"words": 0}


@pytest.mark.parametrize(("name", "place"), [("主题", 1), ("B", 1), ("b", 1), ("2", 1), (" 编 号 ", 0)])
def test_a_column_is_called_by_head_letter_or_number(name, place):
    assert mapping.column(name, ["编号", "主题"]) == place


@pytest.mark.parametrize("name", ["没有这列", "C", "0", "3", "-1"])
def test_a_column_that_is_not_there_is_said_so(name):
    with pytest.raises(mapping.WrongMapping):
        mapping.column(name, ["编号", "主题"])


def test_columns_without_a_head_are_called_by_their_letter():
    assert mapping.called(["编号", "", *[""] * 25])[1:3] == ["B", "C"]
    assert mapping.letters(26) == "AA"


def test_what_every_row_needs_is_missed():
    assert [field.name for field in mapping.missing({"words": 3})] == ["received"]
