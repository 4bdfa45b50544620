from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded, Voice

from .. import masking
from ..sealing import SealedField


class HouseholdQuerySet(models.QuerySet["Household"]):
    @transaction.atomic
    def register(self, *, by: User | Voice, place: Place, address: str = "") -> Household:
        household = self.create(place=place, address=address.strip())
        household.record("registered", by=by)
        return household


class Household(Recorded):
    """Those who live under one roof (户)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    address = SealedField(_("address"), blank=True, mask=masking.address)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")

    def __str__(self) -> str:
        return self.masked_address or str(self.place_id)

    @property
    def masked_address(self) -> str:
        return masking.address(self.address)
