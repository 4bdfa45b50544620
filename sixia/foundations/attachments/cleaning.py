"""Cleaning: a picture is drawn anew, so that nothing but the picture stays – not where it was taken, nor by which telephone.

It is turned the way it was held and keeps its colour profile. A name keeps its letters and loses what a computer stumbles over.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from .judging import Kind
from .refusing import Refused

FORMATS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/webp": ("WEBP",), "image/gif": ("GIF",)}
MOST_PIXELS = 40_000_000  # unpacked into memory at once
ROUGH_PIXELS = 25_000_000  # a JPEG beyond this is read at half, a quarter or an eighth of its size
MOST_JPEG_PIXELS = 250_000_000
MOST_FRAMES = 300
KEPT = {"icc_profile", "transparency", "duration", "loop", "dpi"}
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error, MemoryError)
SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90, "method": 4},
    "GIF": {"comment": b""},
}
NAME_LENGTH = 100


def clean_picture(stream: BinaryIO, kind: Kind) -> BytesIO:
    """The same picture and nothing else; Refused when it is broken or too large to open."""
    formats = FORMATS[kind.media]
    try:
        _verify(stream, formats)
        with Image.open(stream, formats=formats) as picture:
            return _redrawn(picture, formats[0])
    except Image.DecompressionBombError as bomb:
        raise Refused("too_many_pixels") from bomb
    except BROKEN as broken:
        raise Refused("cut_off") from broken


def _verify(stream: BinaryIO, formats: tuple[str, ...]) -> None:
    stream.seek(0)
    with Image.open(stream, formats=formats) as picture:
        picture.verify()
    stream.seek(0)


def _redrawn(picture: Image.Image, saved_as: str) -> BytesIO:
    _measure(picture, saved_as)
    frames = getattr(picture, "n_frames", 1) if saved_as != "JPEG" else 1
    if frames > 1 and (frames > MOST_FRAMES or frames * picture.width * picture.height > 4 * MOST_PIXELS):
        raise Refused("too_many_pixels")
    out = BytesIO()
    if frames > 1:
        picture.info = {name: value for name, value in picture.info.items() if name in KEPT}
        picture.save(out, saved_as, save_all=True, exif=b"", **SAVED[saved_as])
        return out
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    picture.info = {name: value for name, value in picture.info.items() if name in KEPT}
    picture.save(out, saved_as, icc_profile=picture.info.get("icc_profile"), **SAVED[saved_as])
    return out


def _measure(picture: Image.Image, saved_as: str) -> None:
    pixels = picture.width * picture.height
    if saved_as == "JPEG" and ROUGH_PIXELS < pixels <= MOST_JPEG_PIXELS:
        part = next(part for part in (2, 4, 8) if pixels <= ROUGH_PIXELS * part * part)
        picture.draft(None, (picture.width // part, picture.height // part))
    elif pixels > MOST_PIXELS:
        raise Refused("too_many_pixels")


def clean_name(name: str, kind: Kind) -> str:
    """The last part of the name, without marks that hide or turn its ending, and with the ending of what it really is."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    name = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", name)).strip(" .")
    path = PurePosixPath(name)
    stem, ending = path.stem, path.suffix.lower().lstrip(".")
    if ending not in kind.endings:
        stem, ending = (stem if re.fullmatch(r"[a-z0-9]{1,5}", ending) else name), kind.endings[0]
    return f"{stem[:NAME_LENGTH].strip(' .') or 'file'}.{ending}"
