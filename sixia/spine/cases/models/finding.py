from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.common import words
from sixia.foundations.common.keeping import Kept
from sixia.foundations.units.models import Role, Tenure, Unit
from sixia.foundations.units.standing import standing

from ..workflow import OPEN, Status
from .answering import Reply
from .owning import Ownership
from .routing import Named

if TYPE_CHECKING:
    import datetime as dt

    from .case import Case  # noqa: F401 - named in quotes below

OVERSEEING_ROLES = (Role.INTAKE, Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR, Role.RESEARCHER)
OVERSEEING_UNITS = (Unit.Kind.PETITION, Unit.Kind.TOWNSHIP, Unit.Kind.LEADERSHIP, Unit.Kind.SUPERVISION)

COUNTED = Kept(lambda: words.counted("cases_case", "search", "received_at"))


def reach_of(user: User) -> tuple[frozenset[int], tuple[str, ...]]:
    """The units an officer works in, and the codes of the places they oversee."""
    held = standing(user)
    return held.units, held.overseen(OVERSEEING_ROLES, OVERSEEING_UNITS)


def newest_since(text: str) -> dt.datetime | None:
    """Where in a list by receipt to look first for the words of `text`; see `keyset`."""
    return words.newest_since(text, COUNTED.get())


class Finding(models.QuerySet["Case"]):
    """Reading sets of cases. Every list, count, export and search starts at `visible_to`."""

    def visible_to(self, user: User) -> Finding:
        """Their units' cases, those of the places they oversee, those they wrote down; sealed ones only if named on them."""
        return self.in_reach_of(user.pk, *reach_of(user))

    def in_reach_of(self, user: int, units: frozenset[int], codes: tuple[str, ...]) -> Finding:
        """`visible_to`, of nothing but what it depends on, so that it can be written once for all who reach as far."""
        reach = Q(registered_by=user)
        if units:
            reach |= Q(unit_id__in=units)
        for code in codes:
            reach |= Q(place__code__startswith=code)
        return self.filter(reach).unsealed_for(user)

    def in_hand_of(self, user: User) -> Finding:
        """Of what this officer may see, the cases their own units have now: said alone, so that its index is used."""
        return self.filter(unit_id__in=standing(user).units).unsealed_for(user)

    def unsealed_for(self, user: User | int) -> Finding:
        named = Exists(Named.objects.filter(case=OuterRef("pk"), user=user))
        return self.filter(Q(sealed=False) | named)

    def of_unit(self, unit: Unit) -> Finding:
        """What a connected system of this unit may see: the unit's own cases, never a sealed one."""
        return self.filter(unit=unit, sealed=False)

    def open(self) -> Finding:
        """Someone of ours has to act."""
        return self.filter(status__in=sorted(OPEN))

    def overdue(self, at: dt.datetime) -> Finding:
        return self.open().filter(due_at__lt=at)

    def hard(self, at: dt.datetime | None = None) -> Finding:
        """The hard-case list (疑难): handled again once or more, overdue, or owned by a leader."""
        overdue = Q(status__in=sorted(OPEN), due_at__lt=at or timezone.now())
        return self.exclude(status=Status.SETTLED).filter(Q(round__gte=2) | Q(owned=True) | overdue)

    def owned_by(self, user: User) -> Finding:
        """Those for whose end this officer answers by name today."""
        held = Tenure.objects.in_force().filter(user=user).values("post")
        return self.filter(pk__in=Ownership.objects.filter(ended_at=None, post__in=held).values("case"))

    def answered_on_the_spot(self) -> Finding:
        """Answered there and then (马上就办); from `received_at` to `answered_at` is how long it took."""
        return self.filter(Exists(Reply.objects.filter(case=OuterRef("pk"), on_the_spot=True)))

    def handled_by(self, user: User) -> Finding:
        return self.filter(handler=user)

    def waiting_for_petitioner(self) -> Finding:
        return self.filter(status=Status.ANSWERED)

    def in_place(self, code: str) -> Finding:
        return self.filter(place__code__startswith=code)

    def searched(self, text: str) -> Finding:
        """Cases whose words hold all the words of `text`."""
        return self.filter(words.found_in("search", text, COUNTED.get()))

    def listed(self) -> Finding:
        """With what a row of a list shows, and without the long texts."""
        return self.select_related("place", "unit").defer("search", "words")
