from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.units.models import Unit


class CoOwner(models.Model):
    """A unit that helps to keep a promise (协办单位); the owner answers for it."""

    commitment = models.ForeignKey("commitments.Commitment", models.CASCADE, related_name="helpers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("co-owner")
        verbose_name_plural = _("co-owners")
        constraints = [models.UniqueConstraint(fields=["commitment", "unit"], name="helper_once")]
