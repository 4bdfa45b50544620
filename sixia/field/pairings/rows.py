"""How ties and villages are shown as rows of a list: ready words, so that the template has nothing to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixia.foundations.common.pages import Page
from sixia.foundations.deadlines.wording import day_words
from sixia.foundations.places.models import Place

from .models import Coverage, FirmCoverage, Pairing
from .models.coverage import NEVER
from .workflow import Kind


class TieRow(NamedTuple):
    """What a row says of a tie."""

    number: str
    url: str
    object: str
    where: str
    post: str
    holder: str
    quiet: str
    current: bool


class FirmRow(NamedTuple):
    """What a row says of a firm nobody is tied to."""

    name: str
    where: str
    quiet: str
    never: bool
    days: list[tuple[str, str]]


class VillageRow(NamedTuple):
    """What a row says of a village."""

    name: str
    code: str
    quiet: str
    never: bool
    days: list[tuple[str, str]]
    tied: str


def quiet_words(since: dt.date, today: dt.date) -> str:
    """“42 days without contact (since …)”."""
    days = (today - since).days
    if days <= 0:
        return _("contact today")
    words = ngettext("%(days)d day without contact, since %(day)s", "%(days)d days without contact, since %(day)s", days)
    return words % {"days": days, "day": day_words(since, today)}


def tie_rows(ties: Iterable[Pairing], *, url_end: str = "", open_number: str = "") -> list[TieRow]:
    """The rows of a page of ties that were read as `listed`."""
    today = timezone.localdate()
    return [
        TieRow(
            number=tie.spoken_number,
            url=f"{tie.url}{url_end}",
            object=tie.object_name,
            where="" if tie.kind in (Kind.PLACE, Kind.HOUSEHOLD) else str(tie.place),
            post=f"{tie.post.unit} · {tie.post}",
            holder=tie.holder_name or "",
            quiet=_("ended on %(day)s") % {"day": day_words(tie.ends_on)}
            if tie.ends_on and tie.ends_on < today
            else quiet_words(tie.quiet_since, today),
            current=tie.number == open_number,
        )
        for tie in ties
    ]


def village_rows(found: Iterable[Coverage]) -> list[VillageRow]:
    """The rows of a page of silence: one query for their full names, one for the ties that stand."""
    villages, today = list(found), timezone.localdate()
    codes = [village.place_id for village in villages]
    names = Place.objects.full_names(codes)
    tied = posts_tied(codes)
    return [
        VillageRow(
            name=names.get(village.place_id, str(village.place)),
            code=village.place_id,
            quiet=_("no visit, no contact, not a word") if village.is_unheard else since_words(village.quiet_since, today),
            never=village.is_unheard,
            days=last_days(village, today),
            tied=tied.get(village.place_id, ""),
        )
        for village in villages
    ]


def firm_rows(found: Iterable[FirmCoverage]) -> list[FirmRow]:
    """The rows of a page of firms nobody is tied to; one query for the full names of their places."""
    firms, today = list(found), timezone.localdate()
    names = Place.objects.full_names([firm.place_id for firm in firms])
    return [
        FirmRow(
            name=str(firm),
            where=names.get(firm.place_id, str(firm.place)),
            quiet=_("no visit, no contact") if firm.is_unheard else since_words(firm.quiet_since, today),
            never=firm.is_unheard,
            days=known_days({_("last visit"): firm.visited_on, _("last contact"): firm.contacted_on}, today),
        )
        for firm in firms
    ]


def posts_tied(codes: list[str]) -> dict[str, str]:
    """Who is tied to each of these villages today, by post."""
    ties = Pairing.objects.in_force().filter(kind=Kind.PLACE, place__in=codes).select_related("post__unit").order_by("id")
    return {tie.place_id: f"{tie.post.unit} · {tie.post}" for tie in ties}


def since_words(since: dt.date, today: dt.date) -> str:
    days = max((today - since).days, 0)
    words = ngettext("quiet for %(days)d day", "quiet for %(days)d days", days)
    return words % {"days": days}


def last_days(village: Coverage, today: dt.date) -> list[tuple[str, str]]:
    """The last of each kind, “never” where there was none."""
    known = {
        _("last visit"): village.visited_on,
        _("last contact"): village.contacted_on,
        _("last word from there"): village.heard_on,
    }
    return known_days(known, today)


def known_days(known: dict[str, dt.date | None], today: dt.date) -> list[tuple[str, str]]:
    return [(label, day_words(on, today) if on else _("none on record")) for label, on in known.items()]


def extent_of(found: Page[Pairing] | Page[Coverage] | Page[FirmCoverage]) -> str:
    """How many the page shows and since when the quietest of them is quiet; nothing beyond the page is counted."""
    if not found.rows:
        return ""
    n, since = len(found), min(row.quiet_since for row in found.rows)
    words = ngettext("%(n)d on this page", "%(n)d on this page", n) % {"n": n}
    if since == NEVER:
        return words
    return _("%(words)s, the quietest since %(since)s") % {"words": words, "since": date_format(since)}
