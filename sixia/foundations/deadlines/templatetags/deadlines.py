"""{{ clock|left }}, {{ case.due_at|left }}, {{ clock|tone }}, {{ date|day }}, {{ rule|limit }}, {{ rule|told:"source" }}."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.translation import gettext as _

from ..models import Clock, Frequency, Rule
from ..wording import day_words, due_words, length_words
from ..wording import tone as tone_of

register = template.Library()


@register.filter
def left(due: Clock | datetime | None) -> str:
    return due_words(due)


@register.filter
def tone(due: Clock | datetime | None) -> str:
    return tone_of(due)


@register.filter
def day(on: date | datetime) -> str:
    return day_words(on)


@register.filter
def day_in(on: date, year: int) -> str:
    """The day for a page that is about one year."""
    return day_words(on, date(year, 1, 1))


@register.filter
def limit(rule: Rule) -> str:
    if rule.length is None:
        return _("set locally")
    words = length_words(rule.length, rule.count)
    return _("at least %(length)s") % {"length": words} if rule.minimum else words


@register.filter
def in_units(length: int, count: str) -> str:
    return length_words(length, count)


@register.filter
def told(rule: Rule | Frequency, part: str) -> str:
    return rule.told(part)
