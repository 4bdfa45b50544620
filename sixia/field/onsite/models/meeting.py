from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from sixia.field.visits.models import Visit
from sixia.foundations.common.receipts import Numbered
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import shown
from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Post, Unit

from ..workflow import AHEAD, Kind, Status
from .finding import Finding
from .planning import Cancelling, Planning
from .preparing import Preparing
from .presence import Attending
from .publishing import Publishing
from .starting import Starting
from .summoning import Summoning


class MeetingQuerySet(Planning, Finding):  # type: ignore[override]  # two `as_manager`, one for each
    """Meetings: calling them, and reading sets of them."""


class Meeting(Cancelling, Preparing, Summoning, Attending, Starting, Publishing, Numbered, Recorded):
    """A meeting at the place itself (现场办公会), or the periodic review of what the register holds (定期研究)."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of meeting"), max_length=8, choices=Kind, default=Kind.ONSITE)
    purpose = models.CharField(_("what it is to bring about"), max_length=300)
    place = models.ForeignKey(Place, models.PROTECT, related_name="meetings")
    venue = models.CharField(_("where exactly"), max_length=120)
    starts_at = models.DateTimeField(_("begins"))
    chair = models.ForeignKey(Post, models.PROTECT, related_name="chaired")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings")  # who calls it, and keeps its minutes
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=timezone.now)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="meetings")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    cancelled_why = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    public_purpose = models.CharField(_("purpose as the public reads it"), max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="meeting_starts"),
            models.Index(
                fields=["place", "-starts_at"], name="meeting_place", opclasses=["varchar_pattern_ops", "timestamptz_ops"]
            ),
            models.Index(fields=["-published_at", "-id"], name="meeting_published", condition=Q(published_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_at=None) | ~Q(status__in=[Status.PLANNED, Status.SUMMONED]), name="meeting_started_late"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.STARTED, Status.CLOSED]) | Q(started_at__isnull=False), name="meeting_has_start"
            ),
            models.CheckConstraint(condition=Q(published_at=None) | Q(status=Status.CLOSED), name="meeting_published_closed"),
            models.CheckConstraint(condition=~Q(status=Status.CANCELLED) | ~Q(cancelled_why=""), name="meeting_cancelled_why"),
        ]

    def __str__(self) -> str:
        """“石桥镇现场办公会（3月2日）”."""
        day = date_format(timezone.localtime(self.starts_at), pgettext("date format", "j M Y"))
        names = {"place": shown(self.place.name, self.place.name_en), "day": day}
        if self.kind == Kind.REVIEW:
            return gettext("Review of problems in %(place)s, %(day)s") % names
        return gettext("On-site meeting in %(place)s, %(day)s") % names

    @property
    def told(self) -> dict[str, str]:
        """What it is called, in both languages, for the promises made at it and for the trail."""
        names = {}
        for key, language in (("zh", "zh-hans"), ("en", "en")):
            with override(language):
                names[key] = str(self)
        return names

    @property
    def is_ahead(self) -> bool:
        return self.status in AHEAD

    @property
    def url(self) -> str:
        return reverse("onsite:detail", args=[self.number])

    @property
    def public_url(self) -> str:
        return reverse("onsite:minutes", args=[self.number])
