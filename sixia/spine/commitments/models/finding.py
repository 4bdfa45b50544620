from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Role, Tenure, Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case, Named
from sixia.spine.cases.models.finding import OVERSEEING_UNITS

from ..workflow import DATED, OWED, Status
from .helping import CoOwner

if TYPE_CHECKING:
    from .commitment import Commitment  # noqa: F401 - named in quotes below

OVERSEERS = (Role.INTAKE, Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR)


class Finding(models.QuerySet["Commitment"]):
    """Reading sets of promises. Every list, count and export starts at `visible_to` or `public`."""

    def visible_to(self, user: User) -> Finding:
        """Public ones, and those they answer for, help with, promised or oversee; on a sealed case only if named on it."""
        held = standing(user)
        reach = Q(public=True) | Q(promised_by=user) | Q(unit_id__in=held.units) | Q(post_id__in=held.posts)
        reach |= Q(Exists(CoOwner.objects.filter(commitment=OuterRef("pk"), unit__in=held.units)))
        for code in held.overseen(OVERSEERS, OVERSEEING_UNITS):
            reach |= Q(place__code__startswith=code)
        return self.filter(reach).unsealed_for(user)

    def unsealed_for(self, user: User) -> Finding:
        named = Exists(Named.objects.filter(case=OuterRef("case"), user=user))
        return self.filter(Q(case=None) | Q(case__sealed=False) | named)

    def public(self) -> Finding:
        """What anyone may read and what is counted: never on a sealed case, also where it was sealed after the promise."""
        return self.filter(Q(case=None) | Q(case__sealed=False), public=True)

    # --- how they stand ---------------------------------------------------------------------------

    def open(self) -> Finding:
        """Still owed: somebody waits for it."""
        return self.filter(status__in=sorted(OWED))

    def late(self, on: dt.date | None = None) -> Finding:
        return self.filter(status__in=sorted(DATED), due_on__lt=on or timezone.localdate())

    def running(self, on: dt.date | None = None) -> Finding:
        """Owed, and its day is still to come."""
        return self.filter(status__in=sorted(DATED), due_on__gte=on or timezone.localdate())

    def kept(self) -> Finding:
        return self.filter(status=Status.KEPT)

    def changed(self) -> Finding:
        """Given another day than was first said, once or more."""
        return self.filter(times_changed__gt=0)

    def dropped(self) -> Finding:
        return self.filter(status=Status.DROPPED)

    def relapsed(self) -> Finding:
        return self.filter(status=Status.RELAPSED)

    def to_look_at_again(self, on: dt.date | None = None) -> Finding:
        return self.kept().filter(recheck_on__lte=on or timezone.localdate())

    # --- whose, where, about what ------------------------------------------------------------------

    def of_unit(self, unit: Unit | int) -> Finding:
        return self.filter(unit=unit)

    def held_by(self, user: User) -> Finding:
        """Those this officer answers for by name today, in their own right or as deputy."""
        return self.filter(post_id__in=standing(user).posts)

    def in_place(self, code: str) -> Finding:
        return self.filter(place__code__startswith=code)

    def about(self, case: Case) -> Finding:
        return self.filter(case=case)

    def due_between(self, first: dt.date, last: dt.date) -> Finding:
        return self.filter(due_on__range=(first, last))

    def listed(self) -> Finding:
        """With what a row of a list shows."""
        return self.select_related("place", "unit", "post", "enterprise", "case")

    def whole(self) -> Finding:
        """With what its own page shows besides: who answers for it today, who promised it to whom, how it was dropped."""
        holders = Tenure.objects.in_force().filter(post=OuterRef("post"), acting=False).values("user__name")
        return (
            self.listed()
            .select_related("unit__parent__parent", "promised_by", "person", "drop_record__approved_by", "drop_record__by")
            .annotate(holder_name=Subquery(holders[:1]))
        )
