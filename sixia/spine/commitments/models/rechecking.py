from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of

from ..workflow import Status
from .moving import CommitmentError, Moving

if TYPE_CHECKING:
    from .commitment import Commitment


class NotKept(CommitmentError):
    """Looked at again is what was kept."""

    message = _("Only a promise that was kept is looked at again.")


class Recheck(models.Model):
    """A second look at a kept promise (回头看): does it still hold?"""

    commitment = models.ForeignKey("commitments.Commitment", models.CASCADE, related_name="rechecks")
    holds = models.BooleanField(_("does it still hold?"))
    words = models.TextField(_("what was seen"), blank=True)
    next_on = models.DateField(null=True, blank=True)
    voice = models.CharField(max_length=12, choices=Voice)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("re-check")
        verbose_name_plural = _("re-checks")
        ordering = ["id"]


class Rechecking(Moving):
    """Looking again, by those who may also say that it was kept."""

    class Meta:
        abstract = True

    @transaction.atomic
    def recheck(
        self: Commitment,
        *,
        by: User | Voice,
        holds: bool,
        words: str = "",
        next_on: dt.date | None = None,
        seen: int | None = None,
    ) -> Recheck:
        """Say whether it still holds. What does not is owed again; `next_on`: when to look once more, if at all."""
        self.lock(seen=seen)
        self.refuse_own_word(by)
        if self.status != Status.KEPT:
            raise NotKept
        voice = by if isinstance(by, Voice) else Voice.STAFF
        recheck = self.rechecks.create(
            holds=holds, words=words, next_on=next_on, voice=voice, by=officer_of(by), at=timezone.now()
        )
        self.recheck_on = next_on
        if holds:
            self.touch("recheck_on")
            self.record("rechecked", by=by, recheck=recheck.pk)
        else:
            self.move(Status.RELAPSED)
            self.stand("recheck_on")
            self.record("relapsed", by=by, recheck=recheck.pk)
            self.tell_holder("commitments.relapsed", but=by)
        return recheck
