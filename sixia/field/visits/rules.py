"""Who may do what to a visit in their sight. Sight itself is `Visit.objects.visible_to`; whether it can move is `workflow`."""

from __future__ import annotations

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case

from .models import Carried, Invitation, Visit
from .workflow import MOVES, Status

GOERS = (Role.LEADER, Role.HEAD, Role.DEPUTY, Role.HANDLER, Role.INTAKE, Role.RESEARCHER, Role.BRIEFER, Role.SUPERVISOR)
HEARERS = (Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR)
HEARING_UNITS = (Unit.Kind.LEADERSHIP, Unit.Kind.SUPERVISION)


def may_plan(user: User) -> bool:
    return standing(user).holds(*GOERS)


def may_plan_for(user: User, goer: User) -> bool:
    """For oneself, or for a colleague of one's own unit: an office plans for its leader."""
    return user.pk == goer.pk or bool(standing(user).units & standing(goer).units)


def of_the_party(user: User, visit: Visit) -> bool:
    return visit.goes(user)


def may_arrange(user: User, visit: Visit) -> bool:
    """Change the plan: the party, and who planned it."""
    return visit.goes(user) or visit.planned_by_id == user.pk


def may_carry(user: User, visit: Visit) -> bool:
    return may_arrange(user, visit)


def may_replan(user: User, visit: Visit) -> bool:
    return may_arrange(user, visit)


def may_cancel(user: User, visit: Visit) -> bool:
    return may_arrange(user, visit)


def may_open_brief(user: User, visit: Visit) -> bool:
    return visit.goes(user)


def may_depart(user: User, visit: Visit) -> bool:
    return visit.goes(user)


def may_note(user: User, visit: Visit) -> bool:
    """Stops, people met, notes, matters and their outcomes: those who were there."""
    return visit.goes(user)


def may_answer_carried(user: User, carried: Carried) -> bool:
    """Answer a case where it came from: one of the party who may see it, in the name of a unit that is along."""
    seen = Case.objects.visible_to(user).filter(pk=carried.case_id).exists()
    return seen and may_note(user, carried.visit) and carried.answering_unit() is not None


def may_tell(user: User, visit: Visit) -> bool:
    """The return trip may be made by the party, or by who planned the visit."""
    return may_arrange(user, visit)


def may_close(user: User, visit: Visit) -> bool:
    """The one who went answers for what came of it."""
    return user.pk == visit.user_id


def may_hear(user: User, visit: Visit) -> bool:
    """Read what people said there, and who they are: the party, and leaders and inspectors over the place.

    Not the township or the bureau that people may have spoken about.
    """
    return may_arrange(user, visit) or any(
        visit.place_id.startswith(code) for code in standing(user).overseen(HEARERS, HEARING_UNITS)
    )


def may_export(user: User) -> bool:
    return may_plan(user) or standing(user).holds(Role.INSPECTOR)


def may_answer(user: User, invitation: Invitation) -> bool:
    """Any who may go and who sees the invitation."""
    return may_plan(user)


def may(user: User, visit: Visit) -> dict[str, bool]:
    """What this officer can do with the visit as it stands now, for a page."""
    next_states, out = MOVES[visit.status], visit.status in (Status.UNDER_WAY, Status.CLOSED)
    return {
        "carry": visit.status not in (Status.CLOSED, Status.CANCELLED) and may_carry(user, visit),
        "replan": visit.is_ahead and may_replan(user, visit),
        "cancel": Status.CANCELLED in next_states and may_cancel(user, visit),
        "open_brief": Status.BRIEFED in next_states and may_open_brief(user, visit),
        "depart": visit.is_ahead and may_depart(user, visit),
        "note": out and may_note(user, visit),
        "tell": out and may_tell(user, visit),
        "close": Status.CLOSED in next_states and may_close(user, visit),
        "hear": may_hear(user, visit),
    }
