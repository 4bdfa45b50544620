from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.places.naming import shown
from sixia.foundations.trail.models import Recorded

from .unit import Unit

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User
    from sixia.foundations.trail.models import Voice


class Role(models.TextChoices):
    """What a post lets its holder do; rules ask for a role at a unit or over a place."""

    INTAKE = "intake", _("intake officer")  # 登记分办
    HANDLER = "handler", _("handler")  # 经办
    HEAD = "head", _("head of unit")  # 单位负责人
    DEPUTY = "deputy", _("deputy head")
    VILLAGE = "village", _("village or grid worker")  # 村居、网格
    LEADER = "leader", _("leader")  # 领导
    SUPERVISOR = "supervisor", _("supervisor")  # 督查督办
    INSPECTOR = "inspector", _("inspector")  # 巡察
    RESEARCHER = "researcher", _("research lead")
    BRIEFER = "briefer", _("briefing team")
    KEEPER = "keeper", _("system keeper")  # 系统管理


class WrongTenure(Exception):
    """A tenure that cannot be: it would end before it starts, or in a closed unit."""


class AlreadyHeld(WrongTenure):
    """Someone else holds the post in these days; two may only share it when one acts as deputy."""


class NotHeld(WrongTenure):
    """Nobody holds the post on that day, so there is nothing to end or to hand over."""


def forget_standing(user: User) -> None:
    """What was read of this user's posts in this request no longer holds; see `standing.py`."""
    user.standing_today = None  # type: ignore[attr-defined]


class Post(Recorded):
    """A post in a unit (职务). It stays when its holder goes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(_("title of the post"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    role = models.CharField(_("role of the post"), max_length=12, choices=Role)
    portfolio = models.CharField(_("portfolio"), max_length=120, blank=True)
    portfolio_en = models.CharField(_("portfolio in English"), max_length=160, blank=True)
    chief = models.BooleanField(_("first in charge"), default=False)  # 主要领导: rules ask more of them

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return shown(self.title, self.title_en)

    def recorded_place(self) -> str:
        return self.unit.place_id

    def holder(self, on: dt.date | None = None) -> User | None:
        """Who holds the post in their own right on that day."""
        tenure = self.tenures.in_force(on).filter(acting=False).select_related("user").first()
        return tenure.user if tenure else None

    @transaction.atomic
    def appoint(
        self,
        *,
        user: User,
        by: User | Voice,
        starts_on: dt.date | None = None,
        ends_on: dt.date | None = None,
        acting: bool = False,
    ) -> Tenure:
        """Give the post to someone from this day on; `acting` is a deputy for a time, beside the holder (代理)."""
        self._lock()
        tenure = self._begin(user, starts_on or timezone.localdate(), ends_on, acting)
        self.record("appointed_deputy" if acting else "appointed", by=by, **self._told(user), **tenure.dates())
        return tenure

    @transaction.atomic
    def hand_over(self, *, to: User, by: User | Voice, on: dt.date | None = None) -> Tenure:
        """The holder's last day is the day before; the new one holds the post from this day (交接)."""
        day = on or timezone.localdate()
        self._lock()
        eve = day - dt.timedelta(days=1)
        former = self.tenures.in_force(eve).filter(acting=False).first()
        if former is None:
            raise NotHeld(self.pk, eve)
        former._last_day(eve)
        tenure = self._begin(to, day, None, acting=False)
        self.record("handed_over", by=by, former=str(former.user), **self._told(to), **tenure.dates())
        return tenure

    def _told(self, user: User) -> dict[str, str | int]:
        return {"post": f"{self.unit.name} {self.title}", "name": str(user), "user": user.pk}

    def _lock(self) -> None:
        """One appointment at a time to a post, and none into a unit that is just being closed."""
        unit = Unit.objects.select_for_update(no_key=True).get(pk=self.unit_id)
        Post.objects.select_for_update(no_key=True).get(pk=self.pk)
        if not unit.is_open():
            raise WrongTenure(unit.code)

    def _begin(self, user: User, starts_on: dt.date, ends_on: dt.date | None, acting: bool) -> Tenure:
        if ends_on is not None and ends_on < starts_on:
            raise WrongTenure(starts_on, ends_on)
        same = self.tenures.overlapping(starts_on, ends_on)
        if same.filter(acting=False).exists() if not acting else same.filter(user=user).exists():
            raise AlreadyHeld(self.pk, starts_on)
        forget_standing(user)
        return self.tenures.create(user=user, starts_on=starts_on, ends_on=ends_on, acting=acting)


class TenureQuerySet(models.QuerySet["Tenure"]):
    def in_force(self, on: dt.date | None = None) -> TenureQuerySet:
        """Tenures that count on that day, first and last day included."""
        today = on or timezone.localdate()
        return self.overlapping(today, today)

    def overlapping(self, starts_on: dt.date, ends_on: dt.date | None) -> TenureQuerySet:
        later = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return later if ends_on is None else later.filter(starts_on__lte=ends_on)

    def in_open_units(self, on: dt.date | None = None) -> TenureQuerySet:
        return self.filter(Q(post__unit__closed_on=None) | Q(post__unit__closed_on__gt=on or timezone.localdate()))


class Tenure(Recorded):
    """Who holds a post from when to when (任期); a deputy acts in it for a time (代理)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tenures")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    acting = models.BooleanField(_("as deputy"), default=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="tenure_order"),
            ExclusionConstraint(
                name="one_holder_of_a_post",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(acting=False),
            ),
        ]

    def recorded_place(self) -> str:
        return self.post.unit.place_id

    def dates(self) -> dict[str, str]:
        ends = {"ends_on": self.ends_on.isoformat()} if self.ends_on else {}
        return {"starts_on": self.starts_on.isoformat(), **ends}

    @transaction.atomic
    def end(self, *, by: User | Voice, on: dt.date | None = None) -> None:
        """`on` is the last day in the post."""
        Tenure.objects.select_for_update(no_key=True).get(pk=self.pk)
        self.refresh_from_db(fields=["starts_on", "ends_on"])
        day = on or timezone.localdate()
        if self.ends_on is not None and self.ends_on < day:
            raise NotHeld(self.pk, day)
        self._last_day(day)
        self.record("ended", by=by, **self.post._told(self.user), ends_on=day.isoformat())

    def _last_day(self, day: dt.date) -> None:
        if day < self.starts_on:
            raise WrongTenure(self.starts_on, day)
        self.ends_on = day
        self.save(update_fields=["ends_on"])
        forget_standing(self.user)
