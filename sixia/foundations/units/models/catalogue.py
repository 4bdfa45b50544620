from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.places.models import Place, prefixes
from sixia.foundations.places.naming import shown

from .unit import Unit


class Matter(models.Model):
    """What a case is about (事项分类): a tree up to three levels deep, by code prefix."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name of the matter"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    cues = models.JSONField(_("cue words"), default=list, help_text=_("words of the people that point to this matter"))

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["code"]

    def __str__(self) -> str:
        return shown(self.name, self.name_en)


class DutyQuerySet(models.QuerySet["Duty"]):
    def in_force(self, on: dt.date | None = None) -> DutyQuerySet:
        """Lines that count on that day, first and last day included."""
        today = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)

    def covering(self, code: str) -> DutyQuerySet:
        """Lines whose place this place lies in."""
        return self.filter(place__in=prefixes(code))

    def of_main_handlers(self, on: dt.date | None = None) -> DutyQuerySet:
        """Lines by which a case may be dispatched: of units at work, never of a village or community committee.

        《北京市接诉即办工作条例》art. 17; 国办函〔2025〕66号: what belongs to a department is not dispatched to the grassroots.
        """
        today = on or timezone.localdate()
        at_work = Q(unit__closed_on=None) | Q(unit__closed_on__gt=today)
        return self.in_force(today).filter(at_work).exclude(unit__kind=Unit.Kind.VILLAGE)


class Duty(models.Model):
    """One line of the dispatch catalogue (派单目录): this unit answers for this matter in this place, on this basis."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="duties")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="duties")
    place = models.ForeignKey(Place, models.PROTECT, related_name="duties")
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    starts_on = models.DateField(default=dt.date(2020, 1, 1))
    ends_on = models.DateField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("dispatch catalogue")
        constraints = [
            models.UniqueConstraint(fields=["unit", "matter", "place", "starts_on"], name="duty_once"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="duty_order"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} × {self.place}"

    def pass_to(self, unit: Unit, on: dt.date) -> None:
        """From this day the line is another unit's; what it said before stays to be read."""
        if not unit.duties.in_force(on).filter(matter=self.matter_id, place=self.place_id).exists():
            kept = {"matter_id": self.matter_id, "place_id": self.place_id, "basis": self.basis, "ends_on": self.ends_on}
            unit.duties.create(starts_on=on, **kept)
        if self.starts_on == on:
            self.delete()
        else:
            self.ends_on = on - dt.timedelta(days=1)
            self.save(update_fields=["ends_on"])
