from __future__ import annotations

import uuid
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Recorded

from . import channels, messages

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User
    from sixia.foundations.trail.models import Voice

SEND = "sixia.notifications.send"  # the job, by name: models know no tasks


class Undelivered(Exception):
    """Not sent this time; the reason stands on the notice. Says no address."""


class NotGivenUp(Exception):
    """Only a notice that was given up is sent again."""


class NoticeQuerySet(models.QuerySet["Notice"]):
    def inbox(self, user: User) -> NoticeQuerySet:
        """What lies in this officer's notices in the program."""
        return self.filter(to_user=user, channel="desk")

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)

    def given_up(self) -> NoticeQuerySet:
        return self.filter(state=Notice.State.GIVEN_UP)

    def mark_read(self) -> int:
        """Seen by the one it was for. The mark is theirs alone: no trail."""
        return self.unread().update(read_at=timezone.now())


class Notice(Recorded):
    """Something said to someone by some channel (通知), and whether it arrived.

    It is its own record: only sending it again is on the trail.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notices")
    to_person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    channel = models.CharField(_("channel"), max_length=20)
    message = models.CharField(max_length=60)  # which message: "cases.answered"
    data = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_user=None, to_person__isnull=False) | models.Q(to_user__isnull=False, to_person=None),
                name="notice_to_one",
            )
        ]
        indexes = [
            models.Index(fields=["to_user", "-id"], name="notice_inbox", condition=models.Q(channel="desk")),
            models.Index(fields=["to_user"], name="notice_unread", condition=models.Q(channel="desk", read_at=None)),
            models.Index(fields=["-id"], name="notice_given_up", condition=models.Q(state="given_up")),
        ]

    def __str__(self) -> str:
        return f"{self.message} → {self.channel}"

    @property
    def to(self) -> channels.Receiver:
        """Who it is for. A person's details are opened here: ask only when sending."""
        receiver = self.to_user or self.to_person
        assert receiver is not None
        return receiver

    def told(self) -> messages.Told:
        """In the language of the moment."""
        return messages.told(self.message, self.data)

    @property
    def kind(self) -> str:
        """What sort of notice it is, with nothing of the matter itself in it."""
        return messages.told(self.message, {}).subject

    def defer(self) -> None:
        """The job is written in the same transaction: there is never one without the other, and no worker sees it sooner."""
        app.configure_task(SEND).defer(notice=self.pk)

    def send(self, *, last: bool = False) -> None:
        """Say it, once however often this is called; the state is asked under the row's lock.

        What goes wrong is kept here and raised as Undelivered, so that the queue tries again; on the `last` try it is given up.
        """
        with transaction.atomic():
            notice = Notice.objects.select_for_update(of=("self",)).select_related("to_user", "to_person").get(pk=self.pk)
            if notice.state != Notice.State.WAITING:
                return
            failure, for_good = notice._say()
            notice.attempts += 1
            notice.failure = failure
            if not failure:
                notice.state, notice.sent_at = Notice.State.SENT, timezone.now()
            elif last or for_good:
                notice.state = Notice.State.GIVEN_UP
            notice.save(update_fields=["state", "attempts", "failure", "sent_at"])
        if notice.state == Notice.State.WAITING:
            raise Undelivered(failure)

    def _say(self) -> tuple[str, bool]:
        """Why it did not work ("" when it did), and whether trying again is useless."""
        try:
            with translation.override(self.to.language or settings.LANGUAGE_CODE):
                channels.channel(self.channel).say(self, self.told(), self.to)
        except channels.Unreachable as unreachable:
            return str(unreachable), True
        except Exception as trouble:
            return reason(trouble), False
        return "", False

    @transaction.atomic
    def resend(self, *, by: User | Voice) -> None:
        """Try again after it was given up, from the start."""
        notice = Notice.objects.select_for_update().get(pk=self.pk)
        if notice.state != Notice.State.GIVEN_UP:
            raise NotGivenUp(self)
        self.state, self.attempts, self.failure = Notice.State.WAITING, 0, ""
        self.save(update_fields=["state", "attempts", "failure"])
        self.record("resent", by=by)
        self.defer()


def reason(trouble: Exception) -> str:
    """A failure in words that name no address: mail servers like to repeat it in theirs."""
    if isinstance(trouble, SMTPRecipientsRefused):
        return "refused by the mail server: " + ", ".join(sorted({str(code) for code, _text in trouble.recipients.values()}))
    if isinstance(trouble, SMTPResponseException):
        return f"mail server answered {trouble.smtp_code}"
    if isinstance(trouble, OSError) and trouble.strerror:
        return f"{type(trouble).__name__}: {trouble.strerror}"[:200]
    return type(trouble).__name__
