"""Where to go (去哪里): the villages of a county with what speaks for going there: hard and open cases, late promises, how long
nobody came, how far it is in the words of those who went. The reader chooses what to sort by; nothing is added up to a score.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.field.pairings.models import Coverage
from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Level, Place
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .models import Visit

ORDERS: dict[str, Promise] = {
    "hard": _("most hard cases first"),
    "open": _("most open cases first"),
    "late": _("most late promises first"),
    "silent": _("longest without a visit first"),
}
SHADES: tuple[tuple[int, Promise], ...] = (
    (30, pgettext_lazy("last visited", "within a month")),
    (90, pgettext_lazy("last visited", "within a quarter")),
    (180, pgettext_lazy("last visited", "within half a year")),
    (365, pgettext_lazy("last visited", "within a year")),
)
LONGER, NEVER = pgettext_lazy("last visited", "more than a year ago"), pgettext_lazy("last visited", "never, as far as we know")


@dataclass(frozen=True)
class Candidate:
    """A village and what speaks for going there."""

    place: Place
    visited_on: dt.date | None
    open: int = 0
    hard: int = 0
    late: int = 0
    distance: str = ""

    @property
    def days(self) -> int | None:
        return (timezone.localdate() - self.visited_on).days if self.visited_on else None

    @property
    def shade(self) -> int:
        """0 lately … 4 more than a year ago, 5 never: for the tile, which says it in words too."""
        if self.days is None:
            return len(SHADES) + 1
        return next((step for step, (most, _words) in enumerate(SHADES) if self.days <= most), len(SHADES))

    @property
    def shade_words(self) -> Promise:
        return [*(words for _most, words in SHADES), LONGER, NEVER][self.shade]


def legend() -> list[tuple[int, Promise]]:
    """What each shade of a tile means."""
    return list(enumerate([*(words for _most, words in SHADES), LONGER, NEVER]))


def candidates(county: str, reader: User) -> list[Candidate]:
    """The villages of a county, by code. Cases and promises are those this reader may see."""
    places = list(Place.objects.under(county).standing().at(Level.VILLAGE).order_by("code"))
    visited = dict(Coverage.objects.filter(place__code__startswith=county).values_list("place_id", "visited_on"))
    cases = by_village(Case.objects.visible_to(reader).filter(place__code__startswith=county).open(), hard_among(reader, county))
    late = by_village(Commitment.objects.visible_to(reader).in_place(county).late())
    far = distances(county)
    return [
        Candidate(
            place=place,
            visited_on=visited.get(place.code),
            distance=far.get(place.code, ""),
            late=late.get(place.code, {}).get("n", 0),
            open=cases.get(place.code, {}).get("n", 0),
            hard=cases.get(place.code, {}).get("hard", 0),
        )
        for place in places
    ]


def hard_among(reader: User, county: str) -> Q:
    hard = Case.objects.visible_to(reader).filter(place__code__startswith=county).open().hard()
    return Q(pk__in=hard.values("pk"))


def by_village(things: Any, hard: Q | None = None) -> dict[str, dict[str, int]]:
    """How many lie in each village, its grid cells included; and how many of them are hard."""
    counts = {"n": Count("pk"), **({"hard": Count("pk", filter=hard)} if hard is not None else {})}
    grouped = things.order_by().annotate(village=Left("place_id", Level.VILLAGE.value)).values("village").annotate(**counts)
    return {row["village"]: row for row in grouped}


def distances(county: str) -> dict[str, str]:
    """How far it is, as whoever went there last put it."""
    told = Visit.objects.closed().filter(place__code__startswith=county).exclude(distance="")
    latest = told.order_by("place", "-start_at").distinct("place").values_list("place_id", "distance")
    return dict(latest)


def ordered(found: Iterable[Candidate], order: str) -> list[Candidate]:
    """By what the reader chose; equals by how long nobody came, then by code."""
    quiet = {candidate.place.code: candidate.days if candidate.days is not None else 10**6 for candidate in found}
    first = {"hard": "hard", "open": "open", "late": "late"}.get(order)
    return sorted(
        found,
        key=lambda it: (-getattr(it, first) if first else 0, -quiet[it.place.code], it.place.code),
    )
