"""Office files of before 2007: a small file system in a file (OLE).

Its directory says what it is; a few bytes say whether it is locked.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from ..refusing import Refused

END = 0xFFFFFFFA  # and above: no sector
MOST_SECTORS = 4_096  # of a directory or a first stretch read: far above any real one
MACROS = {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"}
FILEPASS, BOF = 0x2F, 0x809


class Ole:
    """The directory of an OLE file, and the first bytes of its streams."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        stream.seek(0)
        header = stream.read(512)
        (shift,) = struct.unpack_from("<H", header, 30)
        if shift not in (9, 12):
            raise Refused("cut_off")
        self.sector = 1 << shift
        (first,) = struct.unpack_from("<I", header, 48)
        self.fat_sectors = [number for number in struct.unpack_from("<109I", header, 76) if number < END]
        self.entries = dict(self._directory(self.read(first, MOST_SECTORS * self.sector)))

    def _at(self, number: int) -> bytes:
        self.stream.seek((number + 1) * self.sector)
        return self.stream.read(self.sector)

    def _next(self, number: int) -> int:
        per = self.sector // 4
        if number // per >= len(self.fat_sectors):
            return END
        return struct.unpack_from("<I", self._at(self.fat_sectors[number // per]), number % per * 4)[0]

    def read(self, number: int, most: int) -> bytes:
        pieces: list[bytes] = []
        while number < END and len(pieces) * self.sector < most and len(pieces) < MOST_SECTORS:
            pieces.append(self._at(number))
            number = self._next(number)
        return b"".join(pieces)[:most]

    @staticmethod
    def _directory(raw: bytes) -> list[tuple[str, int]]:
        entries = []
        for at in range(0, len(raw) - 127, 128):
            (length,) = struct.unpack_from("<H", raw, at + 64)
            name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append((name, struct.unpack_from("<I", raw, at + 116)[0]))
        return entries


def media(stream: BinaryIO) -> str:
    try:
        return _media(Ole(stream))
    except struct.error as broken:
        raise Refused("cut_off") from broken


def _media(file: Ole) -> str:
    names = file.entries.keys()
    if "EncryptedPackage" in names or "EncryptedSummary" in names:
        raise Refused("encrypted")
    if MACROS & names:
        raise Refused("macros")
    if "WordDocument" in names:
        start = file.read(file.entries["WordDocument"], 32)
        if struct.unpack_from("<H", start, 10)[0] & 0x0100:
            raise Refused("encrypted")
        return "application/msword"
    if book := names & {"Workbook", "Book"}:
        if _is_locked(file.read(file.entries[book.pop()], 2048)):
            raise Refused("encrypted")
        return "application/vnd.ms-excel"
    if "PowerPoint Document" in names:
        return "application/vnd.ms-powerpoint"
    raise Refused("unknown")


def _is_locked(start: bytes) -> bool:
    """A workbook's records: the one that asks for the password comes right after the first."""
    at = 0
    for _ in range(8):
        if at + 4 > len(start):
            return False
        record, length = struct.unpack_from("<HH", start, at)
        if record == FILEPASS:
            return True
        at += 4 + length
    return False
