"""Lists as Excel files: real dates, text that stays text, and nothing that runs when the file is opened."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .text import clean

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL: Final = 32_767  # Excel's limits
ROWS: Final = 1_048_576
EXACT: Final = 10**15  # beyond it Excel rounds whole numbers
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheet programs may take for a formula
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def workbook(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """`name` is the file's name without its ending. Rows are read one by one: give it an iterator for a long list."""
    name, kept = clean(name, lines=False), BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(_cut(_NOT_IN_NAMES.sub(" ", name), 31).strip() or "1")
        Writer(book, sheet).write(head, rows)
    response = HttpResponse(kept.getvalue(), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return response


class Writer:
    """Writes one sheet, cell by cell, each by its kind."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.bold: Format = book.add_format({"bold": True, "quote_prefix": True})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.text: Format = book.add_format({"num_format": "@", "quote_prefix": True})

    def write(self, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
        self.sheet.freeze_panes(1, 0)
        for column, label in enumerate(head):
            self.sheet.set_column(column, column, min(max(len(str(label)) * 2.2, 12), 40))
            self.sheet.write_string(0, column, legible(str(label)), self.bold)
        for line, row in enumerate(rows, start=1):
            if line == ROWS - 1:
                self.cell(line, 0, _("The list goes on; a sheet holds no more rows. Please narrow it down."))
                break
            for column, value in enumerate(row):
                self.cell(line, column, value)

    def cell(self, line: int, column: int, value: Any) -> None:
        match value:
            case None | "":
                return
            case bool():
                self.sheet.write_boolean(line, column, value)
            case int() | float() if -EXACT < value < EXACT:  # also excludes infinity and NaN
                self.sheet.write_number(line, column, value)
            case dt.datetime():
                self.sheet.write_datetime(line, column, _on_the_wall(value), self.moment)
            case dt.date():
                self.sheet.write_datetime(line, column, value)
            case _:
                self.words(line, column, legible(str(value)))

    def words(self, line: int, column: int, words: str) -> None:
        """Always a string, never a formula or a link; marked as text where another program might read it as a formula."""
        self.sheet.write_string(line, column, words, self.text if words.startswith(_RUNS) else None)


def legible(words: str) -> str:
    """What a cell can hold: legal characters, and a visible note where it had to be cut."""
    words = _ILLEGAL.sub("", words)
    if _units(words) <= CELL:
        return words
    note = _("… (cut here: longer than a cell of Excel can hold)")
    return _cut(words, CELL - _units(note)) + note


def _units(words: str) -> int:
    """The length as Excel counts it: a rare character is two."""
    return len(words.encode("utf-16-le")) // 2


def _cut(words: str, units: int) -> str:
    return words.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")  # never through the middle of a character


def _on_the_wall(moment: dt.datetime) -> dt.datetime:
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment
