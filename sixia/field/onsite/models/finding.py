from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Tenure
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models.finding import OVERSEEING_ROLES, OVERSEEING_UNITS

from ..workflow import PREPARING, Kind, Status
from .presence import Presence
from .summoning import Summons

if TYPE_CHECKING:
    from .meeting import Meeting  # noqa: F401 - named in quotes below


class Finding(models.QuerySet["Meeting"]):
    """Reading sets of meetings. Every list starts at `visible_to`, or at `announced` and `published` for the public."""

    def visible_to(self, user: User) -> Finding:
        """Who calls it, who is called, who chairs it, who was there, and who oversees its place."""
        held = standing(user)
        reach = Q(called_by=user) | Q(Exists(Presence.objects.filter(meeting=OuterRef("pk"), user=user)))
        if held.units:
            called = Summons.objects.of_units(held.units).filter(meeting=OuterRef("pk"))
            chaired = Tenure.objects.in_force().filter(post=OuterRef("chair"), user=user)
            reach |= Q(unit__in=held.units) | Q(Exists(called)) | Q(Exists(chaired))
        for code in held.overseen(OVERSEEING_ROLES, OVERSEEING_UNITS):
            reach |= Q(place__code__startswith=code)
        return self.filter(reach)

    def in_place(self, code: str) -> Finding:
        """At this place, under it, or at a village that has become part of it."""
        return self.filter(Place.within(code))

    def ahead(self) -> Finding:
        return self.filter(status__in=sorted(PREPARING))

    def running(self) -> Finding:
        return self.filter(status=Status.STARTED)

    def announced(self) -> Finding:
        """On-site meetings the public may come to: the units are called, the day is not over."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(kind=Kind.ONSITE, status__in=[Status.SUMMONED, Status.STARTED], starts_at__gte=today)

    def to_publish(self) -> Finding:
        return self.filter(status=Status.CLOSED, published_at=None)

    def published(self) -> Finding:
        return self.filter(published_at__isnull=False)

    def listed(self) -> Finding:
        """With what a row of a list shows."""
        return self.select_related("place", "unit", "chair__unit")
