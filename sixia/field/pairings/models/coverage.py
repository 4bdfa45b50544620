from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import connection, models, transaction
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from sixia.foundations.places.models import Level, Place

EVER = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
NEVER = dt.date(1, 1, 1)  # nobody has come and nothing was heard since the register began: quieter than any day
BROAD = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)  # below them so few villages lie that they are sorted when asked

# A village gets its row; one that was merged away gives what is known of it to its successor and loses its own.
BEGIN = """
    INSERT INTO pairings_coverage (place_id, quiet_since)
    SELECT code, %(never)s FROM places_place WHERE level = %(village)s AND merged_into_id IS NULL
    ON CONFLICT (place_id) DO NOTHING
"""
MERGED = """
    SELECT coverage.place_id FROM pairings_coverage coverage JOIN places_place place ON place.code = coverage.place_id
    WHERE place.merged_into_id IS NOT NULL
"""
HEAR = """
    INSERT INTO pairings_coverage (place_id, heard_on, quiet_since)
    SELECT village.code, heard.day, heard.day FROM (
        SELECT left(place_id, %(village)s) AS code, max((received_at AT TIME ZONE 'Asia/Shanghai')::date) AS day
        FROM cases_case WHERE NOT sealed AND length(place_id) >= %(village)s AND registered_at >= %(since)s GROUP BY 1
    ) heard JOIN places_place village ON village.code = heard.code AND village.merged_into_id IS NULL
    ON CONFLICT (place_id) DO UPDATE SET
        heard_on = greatest(pairings_coverage.heard_on, excluded.heard_on),
        quiet_since = greatest(pairings_coverage.quiet_since, excluded.quiet_since)
    WHERE pairings_coverage.heard_on IS NULL OR pairings_coverage.heard_on < excluded.heard_on
"""
NOTE = """
    INSERT INTO pairings_coverage (place_id, {column}, quiet_since) VALUES (%(place)s, %(on)s, %(on)s)
    ON CONFLICT (place_id) DO UPDATE SET
        {column} = greatest(pairings_coverage.{column}, excluded.{column}),
        quiet_since = greatest(pairings_coverage.quiet_since, excluded.quiet_since)
"""


class ByPlace(models.QuerySet):  # type: ignore[type-arg]
    """Rows that lie somewhere, in the order of silence."""

    def in_place(self, code: str) -> Self:
        """Those under this place, in a way that an index in the order of silence serves at the broad levels."""
        if len(code) in BROAD:
            return self.alias(area=Left("place_id", len(code))).filter(area=code)
        return self.filter(place__code__startswith=code)


class CoverageQuerySet(ByPlace):
    def note_visit(self, *, place: Place, on: dt.date) -> None:
        """Someone of ours was in this village on that day: said by `visits` when a visit closes."""
        self.note("visited_on", place, on)

    def note_contact(self, *, place: Place, on: dt.date) -> None:
        self.note("contacted_on", place, on)

    def note(self, column: str, place: Place, on: dt.date) -> None:
        """Keep the latest day. Coming to the seat of a township is not coming to its villages: it is noted nowhere."""
        village = _village_of(place)
        if village is not None:
            with connection.cursor() as cursor:
                cursor.execute(NOTE.format(column=column), {"place": village.code, "on": on})

    @transaction.atomic
    def gather(self, *, since: dt.datetime = EVER) -> None:
        """Give every standing village its row, and take up what was heard in cases registered since then, or ever.

        A sealed accusation is not heard here: from the day of it one could guess that there is one.
        """
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, {"never": NEVER, "village": Level.VILLAGE})
            cursor.execute(HEAR, {"village": Level.VILLAGE, "since": since})
            cursor.execute(MERGED)
            merged = [code for (code,) in cursor.fetchall()]
        for row in Coverage.objects.select_related("place").filter(pk__in=merged):
            row.pass_on()

    def standing(self) -> CoverageQuerySet:
        """Without villages merged away since the last gathering."""
        return self.filter(place__merged_into=None)


class Coverage(models.Model):
    """When a village was last visited, contacted and heard from (走访联系覆盖). Silence is not calm: the quietest stand first."""

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True, related_name="+")
    visited_on = models.DateField(null=True)
    contacted_on = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    quiet_since = models.DateField(default=NEVER)  # the latest of the three

    objects = CoverageQuerySet.as_manager()

    class Meta:
        verbose_name = _("coverage of a village")
        verbose_name_plural = _("coverage of villages")
        indexes = [
            models.Index(fields=["quiet_since", "place"], name="coverage_quiet"),
            *[models.Index(Left("place", length), "quiet_since", "place", name=f"coverage_quiet_{length}") for length in BROAD],
        ]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def is_unheard(self) -> bool:
        """Nobody has ever come and nothing was ever heard."""
        return self.quiet_since == NEVER

    def pass_on(self) -> None:
        """What was known of a village merged away is known of its successor."""
        for column in ("visited_on", "contacted_on", "heard_on"):
            if on := getattr(self, column):
                Coverage.objects.note(column, self.place, on)
        self.delete()


def _village_of(place: Place) -> Place | None:
    """The standing village in which a place lies; none for what is wider than a village."""
    if len(place.code) < Level.VILLAGE:
        return None
    village = place if place.level == Level.VILLAGE else Place.objects.filter(code=place.code[: Level.VILLAGE]).first()
    return village.successor if village else None
