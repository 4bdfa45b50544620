from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.workflow import Status as Standing

from .moving import Moving

if TYPE_CHECKING:
    from .visit import Visit


class FollowUp(models.Model):
    """What a visit found of a promise made before (跟进承诺). It moves the promise nowhere: kept is said by others."""

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="follow_ups")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="follow_ups")
    found = models.TextField(_("what was found there"))
    stood = models.CharField(_("how it stood then"), max_length=10, choices=Standing)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("promise followed up")
        verbose_name_plural = _("promises followed up")
        constraints = [
            models.UniqueConstraint(fields=["visit", "commitment"], name="followed_up_once"),
            models.CheckConstraint(condition=~models.Q(found=""), name="follow_up_says_what"),
        ]

    def __str__(self) -> str:
        return self.found


class Following(Moving):
    """Coming back to what was promised."""

    class Meta:
        abstract = True

    @transaction.atomic
    def follow_up(self: Visit, *, by: User | Voice, promise: Commitment, found: str) -> FollowUp:
        """Write down what is there of a promise, or put it better; said again in the same words it changes nothing."""
        self.lock()
        self.must_have_begun()
        before = self.follow_ups.filter(commitment=promise).first()
        if before and before.found == found:
            return before
        self.promises.add(promise)
        said = {"found": found, "by": officer_of(by), "at": timezone.now()}
        follow_up, _fresh = self.follow_ups.update_or_create(
            commitment=promise, defaults=said, create_defaults={**said, "stood": promise.status}
        )
        self.record("followed_up", by=by)
        return follow_up
