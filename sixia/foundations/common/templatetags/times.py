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
    return _element(day.isoformat(), _this_year(day, get_language()))


@register.filter
def at_moment(at: dt.datetime) -> SafeString:
    """A moment, as an element: “9 Nov 2026, 17:49”."""
    at = timezone.localtime(at)
    return _element(at.isoformat(), f"{_any_year(at.date(), get_language())}{at:%H:%M}")


def _element(machine: str, words: str) -> SafeString:
    return format_html('<time class="soft num" datetime="{}">{}</time>', machine, words)


# a page has a dozen dates, a desk the same days over and over: each is put into words once for a language


@lru_cache(maxsize=4096)
def _this_year(day: dt.date, language: str | None) -> str:
    return date_format(day, pgettext("date format", "j M"))


@lru_cache(maxsize=4096)
def _any_year(day: dt.date, language: str | None) -> str:
    return date_format(day, pgettext("date format", "j M Y, H:i").removesuffix("H:i"))
