from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of

from ..workflow import CHANGEABLE
from .moving import CommitmentError, Moving, reasoned
from .promising import DuePassed

if TYPE_CHECKING:
    from .commitment import Commitment


class SameDay(CommitmentError):
    """It is due on that day already."""

    message = _("It is due on this day already.")


class Change(models.Model):
    """Another day for a promise (改期): the old one stays in sight, with the reason."""

    commitment = models.ForeignKey("commitments.Commitment", models.CASCADE, related_name="changes")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of date")
        verbose_name_plural = _("changes of date")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="change_has_reason")]


class Changing(Moving):
    """Another day, said openly."""

    class Meta:
        abstract = True

    @transaction.atomic
    def change(self: Commitment, *, by: User | Voice, due_on: dt.date, reason: str, seen: int | None = None) -> Change:
        self.lock_while(CHANGEABLE, seen=seen)
        if due_on < timezone.localdate():
            raise DuePassed
        if due_on == self.due_on:
            raise SameDay
        change = self.changes.create(
            from_on=self.due_on, to_on=due_on, reason=reasoned(reason), by=officer_of(by), at=timezone.now()
        )
        self.due_on = due_on
        self.times_changed += 1
        self.touch("due_on", "times_changed")
        self.record("changed", by=by, was_due_on=change.from_on, due_on=due_on)
        self.tell_holder("commitments.changed", but=by)
        return change
