"""Office files of today and OFD are zip archives: counted and weighed before a byte is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from ..refusing import Refused

MIB = 1024 * 1024
MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * MIB
MOST_RATIO = 150  # of the whole, once it is past SMALL: plain tables really do shrink a hundredfold
SMALL = 20 * MIB
CATALOGUE = "[Content_Types].xml"

MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"spreadsheetml.sheet.main+xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"presentationml.presentation.main+xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
MACROS = ("vbaProject.bin", "vbaData.xml")
PROGRAM_ENDINGS = (".exe", ".dll", ".bat", ".cmd", ".com", ".scr", ".js", ".jse", ".vbs", ".ps1", ".jar", ".lnk", ".msi", ".hta")


def media(stream: BinaryIO) -> str:
    with _opened(stream) as archive:
        weigh(archive, size=stream.seek(0, io.SEEK_END))
        names = {entry.filename for entry in archive.infolist()}
        if "OFD.xml" in names:
            return "application/ofd"
        if CATALOGUE not in names:
            raise Refused("archive")
        return _office(archive, names)


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise Refused("cut_off") from broken


def weigh(archive: zipfile.ZipFile, *, size: int, left: int = MOST_UNPACKED, depth: int = 0) -> int:
    """How much it all unpacks to, archives inside included; Refused when that is a bomb."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > left or sum(entry.compress_size for entry in entries) > size:
        raise Refused("bomb")  # the last: entries that lie over each other
    if unpacked > SMALL and unpacked > size * MOST_RATIO:
        raise Refused("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("encrypted")
    for entry in entries:
        if entry.filename.lower().endswith(PROGRAM_ENDINGS):
            raise Refused("program")
        if not entry.filename.endswith((".xml", ".rels")):
            unpacked += _inside(archive, entry, left=left - unpacked, depth=depth)
    return unpacked


def _inside(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, left: int, depth: int) -> int:
    """A spreadsheet may lie in a letter; a third layer is somebody's game."""
    start = _read(archive, entry.filename, 4)
    if start[:2] == b"MZ" or start == b"\x7fELF":
        raise Refused("program")
    if start != b"PK\x03\x04":
        return 0
    if depth:
        raise Refused("bomb")
    body = _read(archive, entry.filename, entry.file_size)
    with _opened(io.BytesIO(body)) as inner:
        return weigh(inner, size=len(body), left=left, depth=depth + 1)


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as entry:
            return entry.read(most)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as broken:
        raise Refused("cut_off") from broken
    except Exception as broken:  # zlib.error and lzma.LZMAError have no common parent
        raise Refused("cut_off") from broken


def _office(archive: zipfile.ZipFile, names: set[str]) -> str:
    catalogue = _read(archive, CATALOGUE, MIB)
    if b"macroEnabled" in catalogue or any(
        name.endswith(("vbaProject.bin", "vbaData.xml")) or "/activeX/" in name for name in names
    ):
        raise Refused("macros")
    for part, kind in MAIN_PARTS.items():
        if part in catalogue:
            return kind
    raise Refused("unknown")
