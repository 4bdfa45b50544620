"""Who may do what to a promise in their sight. Sight is `Commitment.objects.visible_to`; whether it can move is `workflow`."""

from __future__ import annotations

from django.db import models

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models.finding import OVERSEEING_UNITS

from .models import Commitment
from .workflow import CHANGEABLE, MOVES, OWED, Status

PROMISERS = (Role.LEADER, Role.HEAD, Role.DEPUTY, Role.HANDLER, Role.INTAKE, Role.SUPERVISOR, Role.VILLAGE)
DOERS = (Role.HEAD, Role.DEPUTY, Role.HANDLER, Role.INTAKE, Role.VILLAGE)
WITNESSES = (Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR, Role.INTAKE, Role.HEAD)


def may_promise(user: User) -> bool:
    return standing(user).holds(*PROMISERS)


def may_promise_for_all(user: User) -> bool:
    """Leaders and the supervision office write down what any unit promised; everyone else promises for their own."""
    return bool(standing(user).overseen((Role.LEADER, Role.SUPERVISOR), OVERSEEING_UNITS))


def may_note(user: User, promise: Commitment) -> bool:
    return answers(user, promise)


def may_report(user: User, promise: Commitment) -> bool:
    return answers(user, promise)


def may_confirm(user: User, promise: Commitment) -> bool:
    return is_witness(user, promise)


def may_recheck(user: User, promise: Commitment) -> bool:
    return is_witness(user, promise)


def may_change(user: User, promise: Commitment) -> bool:
    """The head of the unit, whoever answers by name, or someone above: not everyone who works on it."""
    return heads(user, promise) or promise.is_below(user)


def may_hand_over(user: User, promise: Commitment) -> bool:
    return heads(user, promise) or promise.is_below(user)


def may_ask_to_drop(user: User, promise: Commitment) -> bool:
    return heads(user, promise)


def may_drop(user: User, promise: Commitment) -> bool:
    """Someone above the owner who did not ask for it: their pressing the button is the approval."""
    return promise.is_dropped_by(user)


def may_refuse_to_drop(user: User, promise: Commitment) -> bool:
    return promise.is_dropped_by(user)


def may_export(user: User) -> bool:
    return standing(user).holds(*PROMISERS, Role.INSPECTOR)


def answers(user: User, promise: Commitment) -> bool:
    return standing(user).holds(*DOERS, unit=promise.unit_id) or promise.answers(user)


def heads(user: User, promise: Commitment) -> bool:
    return standing(user).holds(Role.HEAD, Role.DEPUTY, unit=promise.unit_id) or promise.answers(user)


def is_witness(user: User, promise: Commitment) -> bool:
    """Oversees the place or lives with the result there, or promised it; and has no part in keeping it."""
    held = standing(user)
    near = held.holds(Role.VILLAGE, place=promise.place_id) or promise.promised_by_id == user.pk
    above = any(promise.place_id.startswith(code) for code in held.overseen(WITNESSES, OVERSEEING_UNITS))
    return (near or above) and not promise.is_own(user)


def may(user: User, promise: Commitment) -> dict[str, bool]:
    """What this officer can do with the promise as it stands now, for a page."""
    status, next_states = Status(promise.status), MOVES[promise.status]
    own = status in OWED and answers(user, promise)
    plea = promise.plea()
    return {
        "note": own,
        "report": own and Status.REPORTED in next_states,
        "confirm": Status.KEPT in next_states and may_confirm(user, promise),
        "recheck": status == Status.KEPT and may_recheck(user, promise),
        "change": status in CHANGEABLE and may_change(user, promise),
        "hand_over": status in OWED and may_hand_over(user, promise),
        "ask_to_drop": status in CHANGEABLE and plea is None and may_ask_to_drop(user, promise),
        "refuse_to_drop": status in CHANGEABLE and plea is not None and may_refuse_to_drop(user, promise),
        "drop": Status.DROPPED in next_states and may_drop(user, promise),
    }


def units_to_promise_for(user: User) -> models.QuerySet[Unit]:
    open_units = Unit.objects.open().order_by("place", "pk")
    return open_units if may_promise_for_all(user) else open_units.filter(pk__in=standing(user).units)
