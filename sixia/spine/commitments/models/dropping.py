from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import standing

from ..workflow import Status
from .moving import CommitmentError, Moving, reasoned

if TYPE_CHECKING:
    from .commitment import Commitment

APPROVERS = (Role.LEADER, Role.HEAD, Role.DEPUTY)


class NotApproved(CommitmentError):
    """A promise is dropped only with the approval of someone above the owner."""

    message = _("Only someone above the unit that answers for it can approve that a promise is dropped.")


class Drop(models.Model):
    """A promise given up (撤销): why, and who above the owner approved it."""

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
    def drop(self: Commitment, *, by: User | Voice, reason: str, approved_by: User | None, seen: int | None = None) -> Drop:
        self.lock(seen=seen)
        if approved_by is None or not self.is_below(approved_by):
            raise NotApproved
        self.move(Status.DROPPED)
        drop = Drop.objects.create(
            commitment=self, reason=reasoned(reason), by=officer_of(by), approved_by=approved_by, at=timezone.now()
        )
        self.stand()
        self.record("dropped", by=by, drop=drop.pk)
        self.tell_holder("commitments.dropped", but=by)
        return drop

    def is_below(self: Commitment, user: User) -> bool:
        """Whether this officer leads a unit above the owner, or the topmost one, and does not answer for the promise."""
        if self.answers(user):
            return False
        above = units_above(self.unit)
        return any(standing(user).holds(*APPROVERS, unit=unit) for unit in above or [self.unit])


def units_above(unit: Unit) -> list[Unit]:
    found: list[Unit] = []
    while unit.parent is not None and unit.parent not in found:
        unit = unit.parent
        found.append(unit)
    return found
