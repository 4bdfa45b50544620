from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Person
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice

from .moving import Moving

if TYPE_CHECKING:
    from .visit import Visit


class Stop(models.Model):
    """Where the party stopped on a visit (到访点): a place by name, never a track of anyone."""

    class Kind(models.TextChoices):
        HOME = "home", _("a home")
        FIELD = "field", _("fields, street or market")
        SITE = "site", _("a building or project site")
        FIRM = "firm", _("an enterprise")
        SERVICE = "service", _("a school, clinic or service point")
        OFFICE = "office", _("an office of village or township")

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="stops")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    where = models.CharField(_("where exactly, in one's own words"), max_length=120, blank=True)
    kind = models.CharField(_("what it is"), max_length=8, choices=Kind)
    order = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(_("minutes spent there"), null=True, blank=True)
    shown_to_us = models.BooleanField(_("it was shown to us by the hosts"), default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.where or str(self.place)


class Met(models.Model):
    """People met on a visit (见到的群众): a talk with one, or a group; meetings of officials apart."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("a talk with one person or household")
        GROUP = "group", _("a talk with several people")
        MEETING = "meeting", _("a meeting with officials")

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="met")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, blank=True, related_name="met")
    kind = models.CharField(_("how"), max_length=10, choices=Kind)
    count = models.PositiveSmallIntegerField(_("how many people"), default=1)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("who they are, without names"), max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("people met")
        verbose_name_plural = _("people met")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=models.Q(count__gte=1), name="met_someone")]


class Going(Moving):
    """On the way: where the party stopped and whom it met. Sent twice, kept once."""

    class Meta:
        abstract = True

    @transaction.atomic
    def stop(
        self: Visit,
        *,
        by: User | Voice,
        kind: str,
        place: Place | None = None,
        where: str = "",
        minutes: int | None = None,
        shown_to_us: bool = False,
        at: dt.datetime | None = None,
        once: uuid.UUID | None = None,
    ) -> Stop:
        """Write down a stop; without a place it is in the place of the visit."""
        self.lock()
        self.must_have_begun()
        if already := self.stops.filter(once=once).first():
            return already
        made = self.stops.create(
            once=once or uuid.uuid4(),
            place=(place or self.place).successor,
            where=where,
            kind=kind,
            order=self.stops.count() + 1,
            minutes=minutes,
            shown_to_us=shown_to_us,
            at=at or timezone.now(),
        )
        self.record("stopped", by=by, kind=kind, place={"zh": made.place.name, "en": made.place.name_en or made.place.name})
        return made

    @transaction.atomic
    def meet(
        self: Visit,
        *,
        by: User | Voice,
        kind: str,
        count: int = 1,
        words: str = "",
        person: Person | None = None,
        stop: Stop | None = None,
        at: dt.datetime | None = None,
        once: uuid.UUID | None = None,
    ) -> Met:
        """Write down whom one talked to. An unsaved `person` is saved with it."""
        self.lock()
        self.must_have_begun()
        if already := self.met.filter(once=once).first():
            return already
        if person is not None and person.pk is None:
            person.save()
        made = self.met.create(
            once=once or uuid.uuid4(), kind=kind, count=count, words=words, person=person, stop=stop, at=at or timezone.now()
        )
        self.record("met", by=by, kind=kind, count=count)
        return made
