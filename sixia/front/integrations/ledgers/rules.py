"""Who may take ledgers in: whoever may import cases, for the units they stand in. Sight is `Ledger.objects.visible_to`."""

from __future__ import annotations

from django.db.models import QuerySet

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases import rules as case_rules

from .models import Ledger


def may_import(user: User) -> bool:
    return case_rules.may_import(user)


def may_begin(user: User, ledger: Ledger) -> bool:
    """Map and start, or drop, what is still waiting to be mapped."""
    return may_import(user) and ledger.state == Ledger.State.PREVIEW


def units_of(user: User) -> QuerySet[Unit]:
    """The units for which this officer may take a ledger in."""
    return Unit.objects.open().filter(pk__in=standing(user).units).order_by("pk")
