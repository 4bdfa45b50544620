"""How a visit is shown as one row of a list: ready words, so that the template has nothing to decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixia.foundations.common.pages import Page
from sixia.foundations.deadlines.wording import day_words

from .models import Visit
from .workflow import Status


class Row(NamedTuple):
    """What a row says. `tone` is the badge's: it presses, it needs the reader, or it is earned."""

    number: str
    url: str
    title: str
    where: str
    when: str
    badge: str
    tone: str
    current: bool


def rows_of(visits: Iterable[Visit], *, box_name: str, open_number: str = "") -> list[Row]:
    """The rows of a page; `open_number` is that of the visit lying open beside the list."""
    return [
        Row(
            number=visit.spoken_number,
            url=f"{visit.url}?box={box_name}",
            title=visit.purpose,
            where=f"{visit.place} · {visit.user}",
            when=when_words(visit),
            badge=visit.status_short,
            tone=tone_of(visit),
            current=visit.number == open_number,
        )
        for visit in visits
    ]


def when_words(visit: Visit) -> str:
    """“11月28日，周六 9:00–12:00”; over several days both days are said."""
    start, end = timezone.localtime(visit.start_at), timezone.localtime(visit.end_at)
    if start.date() == end.date():
        return f"{day_words(start)} {start:%H:%M}–{end:%H:%M}"
    return f"{day_words(start)} – {day_words(end)}"


def tone_of(visit: Visit) -> str:
    """Green is earned by outcomes; what presses is a brief not read on the eve, and a visit made but not closed."""
    if visit.status == Status.CLOSED:
        return "kept"
    now = timezone.now()
    if visit.status == Status.UNDER_WAY:
        return "late" if visit.end_at < now else "due"
    if visit.status == Status.PLANNED and (visit.start_at - now).days < 1:
        return "due"
    return ""


def extent_of(found: Page[Visit]) -> str:
    """How many visits the list shows and since when, read off the page: it counts nothing that is not on it."""
    if not found.rows:
        return ""
    count, since = len(found), date_format(timezone.localtime(min(visit.start_at for visit in found.rows)))
    if found.after or found.before:
        return _("%(count)d visits on this page, from %(since)s on") % {"count": count, "since": since}
    return ngettext("%(count)d visit, on %(since)s", "%(count)d visits, from %(since)s on", count) % {
        "count": count,
        "since": since,
    }
