from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.labels import said
from sixia.foundations.common.statements import Statement, blank

from .tellings import tell

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User


class Voice(models.TextChoices):
    """Who acted, when it was not a signed-in officer."""

    STAFF = "staff", _("staff")
    PETITIONER = "petitioner", _("the petitioner")
    SYSTEM = "system", _("the system, on time")
    MACHINE = "machine", _("a connected system")


def officer_of(by: User | Voice) -> User | None:
    """The officer who acted; nobody where a voice did."""
    return None if isinstance(by, Voice) else by


NAMED = Coalesce(NullIf("by__name", models.Value("")), "by__username", models.Value(""))


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, thing: models.Model) -> EntryQuerySet:
        return self.filter(thing=thing._meta.label_lower, thing_id=thing.pk)

    def in_place(self, code: str) -> EntryQuerySet:
        return self.filter(place_code__startswith=code)

    def as_records(self) -> models.QuerySet[Entry, tuple[Any, ...]]:
        """What a page tells of each, oldest first: the values of a Record."""
        return self.order_by("id").values_list("at", "voice", "room", "verb", "data", NAMED)


class Entry(models.Model):
    """One verb done (留痕): who, when, to what. References only, never personal details; cannot be changed or removed."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voice = models.CharField(max_length=12, choices=Voice, default=Voice.STAFF)
    room = models.CharField(max_length=30)
    verb = models.CharField(max_length=30)
    thing = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    place_code = models.CharField(max_length=20, blank=True)
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail entries")
        indexes = [
            models.Index(fields=["thing", "thing_id", "id"], name="trail_thing"),
            models.Index(fields=["room", "verb", "at"], name="trail_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.room}.{self.verb} {self.thing} {self.thing_id}"

    def told(self, public: bool) -> str:
        """The sentence of this entry in the reader's language; empty when it is not for the public."""
        return tell(self, public=public)


@dataclass(slots=True)
class Record:
    """An entry as a page tells it; `officer` is empty where nobody was signed in."""

    at: dt.datetime
    voice: str
    room: str
    verb: str
    data: dict[str, Any]
    officer: str

    @property
    def side(self) -> str:
        """Which side spoke, in the reader's language."""
        return said(Voice, self.voice)


ABOUT: Statement[Record] = Statement(
    lambda: Entry.objects.filter(thing=blank("thing"), thing_id=blank("thing_id")).as_records(), each=Record
)


class Recorded(models.Model):
    """Mixin of every thing whose verbs are told in the trail."""

    class Meta:
        abstract = True

    def entries(self) -> list[Record]:
        """Its trail for a page, oldest first: what is told, and by whom."""
        return ABOUT.all(thing=self._meta.label_lower, thing_id=self.pk)

    def record(self, verb: str, *, by: User | Voice, **data: Any) -> Entry:
        """Write one entry about this thing. `data` fills the verb's Telling; dates and times are kept as ISO text."""
        entry = self.entry(verb, by=by, **data)
        entry.save(force_insert=True)
        return entry

    def entry(self, verb: str, *, by: User | Voice, **data: Any) -> Entry:
        """The entry, not yet written: for a verb done to many things at once."""
        return Entry(
            by=officer_of(by),
            voice=by if isinstance(by, Voice) else Voice.STAFF,
            room=self._meta.app_label,
            verb=verb,
            thing=self._meta.label_lower,
            thing_id=self.pk,
            place_code=self.recorded_place(),
            data={key: _kept(value) for key, value in data.items()},
        )

    def recorded_place(self) -> str:
        """The place code under which the entry is kept."""
        return getattr(self, "place_id", None) or ""

    @property
    def trail(self) -> models.QuerySet[Entry]:
        return Entry.objects.about(self).select_related("by").order_by("id")


def _kept(value: Any) -> Any:
    if isinstance(value, dt.date):  # a datetime is a date too
        return value.isoformat()
    return str(value) if isinstance(value, Promise) else value
