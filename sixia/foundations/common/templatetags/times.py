from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Final, Protocol

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

register = template.Library()
NEAR: Final = 300  # days before or after today: a day without its year can be no other


class Line(Protocol):
    """One line of a timeline; `who` may be empty."""

    at: dt.datetime
    sentence: str
    who: str


class Step(Protocol):
    """One step of a path."""

    label: str
    state: str
    on: dt.datetime | None
    due: str
    link: str


@register.filter
def on_day(on: dt.date | dt.datetime) -> SafeString:
    """A day, as an element: “9 Nov”; with its year where that is not plain, ten months off and more."""
    return mark_safe(_day(on, get_language()))


@register.filter
def at_moment(at: dt.datetime) -> SafeString:
    """A moment, as an element: “9 Nov 2026, 17:49”."""
    return mark_safe(_moment(at, get_language()))


# the lists of dated lines that stand on every page of a case are written here, not in a template: it takes a quarter of the time


@register.simple_tag
def timeline(lines: Iterable[Line]) -> SafeString:
    """What happened, in the order given."""
    language = get_language()
    drawn = (
        f"<li>{_moment(it.at, language)}<span>{escape(it.sentence)}"
        + (f' <span class="soft">{escape(it.who)}</span></span></li>' if it.who else "</span></li>")
        for it in lines
    )
    return mark_safe(f'<ol class="timeline">{"".join(drawn)}</ol>')


@register.simple_tag
def path(steps: Iterable[Step]) -> SafeString:
    """The way of a case, with the days of what is done and the limit, reckoned behind its `link`, of what is next."""
    language, reckoned = get_language(), escape(_("How this is reckoned"))
    beside = {"done": f'<span class="aloud">{escape(pgettext("step", "done"))}</span>'}
    drawn = (
        f'<li class="{it.state}"{_HERE.get(it.state, "")}><span class="step">{escape(it.label)}</span>{beside.get(it.state, "")}'
        + (f" {_day(it.on, language)}" if it.on else "")
        + (f' <span class="due num">{escape(it.due)}</span>' if it.due else "")
        + (f' <a class="no-print" href="{escape(it.link)}">{reckoned}</a></li>' if it.link else "</li>")
        for it in steps
    )
    return mark_safe(f'<ol class="path" aria-label="{escape(_("Path of the case"))}">{"".join(drawn)}</ol>')


_HERE = {"now": ' aria-current="step"'}


def _day(on: dt.date | dt.datetime, language: str | None) -> str:
    day = timezone.localtime(on).date() if isinstance(on, dt.datetime) else on
    near = abs((day - timezone.localdate()).days) < NEAR
    return _element(day.isoformat(), _this_year(day, language) if near else _any_year(day, language))


def _moment(at: dt.datetime, language: str | None) -> str:
    at = timezone.localtime(at)
    return _element(at.isoformat(), f"{_before_a_time(at.date(), language)}{at:%H:%M}")


def _element(machine: str, words: str) -> str:
    return f'<time class="soft num" datetime="{machine}">{escape(words)}</time>'


# a page has a dozen dates, a desk the same days over and over: each is put into words once for a language


@lru_cache(maxsize=4096)
def _this_year(day: dt.date, language: str | None) -> str:
    return date_format(day, pgettext("date format", "j M"))


@lru_cache(maxsize=4096)
def _any_year(day: dt.date, language: str | None) -> str:
    return date_format(day)


@lru_cache(maxsize=4096)
def _before_a_time(day: dt.date, language: str | None) -> str:
    return date_format(day, pgettext("date format", "j M Y, H:i").removesuffix("H:i"))
