"""The brief of a visit (下访简报): one page that must be read before leaving: what this place raised, what was promised there
and what became of it, what is different since the last visit, and the cases that go along. Cut to one sheet, and it says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status as CaseStatus
from sixia.spine.commitments.models import Commitment

from .models import Carried, Visit
from .workflow import Outcome

READ = 100  # more than this is said as “more than”
MOST_CASES, MOST_PROMISES, MOST_VISITS, MOST_CARRIED = 6, 5, 3, 4


@dataclass(frozen=True)
class Cut:
    """Some of a list, and how many more there are."""

    rows: Sequence[Any]
    left: int
    at_least: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def more(self) -> str:
        if not self.left:
            return ""
        if self.at_least:
            return _("and more than %(count)d others") % {"count": self.left}
        return ngettext("and %(count)d more", "and %(count)d more", self.left) % {"count": self.left}


@dataclass(frozen=True)
class Brief:
    """What the page says; ready words and rows, no queries left."""

    visit: Visit
    last: Visit | None
    days_since: int | None
    visits: Cut
    cases: Cut
    promises: Cut
    carried: Cut
    changes: list[str]


def cut(rows: Sequence[Any], most: int) -> Cut:
    shown = rows[:most]
    return Cut(shown, len(rows) - len(shown), at_least=len(rows) == READ)


def brief_of(visit: Visit, reader: User) -> Brief:
    """What this reader may know of the place before leaving. Whatever the place, a handful of queries."""
    within = Place.within(visit.place_id)
    visits = list(past(visit, within))
    last = visits[0] if visits else None
    carried = carried_by(visit, reader)
    along = {each.case_id for each in carried}
    promises = promises_at(visit, reader, within)
    return Brief(
        visit=visit,
        last=last,
        days_since=(timezone.localdate() - timezone.localdate(last.start_at)).days if last else None,
        visits=cut(visits, MOST_VISITS),
        cases=cut([case for case in open_cases(reader, within) if case.pk not in along], MOST_CASES),
        promises=cut(sorted(promises, key=pressing), MOST_PROMISES),
        carried=cut(carried, MOST_CARRIED),
        changes=changes(reader, within, since=last.start_at, promises=promises) if last else [],
    )


def past(visit: Visit, within: Q) -> list[Visit]:
    """The closed visits to the place, latest first, each with what came of it."""
    ends = {outcome.value: Count("matters", filter=Q(matters__outcome=outcome)) for outcome in Outcome}
    closed = Visit.objects.closed().filter(within).exclude(pk=visit.pk).annotate(**ends)
    return list(closed.select_related("user", "post").order_by("-start_at", "-id")[:READ])


def open_cases(reader: User, within: Q) -> list[Case]:
    """What is open there and this reader may see: what is late first, then what was reopened."""
    cases = Case.objects.visible_to(reader).filter(within).open().select_related("unit").defer("search")
    return list(cases.order_by(F("due_at").asc(nulls_last=True), "-round", "id")[:READ])


def carried_by(visit: Visit, reader: User) -> list[Carried]:
    carried: list[Carried] = list(visit.carried.unsealed_for(reader).select_related("case__unit"))
    return carried


def promises_at(visit: Visit, reader: User, within: Q) -> list[Commitment]:
    """What was promised there, each marked whether this visit is to follow it up."""
    followed = Exists(Visit.promises.through.objects.filter(visit=visit, commitment=OuterRef("pk")))
    seen = Commitment.objects.visible_to(reader).filter(within).listed()
    return list(seen.annotate(followed=followed).order_by("-followed", "-promised_on", "-id")[:READ])


def pressing(promise: Any) -> tuple[bool, int, dt.date]:
    """What is to be followed up first; of the rest late ones, then what is owed by its day, then what was kept or dropped."""
    return (not promise.followed, 0 if promise.is_late() else 1 if promise.is_owed else 2, promise.due_on)


def changes(reader: User, within: Q, *, since: dt.datetime, promises: list[Commitment]) -> list[str]:
    """What is different since the last visit, each with its number; what did not happen is said too."""
    on = timezone.localdate(since)
    seen = (
        Case.objects.visible_to(reader)
        .filter(within)
        .aggregate(
            raised=Count("pk", filter=Q(received_at__gte=since)),
            settled=Count("pk", filter=Q(status=CaseStatus.SETTLED, answered_at__gte=since)),
            reopened=Count("pk", filter=Q(status=CaseStatus.REOPENED)),
        )
    )
    lately = [promise for promise in promises if promise.status_on >= on]
    kept = sum(promise.status == "kept" for promise in lately)
    late = sum(promise.is_late() for promise in promises)
    return [
        ngettext("%(n)d case came in", "%(n)d cases came in", seen["raised"]) % {"n": seen["raised"]},
        ngettext("%(n)d settled in the petitioner's own word", "%(n)d settled in the petitioners' own word", seen["settled"])
        % {"n": seen["settled"]},
        ngettext("%(n)d not resolved, they say, and open again", "%(n)d not resolved, they say, and open again", seen["reopened"])
        % {"n": seen["reopened"]},
        ngettext("%(n)d promise kept", "%(n)d promises kept", kept) % {"n": kept},
        ngettext("%(n)d promise late now", "%(n)d promises late now", late) % {"n": late},
    ]
