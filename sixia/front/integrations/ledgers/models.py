from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Unit


class Ledger(Recorded):
    """One ledger file taken in (台账): its mapping, how far it has come, and what became of each row."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("waiting for your mapping")
        WAITING = "waiting", _("waiting its turn")
        RUNNING = "running", _("being read")
        DONE = "done", _("done")
        FAILED = "failed", _("could not be read")

    name = models.CharField(_("file name"), max_length=160)
    file = models.FileField(upload_to="ledgers/%Y/%m")
    digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    failure = models.CharField(max_length=300, blank=True)
    read = models.PositiveIntegerField(default=0)  # rows behind us: where a killed worker goes on
    rows = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ledger file")
        verbose_name_plural = _("ledger files")


class Refusal(models.Model):
    """A row that could not be taken in, with its reason and its cells, to be mended and sent again (退回行)."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=60)
    detail = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        constraints = [models.UniqueConstraint(fields=["ledger", "line"], name="refusal_once")]
