from __future__ import annotations

import datetime as dt

from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from sixia.foundations.people.models import Enterprise
from sixia.foundations.places.models import Place

from .coverage import BROAD, NEVER, ByPlace
from .pairing import Pairing

# A firm that has a place gets its row; contact is what was had within ties that ended.
GATHER = """
    INSERT INTO pairings_firmcoverage (enterprise_id, place_id, contacted_on, quiet_since)
    SELECT firm.id, coalesce(place.merged_into_id, place.code), had.day, coalesce(had.day, %(never)s)
    FROM people_enterprise firm JOIN places_place place ON place.code = firm.place_id
    LEFT JOIN (
        SELECT pairing.enterprise_id, max(contact."on") AS day
        FROM pairings_contact contact JOIN pairings_pairing pairing ON pairing.id = contact.pairing_id
        WHERE pairing.enterprise_id IS NOT NULL GROUP BY 1
    ) had ON had.enterprise_id = firm.id
    ON CONFLICT (enterprise_id) DO UPDATE SET
        place_id = excluded.place_id,
        contacted_on = greatest(pairings_firmcoverage.contacted_on, excluded.contacted_on),
        quiet_since = greatest(pairings_firmcoverage.quiet_since, excluded.quiet_since)
    WHERE pairings_firmcoverage.place_id <> excluded.place_id OR pairings_firmcoverage.quiet_since < excluded.quiet_since
"""
GONE = """
    DELETE FROM pairings_firmcoverage USING people_enterprise firm
    WHERE firm.id = pairings_firmcoverage.enterprise_id AND firm.place_id IS NULL
"""
VISIT = """
    INSERT INTO pairings_firmcoverage (enterprise_id, place_id, visited_on, quiet_since)
    SELECT id, place_id, %(on)s, %(on)s FROM people_enterprise WHERE id = ANY(%(firms)s) AND place_id IS NOT NULL
    ON CONFLICT (enterprise_id) DO UPDATE SET
        visited_on = greatest(pairings_firmcoverage.visited_on, excluded.visited_on),
        quiet_since = greatest(pairings_firmcoverage.quiet_since, excluded.quiet_since)
"""


class FirmCoverageQuerySet(ByPlace):
    def gather(self) -> None:
        """Give every firm with a place its row. That a firm raised a case is not taken up: it is between it and its handlers."""
        with connection.cursor() as cursor:
            cursor.execute(GATHER, {"never": NEVER})
            cursor.execute(GONE)

    def note_visit(self, *, firms: models.QuerySet[Enterprise], on: dt.date) -> None:
        """Someone of ours was with these firms on that day: said by `visits` when a visit closes."""
        with connection.cursor() as cursor:
            cursor.execute(VISIT, {"firms": list(firms.values_list("pk", flat=True)), "on": on})

    def untied(self) -> FirmCoverageQuerySet:
        """Nobody is tied to them today."""
        ties = Pairing.objects.in_force().filter(enterprise=OuterRef("enterprise"))
        return self.filter(~Exists(ties))


class FirmCoverage(models.Model):
    """When a firm was last visited or contacted (企业走访覆盖). Those nobody is tied to are listed, the quietest first."""

    enterprise = models.OneToOneField(Enterprise, models.CASCADE, primary_key=True, related_name="+")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    visited_on = models.DateField(null=True)
    contacted_on = models.DateField(null=True)
    quiet_since = models.DateField(default=NEVER)

    objects = FirmCoverageQuerySet.as_manager()

    class Meta:
        verbose_name = _("coverage of a firm")
        verbose_name_plural = _("coverage of firms")
        indexes = [
            models.Index(fields=["quiet_since", "enterprise"], name="firm_quiet"),
            *[models.Index(Left("place", n), "quiet_since", "enterprise", name=f"firm_quiet_{n}") for n in BROAD],
        ]

    def __str__(self) -> str:
        return str(self.enterprise)

    @property
    def is_unheard(self) -> bool:
        return self.quiet_since == NEVER
