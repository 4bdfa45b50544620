from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.field.visits.models import Visit
from sixia.foundations.accounts.models import User
from sixia.foundations.common.receipts import Numbered
from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.deadlines.models import in_the_readers_language
from sixia.foundations.deadlines.wording import day_words
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Post, Role, Tenure, Unit
from sixia.foundations.units.standing import standing

from ..workflow import Form, Status
from .amending import Amending
from .carrying import CarryingDown
from .holding import Holding
from .planning import Planning
from .publishing import Publishing

RUNNERS = (Role.INTAKE, Role.HEAD, Role.DEPUTY)
RUNNING_UNITS = (Unit.Kind.PETITION, Unit.Kind.TOWNSHIP)
WATCHERS = (Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR, Role.RESEARCHER)
WATCHING_UNITS = (Unit.Kind.LEADERSHIP, Unit.Kind.SUPERVISION)

HOLDER = Statement(lambda: Tenure.objects.in_force(blank("on")).filter(post=blank("post"), acting=False).values_list("user_id"))


class ReceptionDayQuerySet(Planning, CarryingDown):  # type: ignore[override]  # two `as_manager`
    def visible_to(self, user: User) -> ReceptionDayQuerySet:
        """Everyone sees what is published; what is only planned, those who arrange or oversee it there and the leader."""
        held = standing(user)
        reach = ~Q(status=Status.PLANNED) | Q(leader=user)
        for code in (*held.overseen(RUNNERS, RUNNING_UNITS), *held.overseen(WATCHERS, WATCHING_UNITS)):
            reach |= Q(place__code__startswith=code)
        return self.filter(reach)

    def announced(self) -> ReceptionDayQuerySet:
        """What the public reads: also what was held, and what was cancelled after it had been announced."""
        return self.filter(published_at__isnull=False)

    def upcoming(self, now: dt.datetime | None = None) -> ReceptionDayQuerySet:
        return self.filter(on__gte=timezone.localdate(now)).exclude(status=Status.CANCELLED)

    def in_place(self, code: str) -> ReceptionDayQuerySet:
        return self.filter(place__code__startswith=code)

    def of_year(self, year: int) -> ReceptionDayQuerySet:
        return self.filter(on__year=year)

    def overlapping(self, *, post: Post, begins: dt.datetime, ends: dt.datetime) -> ReceptionDayQuerySet:
        """Days on which this post would have to be in two places at once."""
        return self.exclude(status=Status.CANCELLED).filter(post=post, begins__lt=ends, ends__gt=begins)

    def unsettled(self) -> ReceptionDayQuerySet:
        """Announced and still to come, but the leader announced no longer holds the post that day."""
        still = Tenure.objects.filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("on")), starts_on__lte=OuterRef("on"))
        holds = Exists(still.filter(post=OuterRef("post"), user=OuterRef("leader"), acting=False))
        return self.filter(~holds, status=Status.PUBLISHED, on__gte=timezone.localdate())

    def listed(self) -> ReceptionDayQuerySet:
        """With what a row of a timetable shows."""
        return self.select_related("post__unit", "leader", "place", "swapped_with")


class ReceptionDay(Amending, Publishing, Holding, Numbered, Recorded):
    """A reception day (接访日): which leader receives the people, where, when and in which form."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # made by the sender: sent twice, kept once
    post = models.ForeignKey(Post, models.PROTECT, related_name="reception_days")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")  # announced
    portfolio = models.CharField(_("portfolio"), max_length=120, blank=True)  # as published
    portfolio_en = models.CharField(max_length=160, blank=True)
    form = models.CharField(_("form of reception"), max_length=8, choices=Form, default=Form.FIXED)
    theme = models.CharField(_("theme"), max_length=120, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="reception_days")
    address = models.CharField(pgettext_lazy("reception", "where exactly"), max_length=120)
    on = models.DateField(_("day"))
    begins = models.DateTimeField(pgettext_lazy("reception", "begins"))
    ends = models.DateTimeField(_("ends"))
    step_free = models.BooleanField(_("no steps on the way in"), default=False)
    sign_language = models.BooleanField(_("sign language"), default=False)
    dialects = models.CharField(_("dialects spoken"), max_length=80, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    reason = models.CharField(_("why cancelled"), max_length=300, blank=True)
    swapped_with = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="reception_days")  # cases carried down
    published_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    last_no = models.PositiveSmallIntegerField(default=0)  # the last number given out in the waiting room
    version = models.PositiveIntegerField(default=1, editable=False)  # counts who comes: a booking says which it has read

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("reception day")
        verbose_name_plural = _("reception days")
        indexes = [
            models.Index(fields=["on", "id"], name="reception_on"),
            models.Index(fields=["place", "on"], name="reception_place", opclasses=["varchar_pattern_ops", "date_ops"]),
            models.Index(fields=["post", "on"], name="reception_post"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="reception_forward"),
            models.CheckConstraint(condition=~Q(status=Status.CANCELLED) | ~Q(reason=""), name="reception_cancelled_with_reason"),
            models.CheckConstraint(condition=~Q(form=Form.THEMED) | ~Q(theme=""), name="reception_theme_named"),
        ]

    def __str__(self) -> str:
        return f"{day_words(self.on)} {self.leader_name}".strip()

    @property
    def leader_name(self) -> str:
        return str(self.leader) if self.leader else ""

    @property
    def portfolio_words(self) -> str:
        return in_the_readers_language(self.portfolio, self.portfolio_en)

    @property
    def hours(self) -> str:
        return f"{self.begins.astimezone(ZONE):%H:%M}–{self.ends.astimezone(ZONE):%H:%M}"

    @property
    def told(self) -> dict[str, str]:
        """Where something was promised or raised, in both languages, as the trail and other rooms keep it."""
        return told(
            f"{self.on:%Y年}{self.on.month}月{self.on.day}日接访（{self.leader_name}）", f"reception day of {self.on:%d %b %Y}"
        )

    @property
    def desk_url(self) -> str:
        return reverse("reception:hall", args=[self.number])

    @property
    def public_url(self) -> str:
        return reverse("reception:day", args=[self.number])

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_over(self) -> bool:
        return self.ends <= timezone.now()

    @property
    def is_unsettled(self) -> bool:
        """The leader announced has left the post before the day."""
        if not self.is_published or self.on < timezone.localdate():
            return False
        return HOLDER.one(post=self.post_id, on=self.on) != (self.leader_id,)
