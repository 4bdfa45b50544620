"""In which encoding a text file is written (字符编码), without ever showing wrong characters in silence.

UTF-8 proves itself: other text almost never passes. What breaks off in the middle of good UTF-8 is a damaged file, not another
encoding. GB18030 accepts nearly every file, so what it yields must also look like Chinese: in a ledger almost every sign beyond
ASCII is in the everyday set of GB 2312; of a Big5 or Japanese file read as GB18030 hardly half of them are.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from .trouble import Unreadable

PIECE = 1 << 20
SURELY_UTF8 = 8  # so many good signs beyond ASCII before the first bad byte
EVERYDAY = 0.8  # share of the signs beyond ASCII that must be in GB 2312
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class _Broken(Exception):
    def __init__(self, line: int, good: int) -> None:
        self.line, self.good = line, good


def encoding_of(path: Path) -> str:
    """utf-8, utf-8-sig, utf-16 (“Unicode text” of Excel) or gb18030; raises `Unreadable`, naming the line, when it is none."""
    with path.open("rb") as file:
        start = file.read(4)
    if marked := next((name for mark, name in MARKS.items() if start.startswith(mark)), ""):
        return _proven(path, marked)
    try:
        _read_through(path, "utf-8")
        return "utf-8"
    except _Broken as broken:
        if broken.good >= SURELY_UTF8:
            raise Unreadable("damaged_text", line=broken.line) from broken
    return _looking_chinese(path)


def _proven(path: Path, encoding: str) -> str:
    try:
        _read_through(path, encoding)
    except _Broken as broken:
        raise Unreadable("damaged_text", line=broken.line) from broken
    return encoding


def _looking_chinese(path: Path) -> str:
    try:
        signs, everyday, first_strange = 0, 0, 0
        for line, text in _decoded(path, "gb18030"):
            beyond = [sign for sign in text if sign > "\x7f"]
            known = sum(_is_everyday(sign) for sign in beyond)
            if known < len(beyond) and not first_strange:
                first_strange = line + text[: text.index(next(sign for sign in beyond if not _is_everyday(sign)))].count("\n")
            signs, everyday = signs + len(beyond), everyday + known
    except _Broken as broken:
        raise Unreadable("encoding", line=broken.line) from broken
    if everyday < signs * EVERYDAY:
        raise Unreadable("encoding", line=first_strange)
    return "gb18030"


def _is_everyday(sign: str) -> bool:
    """Punctuation, full-width forms and characters of GB 2312; not its Greek, kana and frames, where other encodings land."""
    try:
        row = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= row <= 0xA3 or row >= 0xB0


def _read_through(path: Path, encoding: str) -> None:
    for _line, _text in _decoded(path, encoding):
        pass


def _decoded(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Pieces of the text, each with the line it begins in; `_Broken` tells the line and how much good text came before."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, good = 1, 0
    with path.open("rb") as file:
        while True:
            piece = file.read(PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as trouble:
                before = trouble.object[: trouble.start].decode(encoding, errors="ignore")
                raise _Broken(line + before.count("\n"), good + sum(sign > "\x7f" for sign in before)) from trouble
            yield line, text
            line, good = line + text.count("\n"), good + (0 if text.isascii() else SURELY_UTF8)  # a whole piece proves it
            if not piece:
                return
