from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something said to someone by some channel (通知), and whether it arrived."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")

    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notices")
    to_person_id = models.BigIntegerField(null=True, blank=True)  # a Person; the address is read only when sending
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

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["to_user", "-made_at"], name="notice_inbox"),
            models.Index(fields=["state", "made_at"], name="notice_state"),
        ]
