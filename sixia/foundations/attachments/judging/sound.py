"""Sound recordings: enough of their structure to know that they are what they begin like."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # of MPEG 1, 2 and 2.5
BITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
MOST_BOXES = 500
CONTAINERS = {b"moov", b"trak", b"mdia"}
NESTED = {0x18538067, 0x1654AE6B, 0xAE}  # of WebM: segment, tracks, one track
TRACK_TYPE, PICTURES, SOUND = 0x83, 1, 2


def is_wav(stream: BinaryIO) -> bool:
    stream.seek(12)
    found: set[bytes] = set()
    while len(found) < 20 and len(chunk := stream.read(8)) == 8:
        name, length = struct.unpack("<4sI", chunk)
        found.add(name)
        if name == b"data":
            break
        stream.seek(length + length % 2, 1)
    return {b"fmt ", b"data"} <= found


def _frame(header: bytes) -> int:
    """Length of the MP3 frame that starts here; 0 when none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    rate, bits = header[2] >> 2 & 3, header[2] >> 4
    if version == 1 or layer != 1 or rate == 3 or bits in (0, 15):
        return 0
    first = version == 3
    return (144 if first else 72) * BITS[first][bits] * 1000 // RATES[version][rate] + (header[2] >> 1 & 1)


def is_mp3(head: bytes, stream: BinaryIO) -> bool:
    """Two frames in a row, after the tag if there is one."""
    at = 0
    if head[:3] == b"ID3":
        at = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    for _ in range(2):
        stream.seek(at)
        length = _frame(stream.read(4))
        if not length:
            stream.seek(0)
            return False
        at += length
    return True


def handlers(stream: BinaryIO) -> set[bytes]:
    """Which tracks an MP4 file has: `soun`, `vide`."""
    end = stream.seek(0, 2)
    return set(_handlers(stream, 0, end, [MOST_BOXES]))


def _handlers(stream: BinaryIO, at: int, end: int, left: list[int]) -> Iterator[bytes]:
    while at + 8 <= end and left[0] > 0:
        left[0] -= 1
        stream.seek(at)
        size, name = struct.unpack(">I4s", stream.read(8))
        start = at + 8
        if size == 1:
            size, start = struct.unpack(">Q", stream.read(8))[0], at + 16
        size = size or end - at
        if size < 8 or at + size > end:
            return
        if name in CONTAINERS:
            yield from _handlers(stream, start, at + size, left)
        elif name == b"hdlr":
            yield stream.read(12)[8:12]
        at += size


def _number(head: bytes, at: int, *, marked: bool) -> tuple[int, int]:
    """A number of WebM's own length, and where it ends; without its mark it is a length, and all ones mean “until the end”."""
    first = head[at] if at < len(head) else 0
    length = 9 - first.bit_length()
    if not first or at + length > len(head):
        return 0, len(head)
    value = int.from_bytes(head[at : at + length], "big")
    plain = value & (1 << 7 * length) - 1
    return (value if marked else len(head) if plain == (1 << 7 * length) - 1 else plain), at + length


def tracks(head: bytes) -> set[int]:
    """Which tracks a WebM file names at its beginning, where browsers write them: `SOUND`, `PICTURES`."""
    at, found = 0, set()
    while at < len(head):
        name, at = _number(head, at, marked=True)
        size, at = _number(head, at, marked=False)
        if name in NESTED:
            continue
        if name == TRACK_TYPE:
            found.add(int.from_bytes(head[at : at + size], "big"))
        at += size
    return found
