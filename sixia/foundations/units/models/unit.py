from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.keeping import Kept
from sixia.foundations.places.models import Place, prefixes
from sixia.foundations.places.naming import shown, told
from sixia.foundations.trail.models import Recorded

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User
    from sixia.foundations.trail.models import Voice

SUBORDINATES = """
WITH RECURSIVE below AS (
    SELECT id FROM units_unit WHERE parent_id = %s
    UNION
    SELECT units_unit.id FROM units_unit JOIN below ON units_unit.parent_id = below.id
)
SELECT id FROM below WHERE id <> %s
"""


class AlreadyClosed(Exception):
    """The unit was closed before."""


class WrongSuccessor(Exception):
    """A unit is succeeded by another one that is open."""


class UnitStillNeeded(Exception):
    """Open units stand under it, and no successor takes them over."""


class UnitQuerySet(models.QuerySet["Unit"]):
    def open(self, on: dt.date | None = None) -> UnitQuerySet:
        """Units at work on that day; the day it closes a unit is no longer at work."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on or timezone.localdate()))

    def in_place(self, code: str) -> UnitQuerySet:
        return self.filter(place__code__startswith=code)

    def main_handlers(self) -> UnitQuerySet:
        """Units to which a case may be dispatched: never a village or community committee (domain §7.3)."""
        return self.exclude(kind=Unit.Kind.VILLAGE)

    def petition_office(self, place: Place) -> Unit | None:
        """The petition office nearest above this place. The offices are kept in memory for a minute."""
        offices = _offices.get()
        nearest = next((offices[code] for code in reversed(prefixes(place.code)) if code in offices), None)
        return copy.copy(nearest)

    def takers_of_accusations(self, place: Place) -> list[Unit]:
        """Who may receive an accusation from this place, in this order: petition office, discipline inspection (art. 30)."""
        discipline = self.open().filter(kind=Unit.Kind.DISCIPLINE, place__in=prefixes(place.code)).order_by("-place")
        return [unit for unit in (self.petition_office(place), discipline.first()) if unit]


def _read_offices() -> dict[str, Unit]:
    """Petition offices at work, by the code of their place."""
    return {office.place_id: office for office in Unit.objects.open().filter(kind=Unit.Kind.PETITION).order_by("-pk")}


_offices = Kept(_read_offices)


class Unit(Recorded):
    """A unit that serves (单位): bureau, township, village committee, petition office."""

    class Kind(models.TextChoices):
        PETITION = "petition", _("petition office")
        BUREAU = "bureau", _("bureau")
        TOWNSHIP = "township", _("township or subdistrict")
        VILLAGE = "village", _("village or community committee")
        LEADERSHIP = "leadership", _("Party committee or government")
        SUPERVISION = "supervision", _("supervision office")
        DISCIPLINE = "discipline", _("discipline inspection")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name of the unit"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind of unit"), max_length=12, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    phone = models.CharField(_("public telephone"), max_length=40, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(condition=Q(successor=None) | Q(closed_on__isnull=False), name="unit_succeeded_when_closed"),
            models.CheckConstraint(condition=~Q(successor=models.F("id")), name="unit_not_its_own_successor"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="unit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return shown(self.name, self.name_en)

    @property
    def told(self) -> dict[str, str]:
        """Its names as the trail keeps them: what it was called then, in both languages."""
        return told(self.name, self.name_en)

    def is_open(self, on: dt.date | None = None) -> bool:
        return self.closed_on is None or self.closed_on > (on or timezone.localdate())

    def subordinate_ids(self) -> frozenset[int]:
        """Every unit under this one, at any depth, without itself."""
        with connection.cursor() as cursor:
            cursor.execute(SUBORDINATES, [self.pk, self.pk])
            return frozenset(row[0] for row in cursor.fetchall())

    def in_charge_now(self) -> Unit | None:
        """Who answers for its affairs today: itself, or the last of its successors, or nobody.

        《信访工作条例》art. 24: where nobody does, the Party committee or government of the same level names one.
        """
        unit: Unit | None = self
        while unit is not None and unit.successor is not None:
            unit = unit.successor
        return unit if unit is not None and unit.is_open() else None

    @transaction.atomic
    def close(self, *, by: User | Voice, on: dt.date | None = None, successor: Unit | None = None) -> None:
        """Abolish the unit. Its successor takes over its lines of the dispatch catalogue and the units under it."""
        today = on or timezone.localdate()
        ids = [self.pk] if successor is None else [self.pk, successor.pk]
        locked = Unit.objects.select_for_update(no_key=True).order_by("pk").in_bulk(ids)
        if locked[self.pk].closed_on is not None:
            raise AlreadyClosed(self.code)
        if successor is not None and (successor.pk == self.pk or locked[successor.pk].closed_on is not None):
            raise WrongSuccessor(successor.code)
        if successor is None and self.subordinates.open(today).exists():
            raise UnitStillNeeded(self.code)
        self.closed_on, self.successor = today, successor
        self.save(update_fields=["closed_on", "successor"])
        transaction.on_commit(_offices.forget)
        if successor is not None:
            self._hand_to(successor, today)
        told = {"unit": self.name, "closed_on": today.isoformat()}
        if successor is None:
            self.record("closed", by=by, **told)
        else:
            self.record("succeeded", by=by, successor=successor.name, **told)

    def _hand_to(self, successor: Unit, today: dt.date) -> None:
        if successor.pk in self.subordinate_ids():  # else it would come to stand under itself
            successor.parent = self.parent
            successor.save(update_fields=["parent"])
        self.subordinates.exclude(pk=successor.pk).update(parent=successor)
        for duty in self.duties.in_force(today):
            duty.pass_to(successor, today)
