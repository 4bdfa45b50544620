"""Reading a ledger file: what kind of file it is, where its table begins, and its rows one after the other.

The kind is judged by content, never by name. Rows are streamed: a workbook is unpacked by a process of its own (`unpacking`), a
CSV file is read as it lies there. Rows are numbered as a spreadsheet program numbers them, so that an officer finds them.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from . import decoding, mapping
from .trouble import Unreadable

Cell = Any  # str, int, float, bool, or {"date": "2026-03-02T09:30:00"}

UNPACKED = 1 << 30  # bytes a workbook may say it unpacks to
MOST_ROWS = 500_000
MOST_COLUMNS = 200
LONGEST_CELL = 200_000
HEAD_WITHIN = 20  # rows in which the head is looked for: titles, units and dates of the form stand above it
UNPACKING = Path(__file__).with_name("unpacking.py")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, as long as its head; `spilled` when it has cells with words beyond it."""

    number: int
    cells: list[Cell]
    spilled: bool = False


@dataclass
class Table:
    """One sheet, opened: what its columns are called, and its rows, to be read once."""

    sheets: list[str]
    sheet: str
    heads: list[str]
    head_line: int  # 0: no head was found, the columns have only their letters
    expected: int  # about how many rows there are, for showing progress
    lines: Iterator[Line]


@dataclass
class Source:
    sheets: list[str]
    sheet: str
    height: int
    merged: list[list[int]]
    rows: Iterator[list[Cell]]


@contextmanager
def opened(path: Path, *, sheet: str = "") -> Iterator[Table]:
    """The table in this file; raises `Unreadable`, with words for the person who sent it, when there is none."""
    kind = judged(path)
    with (_text if kind == "text" else _workbook)(path, kind, sheet) as source:
        yield _table(source)


def judged(path: Path) -> str:
    """xlsx, ods, xls or text, by content."""
    with path.open("rb") as file:
        start = file.read(1 << 16)
    if not start.strip():
        raise Unreadable("empty")
    if start.startswith(b"PK\x03\x04"):
        return _packed(path)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(path)
    lowered = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if lowered.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml", b"mime-version")):
        raise Unreadable("page")
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("no_table")
    return "text"


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = {info.filename for info in packed.infolist()}
            size = sum(info.file_size for info in packed.infolist())
            content = packed.read("META-INF/manifest.xml")[: 1 << 20] if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as trouble:
        raise Unreadable("damaged") from trouble
    if size > UNPACKED:
        raise Unreadable("bomb")
    if b"encryption-data" in content:
        raise Unreadable("password")
    if "content.xml" in names:
        return "ods"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise Unreadable("no_table")


def _compound(path: Path) -> str:
    """An old .xls, or the envelope around an .xlsx with a password."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable("password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Unreadable("no_table")
    return "xls"


@contextmanager
def _workbook(path: Path, kind: str, sheet: str) -> Iterator[Source]:
    command = [sys.executable, "-I", str(UNPACKING), str(path), kind, sheet]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8") as process:
        try:
            rows = _unpacked(process)
            first = next(rows)
            if failure := first.get("failure"):
                raise Unreadable(failure)
            yield Source(first["sheets"], first["sheet"], first["rows"], first["merged"], rows)
        finally:
            process.kill()


def _unpacked(process: subprocess.Popen[str]) -> Iterator[Any]:
    """What the unpacking process says; that it ended well is asked before the last row is believed."""
    assert process.stdout is not None
    for said in process.stdout:
        if not said.endswith("\n"):
            break
        yield json.loads(said)
    if process.wait() != 0:
        raise Unreadable("damaged")


@contextmanager
def _text(path: Path, kind: str, sheet: str) -> Iterator[Source]:
    if sheet:
        raise Unreadable("no_such_sheet")
    encoding = decoding.encoding_of(path)
    csv.field_size_limit(LONGEST_CELL)
    delimiter = _delimiter(path, encoding)
    height = _checked(path, encoding, delimiter)
    with path.open(encoding=encoding, newline="") as file:
        yield Source([], "", height, [], csv.reader(file, delimiter=delimiter))


def _delimiter(path: Path, encoding: str) -> str:
    """The sign that cuts the first rows most evenly into the most cells."""
    with path.open(encoding=encoding, newline="") as file:
        sample = list(islice(file, 60))

    def evenness(sign: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in islice(csv.reader(sample, delimiter=sign), 20) if row)
        except csv.Error:
            return 0, 0
        width, often = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
        return (often, width) if width > 1 else (0, 0)

    best = max(",\t;|", key=evenness)
    if evenness(best) == (0, 0):
        raise Unreadable("no_table")
    return best


def _checked(path: Path, encoding: str, delimiter: str) -> int:
    """How many rows; a quote never closed would swallow the rest of the file, so it is found before anything is taken in."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        height = 0
        try:
            for _row in reader:
                height += 1
        except csv.Error as trouble:
            raise Unreadable("quotes", line=height + 1) from trouble
    return height


def _table(source: Source) -> Table:
    numbered = _filled(enumerate(source.rows, start=1), source.merged)
    top = list(islice(numbered, HEAD_WITHIN))
    if not any(_has_words(cells) for _number, cells in top) and not (top and source.height > len(top)):
        raise Unreadable("empty")
    width = max((len(cells) for _number, cells in top), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable("too_wide", columns=width, most=MOST_COLUMNS)
    if source.height > MOST_ROWS + HEAD_WITHIN:
        raise Unreadable("too_many", rows=source.height, most=MOST_ROWS)
    head = _head(top)
    if head is None:
        return Table(source.sheets, source.sheet, [""] * width, 0, source.height, _lines(chain(top, numbered), width))
    heads, last = _named(top, head, source.merged)
    rest = chain((row for row in top if row[0] > last), numbered)
    return Table(source.sheets, source.sheet, heads, last, source.height - last, _lines(rest, len(heads)))


def _head(top: list[tuple[int, list[Cell]]]) -> int | None:
    """The row in which the most columns are recognised, if two are; else the first that holds nothing but names."""
    known = {number: len(mapping.guess([text(cell) for cell in cells])) for number, cells in top}
    best = max(known, key=lambda number: known[number], default=None)
    if best is not None and known[best] >= 2:
        return best
    return next((number for number, cells in top if _looks_like_names(cells)), None)


def _looks_like_names(cells: list[Cell]) -> bool:
    """Two or more words, all different and short, with no number and no day among them."""
    words = [text(cell) for cell in cells if text(cell)]
    return len(set(words)) == len(words) >= 2 and all(len(word) <= 20 and not any(map(str.isdigit, word)) for word in words)


def _named(top: list[tuple[int, list[Cell]]], head: int, merged: list[list[int]]) -> tuple[list[str], int]:
    """What the columns are called, and the last row of the head: cells merged downwards make it two or three rows high."""
    last = max([head, *(bottom + 1 for above, _l, bottom, _r in merged if above + 1 == head)])
    rows = [_spread(number, cells, merged) for number, cells in top if head <= number <= last]
    columns = ([text(row[column]) if column < len(row) else "" for row in rows] for column in range(max(map(len, rows))))
    return _without_tail(["".join(dict.fromkeys(filter(None, names))) for names in columns]), last


def _spread(number: int, cells: list[Cell], merged: list[list[int]]) -> list[Cell]:
    """A head merged over several columns stands over each of them."""
    spread = list(cells)
    for above, left, bottom, right in merged:
        if above < number <= bottom + 1 and right > left and 0 <= left < len(spread):
            spread[left : right + 1] = [spread[left]] * len(spread[left : right + 1])
    return spread


def _without_tail(heads: list[str]) -> list[str]:
    """Without unnamed columns at the end that only a border or a colour has made; one with words in it is found as spilled."""
    while len(heads) > 1 and not heads[-1]:
        heads = heads[:-1]
    return heads


def _filled(rows: Iterable[tuple[int, list[Cell]]], merged: list[list[int]]) -> Iterator[tuple[int, list[Cell]]]:
    """Cells merged downwards say their word for every row they cover; only their first row carries it in the file."""
    covering: dict[int, list[list[int]]] = {}
    for area in merged:
        if area[2] > area[0]:
            covering.setdefault(area[0] + 1, []).append(area)
    open_areas: list[tuple[int, int, Cell]] = []
    for number, cells in rows:
        for until, column, word in open_areas:
            if number <= until and column < len(cells) and cells[column] == "":
                cells[column] = word
        open_areas = [area for area in open_areas if area[0] > number]
        for _top, left, bottom, _right in covering.get(number, ()):
            if 0 <= left < len(cells):
                open_areas.append((bottom + 1, left, cells[left]))
        yield number, cells


def _lines(rows: Iterable[tuple[int, list[Cell]]], width: int) -> Iterator[Line]:
    """Every row that has words, cut or filled to the width of the head."""
    for number, cells in rows:
        if not _has_words(cells):
            continue
        spilled = _has_words(cells[width:])
        if not spilled:
            cells = (cells + [""] * (width - len(cells)))[:width]
        yield Line(number, cells, spilled)


def _has_words(cells: list[Cell]) -> bool:
    return any(cell not in ("", None) and str(cell).strip() for cell in cells)


def text(cell: Cell) -> str:
    """A cell as one reads it: 2549.0 is “2549”."""
    if isinstance(cell, dict):
        return str(cell["date"]).replace("T00:00:00", "").replace("T", " ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
