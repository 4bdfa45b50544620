from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.places.naming import told
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Post

from ..workflow import COMING, MOVES, News, Stage, Status
from .moving import NobodyComes, Past, ReceptionError, WrongMove
from .planning import Overlaps
from .slots import Slot

if TYPE_CHECKING:
    from .audience import Audience
    from .day import ReceptionDay


class NothingSwapped(ReceptionError):
    message = _("Name another reception day to exchange with, or another post that takes over.")


class NoReason(ReceptionError):
    message = _("Say why: those who booked are told, and it is published.")


class Swap(models.Model):
    """That someone else comes than was announced (调换): who was to come, who comes now, and why."""

    day = models.ForeignKey("reception.ReceptionDay", models.CASCADE, related_name="swaps")
    other = models.ForeignKey("reception.ReceptionDay", models.SET_NULL, null=True, related_name="+")  # the day exchanged with
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    from_leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.from_leader} → {self.leader}"


class Publishing(models.Model):
    """Announcing a day (公示), and announcing it again when someone else comes or nobody does."""

    class Meta:
        abstract = True

    def lock(self: ReceptionDay) -> None:
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",), no_key=True))

    def move(self: ReceptionDay, to: str) -> None:
        """Locked, and allowed by the table of moves; saved by whoever asked."""
        self.lock()
        if to not in MOVES[self.status]:
            raise WrongMove(str(Status(self.status).label))
        self.status = to

    @transaction.atomic
    def publish(self: ReceptionDay, *, by: User | Voice) -> None:
        """Name, post, portfolio, time, place and form as they are on this day of publication."""
        self.move(Status.PUBLISHED)
        if self.published_at:
            raise WrongMove(str(Status.PUBLISHED.label))
        if self.ends <= timezone.now():
            raise Past
        self._comes(self.post)
        self.published_at = timezone.now()
        self.save(update_fields=["status", "published_at", "leader", "portfolio", "portfolio_en"])
        self.record("published", by=by, name=self.leader_name, day_on=self.on)

    @transaction.atomic
    def swap(
        self: ReceptionDay, *, by: User | Voice, reason: str, with_: ReceptionDay | None = None, post: Post | None = None
    ) -> None:
        """Exchange leaders with another published day, or let another post take over; published again at once.

        Bookings keep their time: those who booked are told who comes now, and may choose again, cancel or stay.
        """
        if (with_ is None) == (post is None) or with_ == self:
            raise NothingSwapped
        if not reason:
            raise NoReason
        days = sorted([self, with_] if with_ else [self], key=lambda day: day.pk)
        Slot.objects.locked(Slot.objects.filter(day__in=days).values_list("pk", flat=True))
        for day in days:
            day.move(Status.PUBLISHED)
            if day.begins <= timezone.now():
                raise Past
        if with_:
            mine, theirs = self.post, with_.post
            self._changes_to(theirs, by=by, reason=reason, other=with_)
            with_._changes_to(mine, by=by, reason=reason, other=self)
        else:
            assert post is not None
            self._changes_to(post, by=by, reason=reason, other=None)

    def _changes_to(self: ReceptionDay, post: Post, *, by: User | Voice, reason: str, other: ReceptionDay | None) -> None:
        former_post, former = self.post, self.leader
        self._comes(post)
        clashes = type(self).objects.overlapping(post=post, begins=self.begins, ends=self.ends)
        if clash := clashes.exclude(pk__in=[self.pk, other.pk if other else None]).select_related("leader").first():
            raise Overlaps(clash)
        assert self.leader is not None
        self.swapped_with, self.version = other, self.version + 1
        self.save(update_fields=["post", "leader", "portfolio", "portfolio_en", "swapped_with", "version"])
        self.swaps.create(
            other=other,
            from_post=former_post,
            from_leader=former,
            post=post,
            leader=self.leader,
            reason=reason,
            by=officer_of(by),
        )
        self.record("swapped", by=by, former=str(former or ""), name=self.leader_name, reason=reason, day_on=self.on)
        self.tell_all("reception.swapped", News.SWAPPED, name=self.leader_name, former=str(former or ""))

    def _comes(self: ReceptionDay, post: Post) -> None:
        """Who holds the post on that day, with what they answer for as it is said today."""
        leader = post.holder(self.on)
        if leader is None:
            raise NobodyComes
        self.post, self.leader = post, leader
        self.portfolio, self.portfolio_en = post.portfolio, post.portfolio_en

    @transaction.atomic
    def cancel(self: ReceptionDay, *, by: User | Voice, reason: str) -> None:
        """Nobody comes (取消), and why. Those who booked keep their receipt and may choose another day with it."""
        if not reason:
            raise NoReason
        Slot.objects.locked(self.slots.values_list("pk", flat=True))
        self.move(Status.CANCELLED)
        self.reason = reason
        self.save(update_fields=["status", "reason"])
        self.record("cancelled", by=by, reason=reason, day_on=self.on, told=told(self.leader_name, self.leader_name))
        for audience in self.tell_all("reception.cancelled", News.CANCELLED, reason=reason):
            audience.drop(by=by)

    def tell_all(self: ReceptionDay, message: str, news: News, **data: Any) -> list[Audience]:
        """Everyone with an open booking, by whatever reaches them; who is left is on the list to be telephoned."""
        coming = self.audiences.filter(stage__in=sorted(COMING)).select_for_update(of=("self",), no_key=True)
        audiences = list(coming.select_related("person").order_by("id"))
        for audience in audiences:
            audience.tell(message, news, day_on=self.on.isoformat(), **data)
        return audiences


assert Stage.LISTED in COMING
