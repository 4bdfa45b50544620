from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.models import Recorded


class Level(models.IntegerChoices):
    """Length of the code at each level."""

    PROVINCE = 2, _("province")
    PREFECTURE = 4, _("prefecture")
    COUNTY = 6, _("county")
    TOWNSHIP = 9, _("township")
    VILLAGE = 12, _("village or community")
    CELL = 15, _("grid cell")


class PlaceQuerySet(models.QuerySet["Place"]):
    def under(self, code: str) -> PlaceQuerySet:
        """This place and everything below it: one range of codes."""
        return self.filter(code__startswith=code)

    def standing(self) -> PlaceQuerySet:
        """Places that have not been merged away."""
        return self.filter(merged_into=None)


class Place(Recorded):
    """A place (区划): province to village by statistical code, then the grid cell (网格)."""

    code = models.CharField(_("code"), max_length=15, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    sound = models.CharField(_("name by sound"), max_length=120, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    merged_on = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [models.Index(fields=["code"], name="place_prefix", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name
