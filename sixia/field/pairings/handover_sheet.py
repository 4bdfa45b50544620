"""The handover sheet (交接单): what is open at the other end of a tie, the last contacts, the last promises.

What is kept of it when a tie changes hands is numbers and days alone: the words stay where they are, and whoever opens the sheet
later reads those that they may see then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from sixia.foundations.accounts.models import User
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.finding import Finding as Cases
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.finding import Finding as Commitments

from .workflow import Kind

if TYPE_CHECKING:
    from .models import Contact, Handover, Pairing

MOST = 50  # of each, on a sheet that is kept
SHOWN = 12  # of each, on one page
READ = SHOWN + 1  # one more tells that there is more
UNSEALED = Q(case=None) | Q(case__sealed=False)


@dataclass
class Sheet:
    """What the page shows, and whether there is more than it shows."""

    cases: list[Case]
    contacts: list[Contact]
    promises: list[Commitment]
    more: dict[str, bool] = field(default_factory=dict)


def cases_of(pairing: Pairing) -> Cases:
    """What was raised at the other end: by the enterprise, by those of the household, or in the place."""
    if pairing.kind == Kind.ENTERPRISE:
        return Case.objects.filter(enterprise=pairing.enterprise_id)
    if pairing.kind == Kind.HOUSEHOLD:
        return Case.objects.filter(person__household=pairing.household_id)
    return Case.objects.filter(pairing.its_place)


def promises_of(pairing: Pairing) -> Commitments:
    """The ledger of the tie: what this post, or one that had the tie before it, promised at its other end."""
    before = pairing.handovers.values("from_post")
    if pairing.kind == Kind.ENTERPRISE:
        there = Q(enterprise=pairing.enterprise_id)
    elif pairing.kind == Kind.HOUSEHOLD:
        there = Q(person__household=pairing.household_id) | Q(occasion_url=pairing.url)
    else:
        there = pairing.its_place
    return Commitment.objects.filter(there, Q(post=pairing.post_id) | Q(post__in=before))


def sheet_of(pairing: Pairing, *, reader: User) -> Sheet:
    """The sheet as of now, for this reader."""
    open_cases = cases_of(pairing).visible_to(reader).open().listed().order_by("due_at", "id")
    promises = promises_of(pairing).visible_to(reader).listed().order_by("-promised_on", "-id")
    cases, contacts, ledger = list(open_cases[:READ]), list(last_contacts(pairing)[:READ]), list(promises[:READ])
    more = {"cases": len(cases) > SHOWN, "contacts": len(contacts) > SHOWN, "promises": len(ledger) > SHOWN}
    return Sheet(cases[:SHOWN], contacts[:SHOWN], ledger[:SHOWN], more)


def last_contacts(pairing: Pairing) -> QuerySet[Contact]:
    return pairing.contacts.select_related("by", "place").order_by("-on", "-id")


def kept_sheet(pairing: Pairing) -> dict[str, Any]:
    """What is kept when the tie changes hands. Sealed cases are not on it."""
    cases = cases_of(pairing).filter(sealed=False).open().order_by("due_at", "id")
    return {
        "cases": list(cases.values_list("number", flat=True)[:MOST]),
        "contacts": list(last_contacts(pairing).values_list("pk", flat=True)[:MOST]),
        "promises": list(promises_of(pairing).filter(UNSEALED).order_by("due_on", "id").values_list("number", flat=True)[:MOST]),
    }


def sheet_kept(handover: Handover, *, reader: User) -> Sheet:
    """The sheet as it was when the tie changed hands, with those words that the reader may see today."""
    kept = handover.sheet
    cases = Case.objects.visible_to(reader).filter(number__in=kept["cases"]).listed().order_by("due_at", "id")
    contacts = last_contacts(handover.pairing).filter(pk__in=kept["contacts"])
    promises = Commitment.objects.visible_to(reader).filter(number__in=kept["promises"]).listed().order_by("due_on", "id")
    return Sheet(list(cases), list(contacts), list(promises))
