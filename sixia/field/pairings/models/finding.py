from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Role, Tenure, Unit
from sixia.foundations.units.standing import standing

from ..workflow import Kind

if TYPE_CHECKING:
    from .pairing import Pairing  # noqa: F401 - named in quotes below

OVERSEEING_ROLES = (Role.INTAKE, Role.HEAD, Role.DEPUTY, Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR)
OVERSEEING_UNITS = (Unit.Kind.PETITION, Unit.Kind.TOWNSHIP, Unit.Kind.LEADERSHIP, Unit.Kind.SUPERVISION)
HEADS = (Role.HEAD, Role.DEPUTY, Role.LEADER)


class Finding(models.QuerySet["Pairing"]):
    """Reading sets of ties. Every list, count and export starts at `visible_to`."""

    def visible_to(self, user: User) -> Finding:
        """Their units' ties and those of the places they oversee; one to a household only its holder, its unit's heads and
        whoever made it."""
        held = standing(user)
        open_reach = Q(post__unit_id__in=held.units)
        for code in held.overseen(OVERSEEING_ROLES, OVERSEEING_UNITS):
            open_reach |= Q(place__code__startswith=code)
        headed = [post.unit_id for post in held.held if post.role in HEADS]
        close_reach = Q(made_by=user) | Q(post__unit_id__in=headed) | Q(post__in=posts_of(user))
        return self.filter((~Q(kind=Kind.HOUSEHOLD) & open_reach) | close_reach)

    def in_force(self, on: dt.date | None = None) -> Finding:
        today = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)

    def held_by(self, user: User) -> Finding:
        """Ties of the posts this officer holds today, in their own right or as deputy."""
        return self.filter(post__in=posts_of(user))

    def standing(self) -> Finding:
        """Ties without a last day."""
        return self.filter(ends_on=None)

    def with_holder(self) -> Finding:
        """With `holder_id`, who holds the post today; none for a vacant post."""
        held = Tenure.objects.in_force().filter(post=OuterRef("post"), acting=False)
        return self.annotate(holder_id=Subquery(held.values("user")[:1]))

    def vacant(self) -> Finding:
        """Nobody holds the post."""
        return self.with_holder().filter(holder_id=None)

    def awaiting_handover(self) -> Finding:
        """The post has another holder than the one who last took the tie in hand."""
        fresh = ~Q(holder_id=F("taken_by")) | Q(taken_by=None)
        return self.with_holder().filter(fresh, holder_id__isnull=False)

    def in_place(self, code: str) -> Finding:
        return self.filter(place__code__startswith=code)

    def of_place(self, place: Place) -> Finding:
        """Ties to this place itself or to one that has become part of it."""
        return self.filter(Place.within(place.code), kind=Kind.PLACE)

    def listed(self) -> Finding:
        """With what a row of a list shows: also who holds the post today, empty where nobody does."""
        held = Tenure.objects.in_force().filter(post=OuterRef("post"), acting=False)
        named = held.values(said=Coalesce(NullIf("user__name", Value("")), "user__username"))
        return self.select_related("place", "enterprise", "post__unit").annotate(holder_name=Subquery(named[:1]))


def posts_of(user: User) -> models.QuerySet[Tenure]:
    return Tenure.objects.in_force().filter(user=user).values("post")  # type: ignore[return-value]
