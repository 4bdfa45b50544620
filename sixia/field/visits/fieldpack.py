"""What a phone takes along (离线包): the visits of these days with their briefs, and the cast of their places.

Never a sealed case, nor a note on one: a phone is lost sooner than a desk.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Unit
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from . import fieldkeys
from .brief import Brief, brief_of
from .models import Note, Visit
from .workflow import Status

BEHIND, AHEAD = dt.timedelta(days=3), dt.timedelta(days=4)
MOST_VISITS, MOST_LINES, MOST_NOTES = 12, 12, 400
MOST_WHOLE = 2  # visits ahead whose whole brief goes along; what was before takes some queries each
COUNTY, TOWNSHIP = 6, 9  # letters of a place's code

Shown = dict[str, Any]
M = TypeVar("M", bound=models.Model)


def pack_for(user: User) -> Shown:
    """Everything this officer needs where there is no line: as many queries for twelve visits as for two."""
    visits = visits_of_these_days(user)
    codes = sorted({visit.place_id for visit in visits})
    cases = _of_each(codes, lambda code: _open_cases(user, code))
    promises = _of_each(codes, lambda code: _promises(user, code))
    notes, before = _notes(visits, user), _before(visits, user)
    return {
        "owner": fieldkeys.owner_of(user),
        "at": int(timezone.now().timestamp() * 1000),
        "visits": [
            {
                **_visit(visit),
                "brief": [*_brief(visit, cases[visit.place_id], promises[visit.place_id]), *before[visit.pk]],
                "cases": [{"number": case.number, "title": case.title} for case in cases[visit.place_id]],
                "notes": notes[visit.pk],
            }
            for visit in visits
        ],
        "people": _people(cases),
        "units": [{"code": unit.code, "name": str(unit)} for unit in _units(codes)],
        "places": [{"code": place.code, "name": str(place)} for place in _places(codes)],
    }


def visits_of_these_days(user: User) -> list[Visit]:
    now = timezone.now()
    near = Q(start_at__gt=now - BEHIND, start_at__lt=now + AHEAD) & ~Q(status=Status.CANCELLED)
    mine = Visit.objects.of(user).filter(near | Q(status=Status.UNDER_WAY)).select_related("place")
    return list(mine.prefetch_related("stops__place", "carried__case").order_by("start_at", "id")[:MOST_VISITS])


def _of_each(codes: list[str], rows: Callable[[str], models.QuerySet[M]]) -> dict[str, list[M]]:
    """The first rows of each place, in one query for all of them."""
    found: dict[str, list[M]] = defaultdict(list)
    if not codes:
        return found
    first, *others = [rows(code).annotate(of=Value(code))[:MOST_LINES] for code in codes]
    for row in first.union(*others, all=True) if others else first:
        found[row.of].append(row)  # type: ignore[attr-defined]
    return found


def _open_cases(user: User, code: str) -> models.QuerySet[Case]:
    return (
        Case.objects.visible_to(user).open().in_place(code).filter(sealed=False).select_related("person").order_by("due_at", "id")
    )


def _promises(user: User, code: str) -> models.QuerySet[Commitment]:
    return Commitment.objects.visible_to(user).in_place(code).exclude(case__sealed=True).order_by("-promised_on", "-id")


def _notes(visits: list[Visit], user: User) -> dict[int, list[Shown]]:
    found: dict[int, list[Shown]] = defaultdict(list)
    seen = Note.objects.filter(Q(case=None) | Q(case__sealed=False), visit__in=visits)
    for note in seen.order_by("-at", "-id")[:MOST_NOTES]:
        found[note.visit_id].insert(0, _note(note))
    return found


def _note(note: Note) -> Shown:
    at = int(note.at.timestamp() * 1000)
    return {
        "once": str(note.once),
        "note": note.kind,
        "text": note.text,
        "said_by": note.said_by,
        "version": note.version,
        "at": at,
    }


def _visit(visit: Visit) -> Shown:
    start = timezone.localtime(visit.start_at)
    return {
        "number": visit.number,
        "place": str(visit.place),
        "code": visit.place_id,
        "purpose": visit.purpose,
        "when": date_format(start, "DATETIME_FORMAT"),
        "status": visit.status,
        "stops": [{"once": str(stop.once), "name": str(stop)} for stop in visit.stops.all()],
    }


def _brief(visit: Visit, cases: list[Case], promises: list[Commitment]) -> list[Shown]:
    """The brief in few lines: what is wanted there, what lies open, what was promised and what became of it."""
    carried = [each.case.title for each in visit.carried.all() if not each.case.sealed]
    parts = {
        _("What for"): [line for line in (visit.purpose, visit.tasks, visit.measures) if line],
        _("Taken along"): carried,
        _("Open cases of the place, the most urgent first"): [case.title for case in cases],
        _("Last promises there"): [f"{promise.what} · {promise.state_words}" for promise in promises],
    }
    return [{"title": title, "lines": lines or [_("none")]} for title, lines in parts.items()]


def _before(visits: list[Visit], user: User) -> dict[int, list[Shown]]:
    """What is different since the last visit, and who was there before: of the next visits ahead."""
    ahead = [visit for visit in visits if visit.is_ahead][:MOST_WHOLE]
    return defaultdict(list, {visit.pk: _earlier(brief_of(visit, user)) for visit in ahead})


def _earlier(brief: Brief) -> list[Shown]:
    been = [f"{date_format(timezone.localdate(each.start_at))} {each.user}: {each.purpose}" for each in brief.visits.rows]
    parts = {_("Since the last visit"): brief.changes, _("Who was here before, and what came of it"): been}
    return [{"title": title, "lines": lines} for title, lines in parts.items() if lines]


def _people(cases: dict[str, list[Case]]) -> list[Shown]:
    """Those of the place who raised something, by their masked names."""
    named = {(code, case.person.masked_name) for code, own in cases.items() for case in own if case.person and case.person.name}
    return [{"place": code, "name": name} for code, name in sorted(named)]


def _units(codes: Iterable[str]) -> models.QuerySet[Unit]:
    """Who can keep a promise: the open units of the counties that are visited."""
    return (
        Unit.objects.open().filter(_under(code[:COUNTY] for code in codes)).select_related("place").order_by("place__code", "id")
    )


def _places(codes: Iterable[str]) -> models.QuerySet[Place]:
    """The villages of the townships that are visited."""
    return Place.objects.standing().filter(_under((code[:TOWNSHIP] for code in codes), "code")).order_by("code")


def _under(codes: Iterable[str], field: str = "place__code") -> Q:
    inside = Q(pk__in=[])
    for code in set(codes):
        inside |= Q(**{f"{field}__startswith": code})
    return inside
