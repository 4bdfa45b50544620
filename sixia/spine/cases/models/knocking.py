from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class KnockQuerySet(models.QuerySet["Knock"]):
    def is_too_often(self, *, source: str, number: str, since: dt.datetime) -> bool:
        recent = self.filter(at__gte=since).filter(Q(source=source) | Q(number=number))
        return recent[: settings.WRONG_SECRETS].count() >= settings.WRONG_SECRETS


class Knock(models.Model):
    """A wrong guess at a receipt's secret, kept for an hour to slow down the next one (查询码试错)."""

    source = models.CharField(max_length=32)
    number = models.CharField(max_length=15)
    at = models.DateTimeField(default=timezone.now)

    objects = KnockQuerySet.as_manager()

    class Meta:
        verbose_name = _("wrong guess")
        verbose_name_plural = _("wrong guesses")
        indexes = [models.Index(fields=["at"], name="knock_at")]
