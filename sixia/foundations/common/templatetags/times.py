from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

register = template.Library()


@register.filter
def on_day(on: dt.date | dt.datetime) -> SafeString:
    """A day of this year or the last, as an element: “9 Nov”."""
    day = timezone.localtime(on).date() if isinstance(on, dt.datetime) else on
    return _element(day.isoformat(), _words(day, pgettext("date format", "j M"), get_language()))


@register.filter
def at_moment(at: dt.datetime) -> SafeString:
    """A moment, as an element: “9 Nov 2026, 17:49”."""
    at = timezone.localtime(at)
    day = pgettext("date format", "j M Y, H:i").removesuffix("H:i")
    return _element(at.isoformat(), f"{_words(at.date(), day, get_language())}{at:%H:%M}")


def _element(machine: str, words: str) -> SafeString:
    return format_html('<time class="soft num" datetime="{}">{}</time>', machine, words)


@lru_cache(maxsize=4096)
def _words(day: dt.date, pattern: str, language: str | None) -> str:
    """A page has a dozen dates, a desk the same days over and over."""
    return date_format(day, pattern)
