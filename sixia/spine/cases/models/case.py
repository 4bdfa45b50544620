from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.labels import labelled
from sixia.foundations.deadlines.clocks import Clocked
from sixia.foundations.people.models import Enterprise, Person, Representation
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Matter, Unit

from ..workflow import OPEN, Channel, Kind, Status
from .accepting import Accepting
from .arriving import Arrived, Arriving
from .finding import Finding
from .hastening import Hastening
from .hearing import Hearing
from .owning import Owning
from .rating import RatingByPetitioner
from .receipting import Receipting
from .registering import Entering, Registering
from .routing import Routing

OPEN_ONLY = Q(status__in=sorted(OPEN))
# What a case may lack: its index holds those that have it, and the others need not be written into it.
_OF_THOSE_THAT_HAVE_IT = [
    models.Index(fields=[name], name=f"case_{name}", condition=Q((f"{name}__isnull", False)))
    for name in ("person", "enterprise", "representation", "matter", "handler", "accused_unit", "registered_by")
]


class CaseQuerySet(Registering, Arriving, Finding):  # type: ignore[override]  # three `as_manager`, one for each
    """Cases: making them, and reading sets of them."""


class Case(Entering, Arrived, Routing, Accepting, Hastening, RatingByPetitioner, Owning, Hearing, Receipting, Clocked, Recorded):
    """What someone raised (诉求): their own words, where, who has it, until when, and what they say of the result."""

    words = models.TextField(_("in their own words"))
    title = models.CharField(_("title"), max_length=120)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel, default=Channel.WEB)
    kind = models.CharField(_("class"), max_length=12, choices=Kind, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, db_index=False, null=True, blank=True, related_name="cases")
    place = models.ForeignKey(Place, models.PROTECT, db_index=False, related_name="cases")
    place_words = models.CharField(_("where"), max_length=120, blank=True)

    # Nobody: by receipt only.
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, null=True, blank=True, related_name="cases")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, db_index=False, null=True, blank=True, related_name="cases")
    representation = models.ForeignKey(
        Representation, models.PROTECT, db_index=False, null=True, blank=True, related_name="cases"
    )

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.REGISTERED)
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, null=True, blank=True, related_name="cases")  # who has it now
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, blank=True, related_name="cases"
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)  # of the clock that presses us now
    due_provisional = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(default=1)  # how many times it has been handled

    sealed = models.BooleanField(default=False)  # an accusation: only those named on it
    accused_unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, null=True, blank=True, related_name="+")

    source = models.CharField(max_length=80, blank=True)  # which outside register it came from, and its number there
    source_number = models.CharField(max_length=80, blank=True)

    received_at = models.DateTimeField(_("received"), default=timezone.now)
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    search = SearchVectorField(null=True, editable=False)

    has_files: bool = True  # unless it was read with the knowledge that it has none

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="case_received"),
            models.Index(fields=["unit", "-received_at", "-id"], name="case_unit"),
            models.Index(fields=["unit", "due_at", "id"], name="case_unit_due", condition=OPEN_ONLY),
            models.Index(fields=["handler", "due_at", "id"], name="case_handler_due", condition=OPEN_ONLY),
            models.Index(fields=["due_at", "id"], name="case_due", condition=OPEN_ONLY),
            models.Index(fields=["status", "-received_at", "-id"], name="case_status"),
            models.Index(
                fields=["place", "received_at"], name="case_place", opclasses=["varchar_pattern_ops", "timestamptz_ops"]
            ),
            *_OF_THOSE_THAT_HAVE_IT,
            models.Index(fields=["-received_at", "-id"], name="case_hard", condition=Q(round__gte=2) | Q(owned=True)),
            GinIndex(fields=["search"], name="case_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_number"], condition=~Q(source=""), name="case_source_once"),
            models.CheckConstraint(condition=~Q(kind=Kind.ACCUSATION) | Q(sealed=True), name="accusation_sealed"),
            models.CheckConstraint(condition=~Q(words=""), name="case_has_words"),
        ]

    get_kind_display = labelled("kind", Kind)
    get_channel_display = labelled("channel", Channel)

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_late(self, now: dt.datetime | None = None) -> bool:
        return bool(self.is_open and self.due_at and self.due_at < (now or timezone.now()))

    @property
    def desk_url(self) -> str:
        return reverse("cases:detail", args=[self.number])

    @property
    def follow_url(self) -> str:
        return reverse("cases:progress", args=[self.number])
