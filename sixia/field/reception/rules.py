"""Who may do what with reception days and audiences. Sight is `visible_to`; whether it can move is `workflow`."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post, Role, Tenure, Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases import rules as case_rules

from .models import Audience, ReceptionDay
from .models.day import RUNNERS, RUNNING_UNITS
from .workflow import MOVES, TURNS, Stage, Status

RECEIVING_ROLES = (Role.LEADER, Role.HEAD, Role.DEPUTY)
RECEIVING_UNITS = (Unit.Kind.LEADERSHIP, Unit.Kind.TOWNSHIP, Unit.Kind.BUREAU)


def _reach(user: User) -> tuple[str, ...]:
    return standing(user).overseen(RUNNERS, RUNNING_UNITS)


def may_plan(user: User) -> bool:
    """A petition office or a township arranges the days of the leaders of its place."""
    return bool(_reach(user))


def may_arrange(user: User, day: ReceptionDay) -> bool:
    """Amend, publish, swap, cancel: who arranges the days of this leader's own level. A township does not move the county's."""
    return any(day.post.unit.place_id.startswith(code) for code in _reach(user))


def may_run(user: User, day: ReceptionDay) -> bool:
    """Give numbers, call, write down: who arranges it, and the office of the place where it is held."""
    return any(day.place_id.startswith(code) for code in _reach(user))


def may_attend(user: User, audience: Audience) -> bool:
    """Be with them in the room: those who run the day, and the leader who receives."""
    return may_run(user, audience.day) or audience.day.leader_id == user.pk


def may_book(user: User) -> bool:
    """For someone who phones, comes to a window, or asks a village helper."""
    return case_rules.may_register(user)


def may_withdraw(user: User, audience: Audience) -> bool:
    return audience.booked_by_id == user.pk or may_run(user, audience.day)


def may_export(user: User) -> bool:
    return case_rules.may_export(user)


def may_look_back(user: User) -> bool:
    """What became of it, by place and matter: those who oversee, arrange or receive."""
    return case_rules.may_export(user)


def may_carry_down(user: User) -> bool:
    return may_plan(user)


def posts_of(user: User) -> QuerySet[Post]:
    """Whose reception days this officer arranges, with who holds each post: first the first in charge, then as they stand."""
    reach = Q(pk=None)
    for code in _reach(user):
        reach |= Q(unit__place__code__startswith=code)
    posts = Post.objects.filter(reach, role__in=RECEIVING_ROLES, unit__kind__in=RECEIVING_UNITS, unit__closed_on=None)
    holders = Tenure.objects.in_force().filter(post=OuterRef("pk"), acting=False).values("user__name")
    posts = posts.annotate(holder_name=Subquery(holders[:1]))
    return posts.select_related("unit").order_by("unit__place", "unit_id", "-chief", "id")


def places_of(user: User) -> QuerySet[Place]:
    reach = Q(pk=None)
    for code in _reach(user):
        reach |= Q(code__startswith=code)
    return Place.objects.standing().filter(reach, level__lte=12).order_by("code")


def may(user: User, day: ReceptionDay) -> dict[str, bool]:
    """What this officer can do with the day as it stands now, for a page."""
    arranges, runs, moves = may_arrange(user, day), may_run(user, day), MOVES[day.status]
    return {
        "amend": arranges and day.status == Status.PLANNED and not day.visit_id,
        "publish": arranges and day.status == Status.PLANNED,
        "swap": arranges and day.status == Status.PUBLISHED,
        "cancel": arranges and Status.CANCELLED in moves,
        "run": runs and day.status == Status.PUBLISHED,
        "see_list": runs or day.leader_id == user.pk,
    }


def may_with(user: User, audience: Audience) -> dict[str, bool]:
    """What this officer can do with the audience as it stands now."""
    turns, runs, attends = TURNS[audience.stage], may_run(user, audience.day), may_attend(user, audience)
    inside = audience.stage in (Stage.CALLED, Stage.RECEIVED)
    today = inside and audience.day.status == Status.PUBLISHED  # what is said later is no longer said in the room
    return {
        "arrive": runs and Stage.ARRIVED in turns and audience.stage != Stage.CALLED,
        "call": runs and Stage.CALLED in turns,
        "put_back": runs and audience.stage == Stage.CALLED,
        "receive": attends and Stage.RECEIVED in turns,
        "miss": runs and Stage.ABSENT in turns,
        "excuse": runs and Stage.EXCUSED in turns,
        "withdraw": Stage.CANCELLED in turns and may_withdraw(user, audience),
        "hear": attends and today and case_rules.may_register(user),
        "write": attends and inside and not audience.confirmed,
        "confirm": runs and bool(audience.talk) and not audience.confirmed,
        "promise": attends and today,
        "tell": bool(audience.to_tell) and may_withdraw(user, audience),
    }
