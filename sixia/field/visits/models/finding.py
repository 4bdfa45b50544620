from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case, Named
from sixia.spine.cases.models.finding import OVERSEEING_ROLES, OVERSEEING_UNITS

from ..workflow import AHEAD, Status

if TYPE_CHECKING:
    from .visit import Visit  # noqa: F401 - named in quotes below


class Finding(models.QuerySet["Visit"]):
    """Reading sets of visits. Every list, count, export and feed starts at `visible_to` or `of`."""

    def visible_to(self, user: User) -> Finding:
        """Their own and those they planned or went along on; of the places they oversee; of their unit and the units above.

        That those above are seen by those below is meant (领导带头): what people told them there is another question, see
        `rules.may_hear`. An unannounced visit is seen by its party alone until it has begun.
        """
        own = Q(user=user) | Q(planned_by=user) | self._along(user)
        held = standing(user)
        reach = Q(post__unit__in=held.units) | Q(post__unit__in=above(held.units)) if held.units else Q(pk__in=[])
        for code in held.overseen(OVERSEEING_ROLES, OVERSEEING_UNITS):
            reach |= Q(place__code__startswith=code)
        secret = Q(unannounced=True, status__in=sorted(AHEAD))
        return self.filter(own | (reach & ~secret))

    def of(self, user: User) -> Finding:
        """Their own, as the one who goes or along with another."""
        return self.filter(Q(user=user) | self._along(user))

    def _along(self, user: User) -> Q:
        """Visits on which this officer goes along with another."""
        return Q(pk__in=self.model.companions.through.objects.filter(user=user).values("visit"))

    def in_place(self, code: str) -> Finding:
        """In the place and all under it, also what has become part of it since."""
        return self.filter(Place.within(code))

    def carrying(self, case: Case) -> Finding:
        return self.filter(carried__case=case)

    def closed(self) -> Finding:
        return self.filter(status=Status.CLOSED)

    def ahead(self) -> Finding:
        """Planned, nobody has left yet, whatever the day says."""
        return self.filter(status__in=sorted(AHEAD))

    def upcoming(self) -> Finding:
        """Not yet begun and still to come, or begun and not yet closed; the next first."""
        still = Q(status__in=sorted(AHEAD), end_at__gte=timezone.now()) | Q(status=Status.UNDER_WAY)
        return self.filter(still).order_by("start_at", "id")

    def between(self, start: dt.datetime, end: dt.datetime) -> Finding:
        return self.filter(start_at__lt=end, end_at__gt=start)

    def listed(self) -> Finding:
        """With what a row of a list shows."""
        return self.select_related("place", "user", "post").defer("why_here", "norms", "tasks", "measures", "summary")


def above(units: frozenset[int]) -> models.QuerySet[Unit]:
    """The units above these, two steps up: bureau → county, village → township → county."""
    one, two = Q(subordinates__in=units), Q(subordinates__subordinates__in=units)
    return Unit.objects.filter(one | two).values("pk")  # type: ignore[return-value]


class OfCases(models.QuerySet):  # type: ignore[type-arg]
    """Rows of a visit that may be about a case: where it was sealed meanwhile, only those named on it see them."""

    def unsealed_for(self, user: User) -> OfCases:
        seen = Case.objects.unsealed_for(user).filter(pk=OuterRef("case_id"))
        return self.filter(Q(case=None) | Exists(seen))

    def seen_by(self, user: User) -> OfCases:
        """For those who were not there: what is about no case, or about one they may see."""
        seen = Case.objects.visible_to(user).filter(pk=OuterRef("case_id"))
        return self.filter(Q(case=None) | Exists(seen))

    def marked_for(self, user: User) -> OfCases:
        """All of them, each saying whether it is kept apart from this reader: to tell them that something is, not what."""
        named = Named.objects.filter(case=OuterRef("case_id"), user=user)
        return self.annotate(apart=ExpressionWrapper(Q(case__sealed=True) & ~Exists(named), models.BooleanField()))
