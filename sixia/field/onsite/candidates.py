"""What a meeting at a place should be about (议题来源): read from the register, so that nobody is asked for what is known.

Hard and overdue cases, matters that many raise, promises that are late, invitations nobody has answered, standing ties. Each list
is short and says of how many it is; cases of firms stand among those of persons. Nothing sealed is read, also not for someone who
is named on it: an agenda is seen by many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sixia.field.pairings.models import Pairing
from sixia.field.pairings.workflow import Kind as Tie
from sixia.field.visits.models import Invitation
from sixia.foundations.accounts.models import User
from sixia.foundations.deadlines.wording import day_words, due_words
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Matter
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .models import Meeting
from .models.topic import SOURCES

MOST = 8  # of each kind: an agenda is made by people, from what is worst
MANY = 2  # from how many open cases on a matter is hot
HARDEST_PLACES = 8


@dataclass(frozen=True)
class Candidate:
    """One thing that could be a topic: what, why, and what it comes from. `key` is how a form names it."""

    key: str
    title: str
    why: str
    asked_by: str = ""
    refs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    title: str | Promise
    candidates: list[Candidate]
    empty: str | Promise


@dataclass(frozen=True)
class Site:
    """A place where much is open (困难较多的地方), with what speaks for going there."""

    place: Place
    open: int
    overdue: int


def for_agenda(user: User, meeting: Meeting) -> list[Group]:
    """What this officer may put on this meeting's agenda, without what is on it already; empty kinds last."""
    here = Place.within(meeting.place_id)
    taken = {(name, pk) for topic in meeting.topics.all() for name in SOURCES if (pk := getattr(topic, f"{name}_id"))}
    groups = [*_of_cases(user, here), _hot(user, meeting, here), _late(user, here), _invited(user, here), _tied(user, here)]
    left = [Group(it.title, [each for each in it.candidates if not _ids(each) & taken], it.empty) for it in groups]
    return sorted(left, key=lambda it: not it.candidates)


def chosen(user: User, meeting: Meeting, key: str) -> Candidate | None:
    """The candidate a form named; none when it is no longer one."""
    return next((each for group in for_agenda(user, meeting) for each in group.candidates if each.key == key), None)


def for_review(user: User, meeting: Meeting) -> list[Candidate]:
    """What the periodic review takes up by itself: hot matters, hard and overdue cases, late promises."""
    here = Place.within(meeting.place_id)
    hard, overdue, _firms = _of_cases(user, here)
    groups = [_hot(user, meeting, here), hard, overdue, _late(user, here)]
    return [candidate for group in groups for candidate in group.candidates]


def sites(user: User, code: str) -> list[Site]:
    """Villages and communities of the area with the most open cases: where it is hard, not where it is convenient."""
    now = timezone.now()
    counted = (
        _open_cases(user)
        .in_place(code)
        .order_by()
        .values("place")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)))
        .order_by("-overdue", "-open", "place")[:HARDEST_PLACES]
    )
    places = Place.objects.in_bulk([line["place"] for line in counted])
    return [Site(places[line["place"]], line["open"], line["overdue"]) for line in counted]


def _ids(candidate: Candidate) -> set[tuple[str, Any]]:
    return {(name, thing.pk) for name, thing in candidate.refs.items()}


def _open_cases(user: User) -> Any:
    return Case.objects.visible_to(user).open().filter(sealed=False)


def _of_cases(user: User, here: Q) -> list[Group]:
    """Hard and overdue cases, and what firms raised: the ids of all three in one query, the cases in another."""
    cases = _open_cases(user).filter(here).order_by("due_at", "id")
    piles = [cases.hard(), cases.overdue(timezone.now()), cases.filter(enterprise__isnull=False)]
    wanted = [pile.annotate(pile=Value(at)).values_list("pile", "pk")[:MOST] for at, pile in enumerate(piles)]
    found = list(wanted[0].union(*wanted[1:], all=True))
    read = Case.objects.select_related("place", "enterprise").defer("search").in_bulk([pk for _pile, pk in found])
    listed = [[_case(read[pk]) for pile, pk in found if pile == at] for at in range(len(piles))]
    return [Group(title, listed[at], empty) for at, (title, empty) in enumerate(CASE_GROUPS)]


def _case(case: Case) -> Candidate:
    why = [str(case.place), due_words(case.due_at)]
    if case.round > 1:
        why.insert(1, ngettext("handled %(n)d time", "handled %(n)d times", case.round) % {"n": case.round})
    asked_by = str(case.enterprise) if case.enterprise else ""
    return Candidate(f"case-{case.number}", case.title, " · ".join(filter(None, why)), asked_by, {"case": case})


def _hot(user: User, meeting: Meeting, here: Q) -> Group:
    """The same matter, here, by many."""
    raised = Count("cases", filter=Q(cases__in=_open_cases(user).filter(here).order_by().values("pk")))
    matters = Matter.objects.annotate(n=raised).filter(n__gte=MANY).order_by("-n", "pk")[:MOST]
    candidates = []
    for matter in matters:
        why = ngettext("%(n)d open case in %(place)s", "%(n)d open cases in %(place)s", matter.n)
        said = why % {"n": matter.n, "place": meeting.place}
        candidates.append(Candidate(f"matter-{matter.pk}", str(matter), said, refs={"matter": matter}))
    return Group(_("Raised by many: the same matter, here"), candidates, _("No matter is raised by more than one here."))


def _late(user: User, here: Q) -> Group:
    late = Commitment.objects.visible_to(user).late().filter(here).exclude(case__sealed=True).select_related("unit")
    candidates = [
        Candidate(f"commitment-{it.number}", it.what[:120], f"{it.unit} · {day_words(it.due_on)}", refs={"commitment": it})
        for it in late.order_by("due_on", "id")[:MOST]
    ]
    return Group(_("Promises that are late"), candidates, _("No promise is late here."))


def _invited(user: User, here: Q) -> Group:
    found = Invitation.objects.visible_to(user).open().filter(here).select_related("place", "enterprise")
    candidates = [
        Candidate(
            f"invitation-{it.number}",
            str(it),
            f"{it.place} · {day_words(it.made_at)}",
            str(it.enterprise or ""),
            {"invitation": it},
        )
        for it in found[:MOST]
    ]
    return Group(_("Invitations nobody has answered"), candidates, _("Nobody has asked us to come."))


def _tied(user: User, here: Q) -> Group:
    found = Pairing.objects.visible_to(user).in_force().filter(here).exclude(kind=Tie.HOUSEHOLD)
    candidates = [
        Candidate(f"pairing-{it.number}", f"{it}：{it.purpose}"[:120], f"{it.post.unit} · {it.post}", refs={"pairing": it})
        for it in found.select_related("place", "enterprise", "post__unit").order_by("quiet_since", "id")[:MOST]
    ]
    return Group(_("Standing ties to this place"), candidates, _("No post is tied to this place."))


CASE_GROUPS = [
    (_("Hard cases"), _("No hard case is open here.")),
    (_("Overdue cases"), _("Nothing is overdue here.")),
    (_("What firms raised"), _("No firm has an open case here.")),
]
