"""Giving a promise up (撤销): whoever answers for it asks, someone above approves or refuses. Until then it is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import holders, standing

from ..workflow import CHANGEABLE, Status
from .moving import CommitmentError, Moving, reasoned

if TYPE_CHECKING:
    from .commitment import Commitment

APPROVERS = (Role.LEADER, Role.HEAD, Role.DEPUTY)


class NotApproved(CommitmentError):
    """A promise is dropped only with the approval of someone above the owner, and never of the one who asked."""

    message = _("Only someone above the unit that answers for it can approve that a promise is dropped.")


class AlreadyAsked(CommitmentError):
    """One plea at a time."""

    message = _("It was already asked that this promise be dropped, and the answer has not come yet.")


class NothingAsked(CommitmentError):
    """Answered by someone else meanwhile, or taken back."""

    message = _("Nobody asks any more that this promise be dropped.")


class Plea(models.Model):
    """The owner asks that a promise be dropped (撤销申请): why, and what was answered. It waits while `answered_at` is empty."""

    commitment = models.ForeignKey("commitments.Commitment", models.CASCADE, related_name="pleas")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    refusal = models.CharField(_("why it is refused"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("plea that a promise be dropped")
        verbose_name_plural = _("pleas that a promise be dropped")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="plea_has_reason"),
            models.CheckConstraint(
                condition=models.Q(refusal="") | models.Q(answered_at__isnull=False), name="plea_refused_then"
            ),
            models.UniqueConstraint(fields=["commitment"], condition=models.Q(answered_at=None), name="one_plea_waits"),
        ]


class Drop(models.Model):
    """A promise given up (撤销): why, who asked for it, and who above the owner approved it."""

    commitment = models.OneToOneField("commitments.Commitment", models.CASCADE, related_name="drop_record")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("dropping")
        verbose_name_plural = _("droppings")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="drop_has_reason")]


class Dropping(Moving):
    """Giving a promise up, openly and not alone."""

    class Meta:
        abstract = True

    @transaction.atomic
    def ask_to_drop(self: Commitment, *, by: User, reason: str, seen: int | None = None) -> Plea:
        """Ask whoever is above. Meanwhile it stays as it is, and its day stands."""
        self.lock_while(CHANGEABLE, seen=seen)
        if self.plea():
            raise AlreadyAsked
        plea = self.pleas.create(reason=reasoned(reason), by=by, at=timezone.now())
        self.touch()
        self.record("asked_to_drop", by=by, unit=self.unit.told, plea=plea.pk)
        self._tell(self.approvers(but=by), "commitments.asked_to_drop")
        return plea

    @transaction.atomic
    def refuse_to_drop(self: Commitment, *, by: User, words: str, seen: int | None = None) -> Plea:
        """Say no, and why: it is to be kept."""
        self.lock(seen=seen)
        plea = self.plea()
        if plea is None:
            raise NothingAsked
        if not self.is_dropped_by(by):
            raise NotApproved
        plea.refusal, plea.answered_by, plea.answered_at = reasoned(words), by, timezone.now()
        plea.save(update_fields=["refusal", "answered_by", "answered_at"])
        self.touch()
        self.record("refused_to_drop", by=by, plea=plea.pk)
        self._tell([plea.by, self.holder()], "commitments.refused_to_drop")
        return plea

    @transaction.atomic
    def drop(self: Commitment, *, by: User | Voice, reason: str, approved_by: User | None, seen: int | None = None) -> Drop:
        """Approve that it is dropped, as was asked or of one's own accord."""
        self.lock(seen=seen)
        plea = self.plea()
        if approved_by is None or not self.is_dropped_by(approved_by):
            raise NotApproved
        self.move(Status.DROPPED)
        asked_by = plea.by if plea else officer_of(by)
        drop = Drop.objects.create(
            commitment=self, reason=reasoned(reason), by=asked_by, approved_by=approved_by, at=timezone.now()
        )
        self.end_plea(by=approved_by)
        self.stand()
        self.record("dropped", by=by, drop=drop.pk)
        self._tell([it for it in (asked_by, self.holder()) if it != by], "commitments.dropped")
        self._tell_whom_it_was_for()
        return drop

    def plea(self: Commitment) -> Plea | None:
        """The one that waits for an answer."""
        return next((plea for plea in self.pleas.all() if plea.answered_at is None), None)

    def end_plea(self: Commitment, *, by: User | None = None) -> None:
        """It waits no more: approved, or without object, since the owner reports the promise done or hands it on."""
        self.pleas.filter(answered_at=None).update(answered_by=by, answered_at=timezone.now())

    def _tell_whom_it_was_for(self: Commitment) -> None:
        person = self.case.person if self.case else self.person
        if person and person.email:
            link = self.case.follow_url if self.case else ""
            notify("commitments.given_up", to=person, link=link, number=self.spoken_number)

    # --- who is above ------------------------------------------------------------------------------

    def is_below(self: Commitment, user: User) -> bool:
        """Whether this officer leads a unit above the owner, or the topmost one, and does not answer for the promise."""
        if self.answers(user):
            return False
        return any(standing(user).holds(*APPROVERS, unit=unit) for unit in self.units_above())

    def is_dropped_by(self: Commitment, user: User) -> bool:
        """Whether this officer may approve it: above the owner, and not the one who asked."""
        plea = self.plea()
        return self.is_below(user) and not (plea and plea.by_id == user.pk)

    def approvers(self: Commitment, *, but: User) -> list[User]:
        """Those who may approve it, in the nearest unit above where there is any."""
        for unit in self.units_above():
            if found := [user for user in holders(unit, *APPROVERS) if user != but and not self.answers(user)]:
                return found
        return []

    def units_above(self: Commitment) -> list[Unit]:
        """The units above the owner, the nearest first; over the topmost is nobody but itself."""
        found, unit = [], self.unit
        while unit.parent is not None and unit.parent not in found:
            unit = unit.parent
            found.append(unit)
        return found or [self.unit]
