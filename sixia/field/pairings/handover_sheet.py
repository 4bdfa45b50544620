"""The handover sheet (交接单): what is open at the other end of a tie, the last contacts, the last promises.

What is kept of it when a tie changes hands is numbers and days alone: the words stay where they are, and whoever opens the sheet
later reads those that they may see then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.finding import Finding as Cases

from .workflow import Kind

if TYPE_CHECKING:
    from .models import Contact, Handover, Pairing

MOST = 50  # of each, on a sheet that is kept
SHOWN = 12  # of each, on one page


@dataclass
class Sheet:
    """What the page shows, and whether there is more than it shows."""

    cases: list[Case]
    contacts: list[Contact]
    promises: list[Any] = field(default_factory=list)
    more: dict[str, bool] = field(default_factory=dict)


def cases_of(pairing: Pairing) -> Cases:
    """What was raised at the other end: by the enterprise, by those of the household, or in the place."""
    if pairing.kind == Kind.ENTERPRISE:
        return Case.objects.filter(enterprise=pairing.enterprise_id)
    if pairing.kind == Kind.HOUSEHOLD:
        return Case.objects.filter(person__household=pairing.household_id)
    return Case.objects.filter(Place.within(pairing.place_id))


def sheet_of(pairing: Pairing, *, reader: User) -> Sheet:
    """The sheet as of now, for this reader."""
    open_cases = cases_of(pairing).visible_to(reader).open().listed().order_by("due_at", "id")
    cases, contacts = list(open_cases[: SHOWN + 1]), list(last_contacts(pairing)[: SHOWN + 1])
    more = {"cases": len(cases) > SHOWN, "contacts": len(contacts) > SHOWN}
    return Sheet(cases[:SHOWN], contacts[:SHOWN], more=more)


def last_contacts(pairing: Pairing) -> QuerySet[Contact]:
    return pairing.contacts.select_related("by", "place").order_by("-on", "-id")


def kept_sheet(pairing: Pairing) -> dict[str, Any]:
    """What is kept when the tie changes hands. Sealed cases are not on it."""
    cases = cases_of(pairing).filter(sealed=False).open().order_by("due_at", "id")
    return {
        "cases": list(cases.values_list("number", flat=True)[:MOST]),
        "contacts": list(last_contacts(pairing).values_list("pk", flat=True)[:MOST]),
    }


def sheet_kept(handover: Handover, *, reader: User) -> Sheet:
    """The sheet as it was when the tie changed hands, with those words that the reader may see today."""
    kept = handover.sheet
    cases = Case.objects.visible_to(reader).filter(number__in=kept["cases"]).listed().order_by("due_at", "id")
    contacts = last_contacts(handover.pairing).filter(pk__in=kept["contacts"])
    return Sheet(list(cases), list(contacts))
