from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.common.receipts import Numbered
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Post
from sixia.spine.commitments.models import Commitment

from ..kinds import Kind
from ..workflow import AHEAD, Status
from .briefing import Briefing
from .carrying import Carrying
from .closing import Closing
from .finding import Finding
from .following import Following
from .going import Going
from .noting import Noting
from .planning import Planned, Planning
from .settling import Settling

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User


class VisitQuerySet(Planning, Finding):  # type: ignore[override]  # two `as_manager`, one for each
    """Visits: planning them, and reading sets of them."""


class Visit(Planned, Carrying, Following, Briefing, Going, Noting, Settling, Closing, Numbered, Recorded):
    """Someone goes down (下基层): why there, with which cases, what was said and seen, what came of each matter, who was told."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # made by the sender: sent twice, kept once

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="visits")  # theirs when it was planned
    companions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="visits_along")
    kinds = ArrayField(models.CharField(max_length=12, choices=Kind), verbose_name=_("which of the four"))
    purpose = models.CharField(_("purpose"), max_length=300)
    serves = models.CharField(_("which priority of the day it serves"), max_length=200, blank=True)
    promises = models.ManyToManyField(Commitment, blank=True, related_name="visits_for")  # promises it follows up
    place = models.ForeignKey(Place, models.PROTECT, related_name="visits")
    planned_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")  # merged away meanwhile
    distance = models.CharField(_("how far, in one's own words"), max_length=120, blank=True)
    why = models.CharField(_("why this place"), max_length=300, blank=True)
    why_here = models.JSONField(default=dict)  # what spoke for the place when it was planned
    start_at = models.DateTimeField(_("from"))
    end_at = models.DateTimeField(_("until"))
    unannounced = models.BooleanField(_("unannounced"), default=False)
    tasks = models.TextField(_("tasks taken along"), blank=True)
    measures = models.TextField(pgettext_lazy("visit", "draft measures"), blank=True)
    norms = models.JSONField(default=dict)  # what was declared, before and after: see norms.py

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    brief_opened_at = models.DateTimeField(null=True, blank=True)
    brief_opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    departed_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [
            models.Index(fields=["user", "-start_at", "-id"], name="visit_user"),
            models.Index(fields=["start_at", "id"], name="visit_start"),
            models.Index(fields=["place", "start_at"], name="visit_place", opclasses=["varchar_pattern_ops", "timestamptz_ops"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end_at__gt=F("start_at")), name="visit_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(kinds__len__gt=0), name="visit_is_of_a_kind"),
            models.CheckConstraint(condition=~Q(status=Status.CLOSED) | Q(closed_at__isnull=False), name="visit_closed_when"),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def url(self) -> str:
        return reverse("visits:detail", args=[self.number])

    @property
    def is_ahead(self) -> bool:
        return self.status in AHEAD

    @property
    def is_secret(self) -> bool:
        """Unannounced and not yet begun: those who will be visited must not learn of it here."""
        return self.unannounced and self.is_ahead

    @property
    def kind_words(self) -> list[str]:
        return [str(Kind(kind).label) for kind in self.kinds]

    @property
    def status_short(self) -> str:
        return Status(self.status).short

    @property
    def occasion(self) -> dict[str, str]:
        """What a promise made here says of where it was made, in both languages."""
        day = timezone.localdate(self.start_at)
        return {
            "zh": f"{day.year}年{day.month}月{day.day}日到{self.place.name}下访",
            "en": f"Visit to {self.place.name_en or self.place.name}, {day:%-d %b %Y}",
        }

    def goes(self, user: User) -> bool:
        """Whether this officer is of the party."""
        return user.pk == self.user_id or any(each.pk == user.pk for each in self.companions.all())

    def told_place(self) -> dict[str, Any]:
        return {"zh": self.place.name, "en": self.place.name_en or self.place.name}
