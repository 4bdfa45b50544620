from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.standing import standing

from ..workflow import Status
from .moving import CommitmentError, Moving
from .pressing import day_of

if TYPE_CHECKING:
    from .commitment import Commitment


class OwnWord(CommitmentError):
    """Nobody declares their own promise kept."""

    message = _(
        "Who answers for a promise cannot declare it kept. Someone who benefits has to say so, or an officer outside the unit."
    )


class Confirmation(models.Model):
    """The word on a report (确认): by someone who benefits, or an officer outside the owning unit who looked: kept, or not so."""

    commitment = models.ForeignKey("commitments.Commitment", models.CASCADE, related_name="confirmations")
    proof = models.OneToOneField("commitments.Proof", models.PROTECT, related_name="confirmation")
    kept = models.BooleanField(_("is it kept?"))
    words = models.TextField(_("in their own words"), blank=True)
    voice = models.CharField(max_length=12, choices=Voice)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["id"]


class Confirming(Moving):
    """Kept is what others say of us. Silence is never a word."""

    class Meta:
        abstract = True

    @transaction.atomic
    def confirm(self: Commitment, *, by: User | Voice, kept: bool, words: str = "", seen: int | None = None) -> Confirmation:
        """Say whether what was reported is so. “Not so” opens the promise again; kept, it is looked at again later (回头看)."""
        self.lock(seen=seen)
        self.refuse_own_word(by)
        self.move(Status.KEPT if kept else Status.OPEN)
        confirmation = self.confirmations.create(
            proof=self.proofs.filter(done=True).latest("id"),
            kept=kept,
            words=words,
            voice=by if isinstance(by, Voice) else Voice.STAFF,
            by=officer_of(by),
            at=timezone.now(),
        )
        if kept:
            self._look_again()
            self.stand("recheck_on")
            self.record("confirmed", by=by, confirmation=confirmation.pk)
        else:
            self.stand()
            self.record("contradicted", by=by, confirmation=confirmation.pk)
        self.tell_holder("commitments.confirmed" if kept else "commitments.contradicted", but=by)
        return confirmation

    def _look_again(self: Commitment) -> None:
        """A day for the re-check, where none was named or the one named is past."""
        if self.recheck_on is None or self.recheck_on <= timezone.localdate():
            self.recheck_on = day_of("CM.recheck")

    def refuse_own_word(self: Commitment, by: User | Voice) -> None:
        if by is Voice.PETITIONER:
            return
        if isinstance(by, Voice) or self.is_own(by):
            raise OwnWord

    def is_own(self: Commitment, user: User) -> bool:
        """Answers for it, has answered for it, or works in a unit that does or did: handing a promise on makes nobody neutral."""
        proofs = self.proofs.all()
        units = {self.unit_id, *(helper.unit_id for helper in self.helpers.all()), *(proof.unit_id for proof in proofs)}
        units |= {handover.from_unit_id for handover in self.handovers.all()}
        return self.answers(user) or bool(units & standing(user).units) or any(proof.by_id == user.pk for proof in proofs)
