"""Judging: what a file is, by its content. The name is only believed where it agrees.

Each kind is known by its first bytes and then looked at more closely by a function of its own, which refuses what is broken,
locked, armed, or made to burst. Nothing is unpacked further than needed to judge it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from ..refusing import Refused
from . import ole, packed, sound

HEAD = 4096
WINDOW = 1 << 20


class Kind(NamedTuple):
    """A kind of file that is taken."""

    media: str
    endings: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        return self.media.startswith("image/")


KINDS = {
    kind.media: kind
    for kind in (
        Kind("image/jpeg", ("jpg", "jpeg")),
        Kind("image/png", ("png",)),
        Kind("image/webp", ("webp",)),
        Kind("image/gif", ("gif",)),
        Kind("application/pdf", ("pdf",)),
        Kind("application/ofd", ("ofd",)),
        Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
        Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
        Kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
        Kind("application/msword", ("doc", "wps")),
        Kind("application/vnd.ms-excel", ("xls", "et")),
        Kind("application/vnd.ms-powerpoint", ("ppt", "dps")),
        Kind("text/plain", ("txt", "csv", "md", "log")),
        Kind("audio/mpeg", ("mp3",)),
        Kind("audio/mp4", ("m4a", "aac", "mp4", "3gp")),
        Kind("audio/wav", ("wav",)),
        Kind("audio/amr", ("amr",)),
        Kind("audio/ogg", ("ogg", "oga", "opus")),
        Kind("audio/webm", ("webm", "weba")),
    )
}

PROGRAMS = (  # Windows, Linux, Java and macOS, macOS, a shortcut, Android, a library
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02\0",
    b"dex\n",
    b"!<arch>\n",
)
ARCHIVES = (b"PK\x05\x06", b"PK\x07\x08", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd")
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
CODE_IN_TEXT = re.compile(rb"<\s*(!doctype|html|script|svg|iframe|body|\?php|\?xml|object|embed|meta)|javascript:", re.I)


def judge(stream: BinaryIO) -> Kind:
    """The kind of this file, or Refused."""
    stream.seek(0)
    head = stream.read(HEAD)
    if not head:
        raise Refused("empty")
    stream.seek(0)
    return KINDS[_media(head, stream)]


def _media(head: bytes, stream: BinaryIO) -> str:
    if head.startswith(PROGRAMS):
        raise Refused("program")
    if head.startswith(ARCHIVES):
        raise Refused("archive")
    for mark, judged in MARKS:
        if head.startswith(mark):
            return judged(head, stream)
    if head[4:8] == b"ftyp":
        return _boxes(head, stream)
    if sound.is_mp3(head, stream):
        return "audio/mpeg"
    return _text(head, stream)


def _pdf(head: bytes, stream: BinaryIO) -> str:
    """Whole to its end mark, and without scripts or commands; a locked one may at most forbid copying, so it is taken."""
    tail = b""
    while piece := stream.read(WINDOW):
        window = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), tail[-64:] + piece)
        if re.search(rb"/(JavaScript|Launch)(?![A-Za-z])", window):
            raise Refused("active")
        tail = (tail + piece)[-2048:]
    if b"%%EOF" not in tail:
        raise Refused("cut_off")
    return "application/pdf"


def _riff(head: bytes, stream: BinaryIO) -> str:
    if head[8:12] == b"WEBP":
        return "image/webp"
    if head[8:12] == b"WAVE":
        if not sound.is_wav(stream):
            raise Refused("cut_off")
        return "audio/wav"
    raise Refused("video" if head[8:12] == b"AVI " else "unknown")


def _boxes(head: bytes, stream: BinaryIO) -> str:
    if head[8:12] in HEIC:
        raise Refused("heic")
    handlers = sound.handlers(stream)
    if b"vide" in handlers:
        raise Refused("video")
    if b"soun" not in handlers:
        raise Refused("cut_off" if head[8:12] != b"avif" else "unknown")
    return "audio/mp4"


def _ogg(head: bytes, stream: BinaryIO) -> str:
    if b"\x80theora" in head[:256]:
        raise Refused("video")
    if b"OpusHead" not in head[:256] and b"\x01vorbis" not in head[:256]:
        raise Refused("unknown")
    return "audio/ogg"


def _webm(head: bytes, stream: BinaryIO) -> str:
    """What a browser records: sound alone, whatever the file could also hold."""
    if b"webm" not in head[:64]:
        raise Refused("video")  # Matroska: films
    kinds = sound.tracks(head)
    if sound.PICTURES in kinds:
        raise Refused("video")
    if kinds != {sound.SOUND}:
        raise Refused("cut_off")
    return "audio/webm"


def _text(head: bytes, stream: BinaryIO) -> str:
    """Plain text in UTF-8 or GB18030, without control characters and without code a browser would run."""
    whole = stream.read()
    if CODE_IN_TEXT.search(whole) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"#!", b"@echo")):
        raise Refused("page" if b"<" in head else "program")
    if re.search(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]", whole):
        raise Refused("unknown")
    for encoding in ("utf-8", "gb18030"):
        try:
            whole.decode(encoding)
            return "text/plain"
        except UnicodeDecodeError:
            continue
    raise Refused("unknown")


def _always(media: str) -> Callable[[bytes, BinaryIO], str]:
    return lambda head, stream: media


MARKS: tuple[tuple[bytes, Callable[[bytes, BinaryIO], str]], ...] = (
    (b"\xff\xd8\xff", _always("image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", _always("image/png")),
    (b"GIF87a", _always("image/gif")),
    (b"GIF89a", _always("image/gif")),
    (b"RIFF", _riff),
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", lambda head, stream: packed.media(stream)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", lambda head, stream: ole.media(stream)),
    (b"OggS", _ogg),
    (b"\x1aE\xdf\xa3", _webm),
    (b"#!AMR\n", _always("audio/amr")),
    (b"#!AMR-WB\n", _always("audio/amr")),
)
