import datetime as dt
import re
import zipfile
from io import BytesIO

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sixia.foundations.common import sheets


def read(response):
    return CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()


def xml(response, part="xl/worksheets/sheet1.xml"):
    with zipfile.ZipFile(BytesIO(response.content)) as parts:
        return parts.read(part).decode()


def test_the_file_has_a_head_and_the_rows_in_their_kinds():
    at = dt.datetime(2026, 11, 23, 1, 30, tzinfo=dt.UTC)

    rows = [["202611230042177", 3, at], [None, True, dt.date(2026, 1, 2)]]

    response = sheets.workbook("诉求清单", ["编号", _("Sixia"), "收到"], rows)

    assert response["Content-Type"] == sheets.MEDIA_TYPE
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    head, first, second = read(response)
    assert head[0] == "编号"
    assert first == ["202611230042177", 3.0, dt.datetime(2026, 11, 23, 9, 30)]
    assert second == ["", True, dt.date(2026, 1, 2)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_begins_like_a_formula_is_text_and_stays_as_written(start):
    words = f'{start}HYPERLINK("http://evil.example","x")'

    response = sheets.workbook("x", [words], [[words]])

    assert "<f>" not in xml(response)
    assert "<hyperlink" not in xml(response)
    assert xml(response, "xl/styles.xml").count('quotePrefix="1"') == 2
    assert read(response)[1][0].strip() == words.strip()


def test_addresses_and_numbers_in_words_stay_words():
    response = sheets.workbook("x", ["a", "b"], [["https://example.org/a", "0012"]])

    assert read(response)[1] == ["https://example.org/a", "0012"]
    assert "<hyperlink" not in xml(response)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**15, 202611230042177000])
def test_a_number_excel_cannot_keep_exactly_is_written_as_text(value):
    assert read(sheets.workbook("x", ["a"], [[value]]))[1] == [str(value)]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=30))
def test_any_text_makes_a_readable_file(text):
    _head, *rows = read(sheets.workbook(text, [text], [[text, "end"]]))

    assert rows[0][-1] == "end"


def test_the_note_is_in_the_readers_language():
    with override("en"):
        assert sheets.legible("x" * 40_000).endswith("… (cut here: longer than a cell of Excel can hold)")


def test_illegal_characters_are_left_out():
    assert sheets.legible("甲\x00乙\x0b丙\ud83d丁\uffff戊\U0001f600") == "甲乙丙丁戊\U0001f600"


@pytest.mark.parametrize("sign", ["路", "𠮷", "\U0001f600a"])
def test_a_cell_longer_than_excel_holds_is_cut_with_a_note(sign):
    cut = sheets.legible(sign * 40_000)

    assert sheets._units(cut) <= sheets.CELL
    assert sheets._units(cut) > sheets.CELL - 5
    assert re.search(r"…（.*Excel.*）$", cut)
    assert read(sheets.workbook("x", ["a"], [[sign * 40_000]]))[1][0] == cut


def test_a_list_longer_than_a_sheet_says_that_it_goes_on(monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 5)

    rows = read(sheets.workbook("x", ["a"], ([turn] for turn in range(100))))

    assert len(rows) == 5
    assert isinstance(rows[-1][0], str)


def test_rows_are_asked_for_one_by_one():
    asked = []

    def rows():
        for turn in range(3):
            asked.append(turn)
            yield [turn]

    sheets.workbook("x", ["a"], rows())

    assert asked == [0, 1, 2]
