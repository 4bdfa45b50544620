"""Refusing: why a file was not taken, in words for whoever sent it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "empty": _("“%(name)s” is empty. Please choose it again."),
    "too_big": _("“%(name)s” is too big: one file may have %(most)s at most. The rest was kept."),
    "too_many": _("Too many files: one form takes %(most)s at most. The others were kept."),
    "program": _("“%(name)s” is a program, not a document or a picture. Programs are not taken."),
    "page": _("“%(name)s” is a web page or a drawing with code in it. Please send a picture or a PDF of it."),
    "archive": _("“%(name)s” is a packed archive. Please send the files in it one by one."),
    "video": _("“%(name)s” is a video. Videos cannot be taken yet; please send pictures, or say what it shows."),
    "heic": _("“%(name)s” is a HEIC photo, which many computers cannot open. Please send it as JPEG."),
    "cut_off": _("“%(name)s” is cut off or damaged. Please send it again from where you have it whole."),
    "too_many_pixels": _("“%(name)s” has too many pixels. Please send it smaller."),
    "bomb": _("“%(name)s” unpacks to far more than it should. It was not opened."),
    "macros": _("“%(name)s” has macros in it. Please save it without macros, or as PDF."),
    "encrypted": _("“%(name)s” is locked with a password. Please remove the password and send it again."),
    "active": _("“%(name)s” is a PDF that runs commands when opened. Please print it to a new PDF and send that."),
    "unknown": _(
        "“%(name)s” is of a kind we cannot take. "
        "We take pictures (JPEG, PNG, WebP, GIF), PDF, OFD, Word, Excel, PowerPoint, plain text and sound."
    ),
}


class Refused(Exception):
    """A file that is not taken. `code` says why to the program, the text to the reader."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code, self.words = code, words

    def named(self, name: str) -> Refused:
        """The same, about the file of this name."""
        return Refused(self.code, **{**self.words, "name": name})

    def __str__(self) -> str:
        return str(REASONS[self.code]) % {"name": "", **self.words}
