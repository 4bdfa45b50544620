import unicodedata

import pytest
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sixia.foundations.common.text import _PLAIN, WordsField, _composed, clean

anything = st.text(st.characters(), max_size=60)  # all of Unicode, halves of surrogate pairs included
tricky = st.text(
    st.sampled_from("a中𠮷 \n\r\t\u200b\u200d\ufe0f\u202e\u0301\u00ad\u3164\ud83d\x00👩👧🏽é\u2028\U000e0100"), max_size=40
)


@given(anything | tricky)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text)

    assert clean(once) == once
    assert clean(clean(text, lines=False), lines=False) == clean(text, lines=False)


@given(anything | tricky)
def test_what_is_kept_can_be_stored_and_has_nothing_hidden(text):
    kept = clean(text)

    kept.encode()  # PostgreSQL keeps UTF-8: no half of a pair may be left
    assert "\x00" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    hidden = {sign for sign in kept if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert hidden <= {"\n", "\u200d"}
    assert kept == kept.strip()
    assert "\n\n\n" not in kept


def test_a_sign_taken_for_plain_is_one_that_needs_nothing_done():
    plain = [chr(code) for code in range(0x110000) if _PLAIN.fullmatch(chr(code))]

    assert len(plain) > 20_000
    assert [sign for sign in plain if _composed(sign) != sign or unicodedata.combining(sign)] == []


@given(st.text(st.characters(categories=["Lo", "Ll", "Lu", "Nd", "Po"]), max_size=60))
def test_letters_digits_and_punctuation_of_every_script_stay(text):
    blank = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0"))
    visible = unicodedata.normalize("NFC", text.translate(blank)).strip()

    assert clean(text.translate(blank)) == visible


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("路", "路"),
        ("  \u3000 \n\t ", ""),
        ("\u3164\u2800\u200b\ufeff", ""),
        ("村口\u200b路\u200c灯\ufeff坏了\u2060", "村口路灯坏了"),
        ("金额\u202e001\u202c元\u2067x\u2069", "金额001元x"),
        ("甲\x00乙\x07丙\x1b[31m", "甲乙丙[31m"),
        ("第一行\r\n第二行\r第三行\u2028第四行", "第一行\n第二行\n第三行\n第四行"),
        ("上\n\n \u3000\n\n\n下", "上\n\n下"),
        ("行尾   \n下一行", "行尾\n下一行"),
        ("\u3000\u3000开头缩进\n\u3000\u3000第二段", "开头缩进\n\u3000\u3000第二段"),
        ("制\t表", "制 表"),
        ("e\u0301", "é"),
        ("z" + "\u0335" * 30, "z" + "\u0335" * 4),
        ("𠮷𡈽𰻝\U00031350", "𠮷𡈽𰻝\U00031350"),  # rare characters of names, newer than this Python knows
        ("葛\U000e0100城", "葛\U000e0100城"),  # a chosen form of a character in a name
        ("葛\U000e0100\U000e0101\U000e0102城", "葛\U000e0100城"),
        ("\ufe0f", ""),
        ("半个\ud83d字\udc68", "半个字"),
        ("👨‍👩‍👧 👍🏽 ❤️ 🇨🇳", "👨‍👩‍👧 👍🏽 ❤️ 🇨🇳"),
        ("🏳️‍🌈 👩🏽‍🌾", "🏳️‍🌈 👩🏽‍🌾"),
        ("修\u200d路 \u200d👨 👨\u200d", "修路 👨 👨"),
        ("<script>alert(1)</script> =1+1", "<script>alert(1)</script> =1+1"),  # shown as it is, escaped by the page
    ],
)
def test_cleaned(given, kept):
    assert clean(given) == kept


def test_one_line_has_no_line_break_and_single_spaces():
    assert clean(" 石桥镇\n\n上坪村\u3000 二组 ", lines=False) == "石桥镇 上坪村 二组"


def test_a_hundred_thousand_characters_are_cleaned_whole():
    text = "桥栏杆坏了。" * 16_667

    assert clean(text) == text


class WordsForm(forms.Form):
    words = WordsField(label="words", min_length=2, max_length=10)
    where = WordsField(lines=False, required=False, max_length=20)


def test_the_field_gives_clean_words():
    form = WordsForm({"words": "路\u200b灯\r\n坏了 ", "where": "石桥镇\n上坪村"})

    assert form.is_valid()
    assert form.cleaned_data == {"words": "路灯\n坏了", "where": "石桥镇 上坪村"}


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "一" * 12,
            "en",
            "This is 12 characters long; there is room for 10. Nothing was lost: please shorten it and send it again.",
        ),
        ("一" * 12, "zh-hans", "您写了 12 个字，这里最多放 10 个。内容都还在，请缩短后再提交。"),
        ("路", "en", "This is only 1 character; please write at least 2."),
        ("路", "zh-hans", "才写了 1 个字，请至少写 2 个。"),
    ],
)
def test_the_field_says_how_long_the_words_are_and_what_the_limit_is(text, language, said):
    with override(language):
        form = WordsForm({"words": text})

        assert form.errors["words"] == [said]
        assert form["words"].value() == text


@pytest.mark.parametrize("nothing", ["", "  \n", "\u200b\u3164", None])
def test_words_of_which_nothing_is_left_are_missing_words(nothing):
    form = WordsForm({"words": nothing})

    assert form.errors.as_data()["words"][0].code == "required"


def test_length_is_counted_after_cleaning_and_in_characters():
    form = WordsForm({"words": "𠮷" * 10 + "\u200b" * 50})

    assert form.is_valid()


def test_the_browser_is_not_told_to_cut_what_is_pasted():
    drawn = str(WordsForm()["words"])

    assert "maxlength" not in drawn
    assert 'data-limit="10"' in drawn
    assert drawn.startswith("<textarea")
    assert str(WordsForm()["where"]).startswith("<input")
