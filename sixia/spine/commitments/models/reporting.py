from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Unit

from ..workflow import OWED, Status
from .moving import Moving

if TYPE_CHECKING:
    from .commitment import Commitment


class Proof(models.Model):
    """What the owner shows for a promise (进展与凭据): words, pictures, papers; `done` where they say that it is done."""

    commitment = models.ForeignKey("commitments.Commitment", models.CASCADE, related_name="proofs")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.TextField(_("what was done"))
    done = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # that answered for the promise then
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["id"]


class Reporting(Moving):
    """What the owner says of the promise. That it is done is only a report: kept is said by others."""

    class Meta:
        abstract = True

    @transaction.atomic
    def note(
        self: Commitment,
        *,
        by: User | Voice,
        words: str,
        files: Iterable[uuid.UUID] = (),
        holder: str = "",
        once: uuid.UUID | None = None,
    ) -> Proof:
        """Tell how it is going."""
        self.lock_while(OWED)
        if already := self._sent_before(once):
            return already
        proof = self._prove(words, files, holder, once, by=by, done=False)
        self.touch()
        self.record("noted", by=by, proof=proof.pk)
        return proof

    @transaction.atomic
    def report(
        self: Commitment,
        *,
        by: User | Voice,
        words: str,
        files: Iterable[uuid.UUID] = (),
        holder: str = "",
        once: uuid.UUID | None = None,
        seen: int | None = None,
    ) -> Proof:
        """Say that it is done, and show it. Sent again with the same `once` it changes nothing."""
        self.lock()
        if already := self._sent_before(once):
            return already
        self.lock(seen=seen)
        self.move(Status.REPORTED)
        self.end_plea()
        proof = self._prove(words, files, holder, once, by=by, done=True)
        self.stand()
        self.record("reported", by=by, unit=self.unit.told, proof=proof.pk)
        if self.promised_by and self.promised_by != by and not self.is_hidden_from(self.promised_by):
            notify("commitments.reported", to=self.promised_by, link=self.url, number=self.spoken_number)
        if self.case and self.case.person and self.case.person.email:
            notify("commitments.asked", to=self.case.person, link=self.case.follow_url, number=self.case.spoken_number)
        return proof

    def _sent_before(self: Commitment, once: uuid.UUID | None) -> Proof | None:
        return self.proofs.filter(once=once).first() if once else None

    def _prove(
        self: Commitment,
        words: str,
        files: Iterable[uuid.UUID],
        holder: str,
        once: uuid.UUID | None,
        *,
        by: User | Voice,
        done: bool,
    ) -> Proof:
        proof = self.proofs.create(
            once=once or uuid.uuid4(), words=words, done=done, unit_id=self.unit_id, by=officer_of(by), at=timezone.now()
        )
        Attachment.objects.take(files, holder=holder, thing=proof, by=by)
        return proof

    def stand(self: Commitment, *fields: str) -> None:
        """Stand in the new state from today."""
        self.status_on = timezone.localdate()
        self.touch("status_on", *fields)
