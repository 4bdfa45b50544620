from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Recorded, Voice

if TYPE_CHECKING:
    from .enterprise import Enterprise
    from .person import Person


class WrongRepresentation(Exception):
    """Someone cannot speak for themselves, twice at once, or until before they began."""


class RepresentationQuerySet(models.QuerySet["Representation"]):
    def in_force(self, on: dt.date) -> RepresentationQuerySet:
        """Those that hold on this day; the last day is included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def of(self, thing: Person | Enterprise) -> RepresentationQuerySet:
        """Who speaks for this person or enterprise."""
        return self.filter(**{thing._meta.model_name or "": thing})


class Representation(Recorded):
    """Who speaks for whom (代理、代表): a proxy, a guardian, a representative of a group, and on what ground."""

    class Kind(models.TextChoices):
        PROXY = "proxy", _("proxy")
        GUARDIAN = "guardian", _("guardian")
        REPRESENTATIVE = "representative", _("representative of a group")
        HELPER = "helper", _("village or window helper")

    speaker = models.ForeignKey("people.Person", models.PROTECT, related_name="represents")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="represented_by")
    enterprise = models.ForeignKey("people.Enterprise", models.PROTECT, null=True, blank=True, related_name="represented_by")
    kind = models.CharField(_("in what role"), max_length=16, choices=Kind)
    ground = models.CharField(_("ground"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, enterprise__isnull=False) | Q(person__isnull=False, enterprise=None),
                name="represents_one",
            ),
            models.CheckConstraint(condition=Q(person=None) | ~Q(person=models.F("speaker")), name="represents_another"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="represents_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} → {self.person or self.enterprise}"

    @transaction.atomic
    def end(self, *, by: User | Voice, on: dt.date) -> None:
        """They speak for them for the last time on this day (终止)."""
        Representation.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()
        if on < self.starts_on or (self.ends_on and self.ends_on < on):
            raise WrongRepresentation(_("It cannot end before it began, nor later than it already does."))
        self.ends_on = on
        self.save(update_fields=["ends_on"])
        self.record("ended", by=by, ends_on=on.isoformat())


class Representing(models.Model):
    """Speaking for someone else."""

    class Meta:
        abstract = True

    @transaction.atomic
    def represent(  # type: ignore[misc]  # a Person is what it is mixed into
        self: Person,
        thing: Person | Enterprise,
        *,
        by: User | Voice,
        kind: str,
        ground: str = "",
        starts_on: dt.date | None = None,
        ends_on: dt.date | None = None,
    ) -> Representation:
        """Speak for this person or enterprise (代为反映), from today if nothing else is said."""
        starts_on = starts_on or timezone.localdate()
        if thing == self:
            raise WrongRepresentation(_("Nobody needs to represent themselves."))
        if ends_on and ends_on < starts_on:
            raise WrongRepresentation(_("It cannot end before it begins."))
        type(self).objects.select_for_update().get(pk=self.pk)
        already = self.represents.of(thing).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), kind=kind)
        if (already.filter(starts_on__lte=ends_on) if ends_on else already).exists():
            raise WrongRepresentation(_("They already speak for them at that time."))
        place = {thing._meta.model_name or "": thing}
        made = self.represents.create(kind=kind, ground=ground.strip(), starts_on=starts_on, ends_on=ends_on, **place)
        made.record("represented", by=by, kind=kind)
        return made

    def is_speaker_for(self: Person, thing: Person | Enterprise, *, on: dt.date) -> bool:
        """May they speak for this person or enterprise on that day? Everyone may for themselves."""
        return thing == self or self.represents.of(thing).in_force(on).exists()
