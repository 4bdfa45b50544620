"""Who may do what to a case in their sight. Sight itself is `Case.objects.visible_to`; whether it can move is `workflow`."""

from __future__ import annotations

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import standing

from .models import Case
from .models.finding import OVERSEEING_UNITS
from .workflow import MOVES, Status

CLERKS = (Role.INTAKE, Role.HANDLER, Role.HEAD, Role.DEPUTY, Role.VILLAGE)
DOERS = (Role.INTAKE, Role.HANDLER, Role.HEAD, Role.DEPUTY)


def holds_it(user: User, case: Case) -> bool:
    """Works in the unit that has the case now."""
    return case.unit_id is not None and standing(user).holds(*DOERS, unit=case.unit_id)


def routes_here(user: User, case: Case) -> bool:
    """An intake officer of an overseeing unit (petition office, township) for the case's place."""
    return any(case.place_id.startswith(code) for code in standing(user).overseen((Role.INTAKE,), OVERSEEING_UNITS))


def takes_accusations(user: User, case: Case) -> bool:
    """Works in the discipline inspection that has this accusation: handles it, or passes it to whoever is competent."""
    return case.sealed and holds_it(user, case) and case.unit is not None and case.unit.kind == Unit.Kind.DISCIPLINE


def may_register(user: User) -> bool:
    return standing(user).holds(*CLERKS)


def may_import(user: User) -> bool:
    return standing(user).holds(Role.INTAKE, Role.HEAD, Role.KEEPER)


def may_sort(user: User, case: Case) -> bool:
    return routes_here(user, case) or holds_it(user, case)


def may_forward(user: User, case: Case) -> bool:
    return routes_here(user, case) or takes_accusations(user, case)


def may_accept(user: User, case: Case) -> bool:
    return holds_it(user, case)


def may_answer(user: User, case: Case) -> bool:
    return holds_it(user, case)


def may_own(user: User, case: Case) -> bool:
    """Give a case to a leader: a leader over its place, the head of its petition office, or the supervision office."""
    held = standing(user)
    codes = held.overseen((Role.LEADER, Role.SUPERVISOR), OVERSEEING_UNITS) + held.overseen((Role.HEAD,), (Unit.Kind.PETITION,))
    return any(case.place_id.startswith(code) for code in codes)


def may_report_own(user: User, case: Case) -> bool:
    """The leader who owns it."""
    return case.owned and Case.objects.filter(pk=case.pk).owned_by(user).exists()


def may_disown(user: User, case: Case) -> bool:
    return case.owned and (may_report_own(user, case) or may_own(user, case))


def may_reveal(user: User, case: Case) -> bool:
    """Contact details: those who handle or route the case, for a reason that stays on the trail."""
    return case.person_id is not None and (holds_it(user, case) or routes_here(user, case))


def may_give_receipt(user: User, case: Case) -> bool:
    """Print the receipt again: at any window that sees the case, but not in the unit whose answer the petitioner will judge."""
    judged = case.status != Status.REGISTERED and case.unit_id in standing(user).units
    return case.has_somebody_on_record and may_register(user) and not judged


def may_export(user: User) -> bool:
    return standing(user).holds(Role.INTAKE, Role.HANDLER, Role.HEAD, Role.DEPUTY, Role.SUPERVISOR, Role.INSPECTOR, Role.LEADER)


def may(user: User, case: Case) -> dict[str, bool]:
    """What this officer can do with the case as it stands now, for a page."""
    next_states = MOVES[case.status]
    may_give, reports = may_own(user, case), may_report_own(user, case)
    return {
        "sort": case.is_open and may_sort(user, case),
        "forward": Status.FORWARDED in next_states and may_forward(user, case),
        "accept": Status.ACCEPTED in next_states and may_accept(user, case),
        "answer": Status.ANSWERED in next_states and may_answer(user, case),
        "reveal": may_reveal(user, case),
        "receipt": may_give_receipt(user, case),
        "own": case.status != Status.SETTLED and may_give,
        "report_own": reports,
        "disown": reports or (case.owned and may_give),
    }


def receiving_unit(user: User) -> Unit | None:
    """The unit for which this officer writes a case down: none for the petition office, which sorts what it receives."""
    primary = standing(user).primary
    unit = primary.post.unit if primary else None
    return unit if unit and unit.kind not in (Unit.Kind.PETITION, Unit.Kind.VILLAGE) else None
