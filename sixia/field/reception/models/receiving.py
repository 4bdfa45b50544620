from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice

from ..workflow import Confirmed, Stage
from .moving import ReceptionError

if TYPE_CHECKING:
    from .audience import Audience


class NothingWritten(ReceptionError):
    message = _("There is no record of the talk yet; write it down first, then it can be confirmed.")


class AlreadyConfirmed(ReceptionError):
    message = _("The petitioner has confirmed this record; it stays as it was confirmed.")


class WroteOtherwise(ReceptionError):
    """What was read and what stands there now are not the same words."""

    message = _("The record has been changed since this page was opened. Read it once more, then confirm it.")


class NotTheirWord(ReceptionError):
    message = _("Only the petitioner confirms what they said: with the receipt, or by signing the printed record.")


class Receiving(models.Model):
    """From the door of the waiting room to the end of the talk."""

    queue_no = models.PositiveSmallIntegerField(null=True, blank=True)  # in the waiting room
    arrived_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    talk = models.TextField(_("record of the talk"), blank=True)
    confirmed = models.CharField(max_length=8, choices=Confirmed, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def talk_mark(self) -> str:
        """Says which words of the record someone has read, without saying the words."""
        return hashlib.sha256(self.talk.encode()).hexdigest()[:16]

    @transaction.atomic
    def arrive(self: Audience, *, by: User) -> None:
        """They are here (到场): they get the next number of the waiting room."""
        number = self.day.next_number()
        self.turn(Stage.ARRIVED)
        self.queue_no, self.arrived_at = self.queue_no or number, timezone.now()  # who comes late after all keeps the number
        self.save(update_fields=["stage", "queue_no", "arrived_at"])
        self.record("arrived", by=by, queue_no=self.queue_no)

    @transaction.atomic
    def call(self: Audience, *, by: User) -> None:
        self.turn(Stage.CALLED)
        self.called_at = timezone.now()
        self.save(update_fields=["stage", "called_at"])
        self.record("called", by=by, queue_no=self.queue_no)

    @transaction.atomic
    def put_back(self: Audience, *, by: User) -> None:
        """Called, but not at the door (过号): they stay in the line with their number."""
        self.turn(Stage.ARRIVED)
        self.save(update_fields=["stage"])
        self.record("put_back", by=by, queue_no=self.queue_no)

    @transaction.atomic
    def receive(self: Audience, *, by: User, talk: str = "") -> None:
        """The talk has taken place (已接待)."""
        self.turn(Stage.RECEIVED)
        self.received_at, self.talk = timezone.now(), talk or self.talk
        self.save(update_fields=["stage", "received_at", "talk"])
        self.record("received", by=by, queue_no=self.queue_no)

    @transaction.atomic
    def miss(self: Audience, *, by: User) -> None:
        """They did not come, or did not answer the call (未到); who comes later still gets a number."""
        self.turn(Stage.ABSENT)
        self.save(update_fields=["stage"])
        self.record("missed", by=by)

    @transaction.atomic
    def excuse(self: Audience, *, by: User) -> None:
        """They sent word, or the office could not receive them (请假、改期)."""
        self.turn(Stage.EXCUSED)
        self.save(update_fields=["stage"])
        self.record("excused", by=by)

    @transaction.atomic
    def write_down(self: Audience, *, by: User, talk: str) -> None:
        """The record of the talk (接访记录), for the petitioner to confirm. The trail says only that it was written."""
        self.lock()
        if self.confirmed:
            raise AlreadyConfirmed
        self.talk = talk
        self.save(update_fields=["talk"])
        self.record("written_down", by=by)

    @transaction.atomic
    def confirm(self: Audience, *, by: User | Voice, on_paper: bool = False, seen: str | None = None) -> None:
        """“Yes, this is what I said”: with the receipt, or on paper, which an officer puts on record. `seen`: what they read."""
        if by is not Voice.PETITIONER and not (on_paper and isinstance(by, User)):
            raise NotTheirWord
        self.lock()
        if not self.talk:
            raise NothingWritten
        if self.confirmed:
            raise AlreadyConfirmed
        if seen is not None and seen != self.talk_mark:
            raise WroteOtherwise
        self.confirmed = Confirmed.PAPER if on_paper else Confirmed.RECEIPT
        self.confirmed_at = timezone.now()
        self.save(update_fields=["confirmed", "confirmed_at"])
        self.record("confirmed", by=by, how=self.confirmed)

    @transaction.atomic
    def have_told(self: Audience, *, by: User) -> None:
        """An officer reached them by telephone or through the village helper (已电话告知)."""
        self.lock()
        self.to_tell = ""
        self.save(update_fields=["to_tell"])
        self.record("told", by=by)

    def drop(self: Audience, *, by: User | Voice) -> None:
        """Part of cancelling the day: the receipt stays good for another one."""
        self.stage, self.line_no, self.queue_no = Stage.DROPPED, None, None
        self.save(update_fields=["stage", "line_no", "queue_no"])
