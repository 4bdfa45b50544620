"""What people type, made safe to keep and to show, without taking a word from it.

Signs that nobody sees but that change what others read or find are removed: control characters, zero-width signs, direction
overrides, halves of broken characters, stacked accents. Kept: rare characters of names, whichever plane they are in, their
variants, emoji with what joins them, and the lines.
"""

import re
import unicodedata
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop, ngettext_lazy

_MARKS: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_VARIANTS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_PICTURES: Final = "\u00a9\u00ae\u203c\u2049\u2122\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"

_BREAK: Final = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
# Blank although Unicode calls them letters, pictures or spaces of some width.
_BLANK: Final = re.compile("[\t\u00a0\u115f\u1160\u1680\u180e\u2000-\u200a\u202f\u205f\u2800\u3164\uffa0]")
_JOINER: Final = re.compile(f"(?<![{_PICTURES}\ufe0f])\u200d|\u200d(?![{_PICTURES}])")  # one that joins no two pictures
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u17b4\u17b5\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ufdd0-\ufdef\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_STACK: Final = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_LOOSE_VARIANT: Final = re.compile(f"(^|[\\s\u200d{_VARIANTS}])[{_VARIANTS}]+")
_LINE_END: Final = re.compile(r"[ \u3000]+$", re.MULTILINE)
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_SPACES: Final = re.compile(r"\s+")
# Of most texts every sign is one of these, composed and plain to see: there is nothing to take out.
_PLAIN: Final = re.compile("[\n -~\u00b7\u2014\u2018-\u201d\u2026\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*")


def clean(text: str, *, lines: bool = True) -> str:
    """The text as it is kept: composed (NFC), without hidden signs, at most one empty line in a row; one line if not `lines`."""
    if not _PLAIN.fullmatch(text):
        text = _composed(text)
    if not lines:
        return _SPACES.sub(" ", text).strip()
    return _BLANK_LINES.sub("\n\n", _LINE_END.sub("", text)).strip()


def _composed(text: str) -> str:
    text = _BLANK.sub(" ", _BREAK.sub("\n", text))
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    text = _JOINER.sub("", _LOOSE_VARIANT.sub(r"\1", text))
    return _STACK.sub(r"\1", unicodedata.normalize("NFC", text))  # what stood apart may have come together


class WordsField(forms.CharField):
    """Words of a person: cleaned, and when too long or too short the message says how long they are and what the limit is."""

    def __init__(self, *, lines: bool = True, **kwargs: Any) -> None:
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(**kwargs)
        # Our own validators, not those of CharField, whose messages are written for programmers.
        self.validators = [it for it in self.validators if getattr(it, "code", "") not in {"max_length", "min_length"}]

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "", lines=self.lines)

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.max_length is not None and len(value) > self.max_length:
            raise ValidationError(_TOO_LONG, code="max_length", params={"length": len(value), "limit": self.max_length})
        if self.min_length is not None and value and len(value) < self.min_length:
            raise ValidationError(_TOO_SHORT, code="min_length", params={"length": len(value), "limit": self.min_length})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: it would silently cut what is pasted. The limit is told, and counted by the page."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        if self.max_length is not None:
            attrs["data-limit"] = str(self.max_length)
        return attrs


gettext_noop("This field is required.")  # Django's sentence, which our catalogue says more plainly in every form
_TOO_LONG = ngettext_lazy(
    "This is %(length)d character long; there is room for %(limit)d. Nothing was lost: please shorten it and send it again.",
    "This is %(length)d characters long; there is room for %(limit)d. Nothing was lost: please shorten it and send it again.",
    "length",
)
_TOO_SHORT = ngettext_lazy(
    "This is only %(length)d character; please write at least %(limit)d.",
    "This is only %(length)d characters; please write at least %(limit)d.",
    "length",
)
