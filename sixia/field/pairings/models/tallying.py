from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .coverage import BROAD, EVER, NEVER, Coverage
from .firms import FirmCoverage

COUNT_VILLAGES = """
    INSERT INTO pairings_coveragetally (area, of, quiet, known)
    SELECT left(place_id, length), 'village', count(*) FILTER (WHERE quiet_since = %(never)s), count(*)
    FROM pairings_coverage CROSS JOIN unnest(%(lengths)s) length GROUP BY 1
"""
COUNT_FIRMS = """
    INSERT INTO pairings_coveragetally (area, of, quiet, known)
    SELECT left(place_id, length), 'firm', count(*) FILTER (WHERE tied.enterprise_id IS NULL), count(*)
    FROM pairings_firmcoverage firm CROSS JOIN unnest(%(lengths)s) length
    LEFT JOIN (
        SELECT DISTINCT enterprise_id FROM pairings_pairing
        WHERE starts_on <= %(today)s AND (ends_on IS NULL OR ends_on >= %(today)s)
    ) tied ON tied.enterprise_id = firm.enterprise_id
    WHERE length(place_id) >= length GROUP BY 1
"""


class Share(NamedTuple):
    """So many of so many."""

    quiet: int
    known: int


class CoverageTallyQuerySet(models.QuerySet["CoverageTally"]):
    @transaction.atomic
    def gather(self, *, since: dt.datetime = EVER) -> None:
        """Bring villages and firms up to date, and count them anew: nobody waits for a count on a page."""
        Coverage.objects.gather(since=since)
        FirmCoverage.objects.gather()
        self.count_again()

    @transaction.atomic
    def count_again(self) -> None:
        self.all().delete()
        given: dict[str, Any] = {"never": NEVER, "lengths": list(map(int, BROAD)), "today": timezone.localdate()}
        with connection.cursor() as cursor:
            cursor.execute(COUNT_VILLAGES, given)
            cursor.execute(COUNT_FIRMS, given)

    def villages_in(self, code: str) -> Share:
        """Villages where nobody came and nothing was heard, of all: as last counted; of a township or village as it is now."""
        if len(code) in BROAD:
            return self._counted(code, CoverageTally.Of.VILLAGE)
        found = (
            Coverage.objects.in_place(code)
            .standing()
            .aggregate(quiet=Count("pk", filter=Q(quiet_since=NEVER)), known=Count("pk"))
        )
        return Share(**found)

    def firms_in(self, code: str) -> Share:
        """Firms that nobody is tied to, of all that are on record with a place."""
        if len(code) in BROAD:
            return self._counted(code, CoverageTally.Of.FIRM)
        firms = FirmCoverage.objects.in_place(code)
        return Share(firms.untied().count(), firms.count())

    def _counted(self, code: str, of: str) -> Share:
        row = self.filter(area=code, of=of).first()
        return Share(row.quiet, row.known) if row else Share(0, 0)


class CoverageTally(models.Model):
    """How many villages or firms of a wide area are quiet, of how many (覆盖计数): counted when coverage is gathered."""

    class Of(models.TextChoices):
        VILLAGE = "village", _("villages and communities")
        FIRM = "firm", _("enterprises")

    area = models.CharField(max_length=6)
    of = models.CharField(max_length=8, choices=Of)
    quiet = models.PositiveIntegerField()
    known = models.PositiveIntegerField()

    objects = CoverageTallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally of coverage")
        verbose_name_plural = _("tallies of coverage")
        constraints = [models.UniqueConstraint(fields=["area", "of"], name="coverage_tally_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.quiet}/{self.known}"
