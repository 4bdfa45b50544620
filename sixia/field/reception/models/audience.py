from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.receipts import Receipted
from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Recorded

from ..workflow import COMING, TURNS, Need, News, Stage, Way
from .booking import Booking, BookingPlaces
from .hearing import Hearing
from .moving import WrongMove
from .receiving import Receiving
from .slots import Slot


class AudienceQuerySet(BookingPlaces):
    """Audiences: booking them, and reading sets of them."""


class Audience(Booking, Receiving, Hearing, Receipted, Recorded):
    """Someone's place on a reception day (接访号): booked or taken in the waiting room, and what became of it."""

    day = models.ForeignKey("reception.ReceptionDay", models.PROTECT, related_name="audiences")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="audiences")
    words = models.TextField(_("what they come about"), blank=True)
    needs = ArrayField(models.CharField(max_length=10, choices=Need), default=list, blank=True)
    way = models.CharField(_("how it was booked"), max_length=8, choices=Way, default=Way.WEB)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    booked_at = models.DateTimeField(default=timezone.now)
    to_tell = models.CharField(max_length=10, choices=News, blank=True)  # not reached by any channel: to be telephoned

    objects = AudienceQuerySet.as_manager()
    held = Statement(lambda: Audience.objects.on_telephone(blank("index")).values_list("pk", "day_id"))

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        indexes = [
            models.Index(fields=["day", "queue_no", "id"], name="audience_day"),
            models.Index(fields=["slot", "line_no"], name="audience_line", condition=Q(stage=Stage.LISTED)),
            models.Index(fields=["booked_by", "-id"], name="audience_booked_by", condition=Q(booked_by__isnull=False)),
            models.Index(fields=["person"], name="audience_person", condition=Q(person__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["day", "queue_no"], name="audience_number_once"),
            models.CheckConstraint(condition=~Q(stage=Stage.LISTED) | Q(line_no__isnull=False), name="audience_listed_in_line"),
            models.CheckConstraint(condition=Q(confirmed="") | ~Q(talk=""), name="audience_confirms_something"),
        ]

    def __str__(self) -> str:
        return self.spoken_number

    def recorded_place(self) -> str:
        return self.day.place_id

    @property
    def follow_url(self) -> str:
        return reverse("reception:booking", args=[self.number])

    @property
    def desk_url(self) -> str:
        return reverse("reception:audience", args=[self.number])

    @property
    def is_coming(self) -> bool:
        return self.stage in COMING

    @property
    def need_words(self) -> list[str]:
        return [str(Need(need).label) for need in self.needs if need in Need.values]

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",), no_key=True))

    def turn(self, to: str) -> None:
        """Locked, and allowed by the table of turns; saved by whoever asked."""
        self.lock()
        if to not in TURNS[self.stage]:
            raise WrongMove(str(Stage(self.stage).label))
        self.stage = to

    def tell(self, message: str, news: News, **data: Any) -> None:
        """By whatever channel reaches them; where none does, an officer is asked to telephone."""
        reached = (
            notify(message, to=self.person, link=self.follow_url, number=self.spoken_number, **data) if self.person else None
        )
        self.to_tell = "" if reached else news
        self.save(update_fields=["to_tell"])
