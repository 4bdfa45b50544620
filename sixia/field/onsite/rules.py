"""Who may do what to a meeting, a deed or a stubborn problem in their sight. Whether it can be done now is `workflow`."""

from __future__ import annotations

from collections.abc import Iterable

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case

from .models import Deed, Meeting, Presence, StubbornProblem, Summons, Topic
from .workflow import CALLING, DEED_MOVES, PREPARING, DeedStatus, Stage, Status

CALLERS = (Role.LEADER, Role.HEAD, Role.DEPUTY, Role.INTAKE, Role.SUPERVISOR)
CALLING_UNITS = (Unit.Kind.LEADERSHIP, Unit.Kind.TOWNSHIP, Unit.Kind.PETITION, Unit.Kind.SUPERVISION)
ANSWERERS = (Role.INTAKE, Role.HANDLER, Role.HEAD, Role.DEPUTY, Role.VILLAGE)
READERS = (Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR, Role.RESEARCHER, *ANSWERERS)


def chairs(user: User, meeting: Meeting) -> bool:
    """Holds the post of the chair today, also as deputy."""
    return meeting.chair_id in standing(user).posts


def runs(user: User, meeting: Meeting) -> bool:
    """Calls the meeting: an officer of the unit that does, or who holds the chair."""
    return standing(user).holds(*CALLERS, unit=meeting.unit_id) or chairs(user, meeting)


def calling_units(user: User) -> list[int]:
    """The units for which this officer may call a meeting: whoever has others to call (吹哨)."""
    return [post.unit_id for post in standing(user).held if post.role in CALLERS and post.kind in CALLING_UNITS]


def may_plan(user: User) -> bool:
    return bool(calling_units(user))


def may_prepare(user: User, meeting: Meeting) -> bool:
    return runs(user, meeting)


def may_summon(user: User, meeting: Meeting) -> bool:
    return runs(user, meeting)


def may_respond(user: User, summons: Summons) -> bool:
    """An officer of the unit called, or of the one that has taken over its affairs."""
    unit = summons.answering_unit
    return unit is not None and standing(user).holds(*ANSWERERS, unit=unit)


def may_start(user: User, meeting: Meeting) -> bool:
    return runs(user, meeting)


def may_decide(user: User, meeting: Meeting) -> bool:
    """What the chair decides is written down by whoever runs the meeting."""
    return runs(user, meeting)


def may_answer_case(user: User, topic: Topic, unit: Unit | None) -> bool:
    """Answer the case with the decision: one who may see it, in the name of a unit that is there."""
    if unit is None or topic.case_id is None:
        return False
    return Case.objects.visible_to(user).filter(pk=topic.case_id).exists()


def may_close(user: User, meeting: Meeting) -> bool:
    return runs(user, meeting)


def may_cancel(user: User, meeting: Meeting) -> bool:
    return runs(user, meeting)


def may_sign(user: User, meeting: Meeting) -> bool:
    return any(presence.user_id == user.pk and presence.signed_at is None for presence in meeting.presences.all())


def may_sign_for(user: User, presence: Presence) -> bool:
    """Note that one of the people signed on paper."""
    return presence.person_id is not None and runs(user, presence.meeting)


def may_publish(user: User, meeting: Meeting) -> bool:
    return runs(user, meeting)


def may_export(user: User) -> bool:
    return standing(user).holds(*READERS)


def may(user: User, meeting: Meeting) -> dict[str, bool]:
    """What this officer can do with the meeting as it stands now, for a page."""
    run, status = runs(user, meeting), meeting.status
    return {
        "prepare": run and status in CALLING,
        "leave_out": run and status in PREPARING,
        "summon": run and status in CALLING,
        "start": run and status == Status.SUMMONED,
        "present": run and status in CALLING - {Status.PLANNED},
        "decide": run and status == Status.STARTED,
        "close": run and status == Status.STARTED,
        "cancel": run and status in PREPARING,
        "sign": status == Status.CLOSED and may_sign(user, meeting),
        "sign_for": run and status == Status.CLOSED,
        "publish": run and status == Status.CLOSED and meeting.published_at is None,
    }


def own_summons(user: User, summonses: Iterable[Summons]) -> Summons | None:
    """The summons this officer may answer: the first of their units that has not answered, else the first at all."""
    answerable = [summons for summons in summonses if may_respond(user, summons)]
    return min(answerable, key=lambda it: it.responded_at is not None, default=None)


# --- deeds --------------------------------------------------------------------------------------------


def may_undertake(user: User) -> bool:
    return standing(user).holds(Role.HEAD, Role.DEPUTY, Role.HANDLER, Role.INTAKE, Role.LEADER)


def may_finish(user: User, deed: Deed) -> bool:
    return standing(user).holds(Role.HEAD, Role.DEPUTY, Role.HANDLER, Role.INTAKE, unit=deed.unit_id)


def may_accept(user: User, deed: Deed) -> bool:
    """Write down what those who benefit say: anyone who works outside the unit that did it."""
    return standing(user).holds(*READERS) and deed.unit_id not in standing(user).units


def may_with_deed(user: User, deed: Deed) -> dict[str, bool]:
    outside = may_accept(user, deed)
    return {
        "finish": DeedStatus.DONE in DEED_MOVES[deed.status] and may_finish(user, deed),
        "accept": deed.status in (DeedStatus.DONE, DeedStatus.ACCEPTED, DeedStatus.REFUSED) and outside,
        "recheck": deed.status == DeedStatus.ACCEPTED and outside,
    }


# --- stubborn problems --------------------------------------------------------------------------------


def may_define(user: User) -> bool:
    return may_plan(user)


def owns(user: User, problem: StubbornProblem) -> bool:
    """Holds the leader's post, or works in that leader's unit."""
    return problem.leader_id in standing(user).posts or standing(user).holds(*CALLERS, unit=problem.leader.unit_id)


def may_set_milestone(user: User, problem: StubbornProblem) -> bool:
    return owns(user, problem)


def may_solve(user: User, problem: StubbornProblem) -> bool:
    return owns(user, problem)


def may_relapse(user: User, problem: StubbornProblem) -> bool:
    """That it came back may be said by anyone who oversees, also outside the leader's unit."""
    return owns(user, problem) or standing(user).holds(Role.SUPERVISOR, Role.INSPECTOR, place=problem.place_id)


def may_with_problem(user: User, problem: StubbornProblem) -> dict[str, bool]:
    return {
        "set_milestone": problem.stage != Stage.SOLVED and may_set_milestone(user, problem),
        "solve": problem.stage == Stage.UNDER_WAY and may_solve(user, problem),
        "relapse": problem.stage == Stage.SOLVED and may_relapse(user, problem),
    }
