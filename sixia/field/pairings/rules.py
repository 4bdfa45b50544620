"""Who may do what to a tie or a plan in their sight. Sight itself is `visible_to`."""

from __future__ import annotations

from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Role
from sixia.foundations.units.standing import standing

from .models import Pairing, SupportPlan
from .models.finding import OVERSEEING_UNITS
from .workflow import Kind

TYING = (Role.HEAD, Role.DEPUTY, Role.LEADER, Role.INTAKE, Role.SUPERVISOR)
MANAGING = (Role.HEAD, Role.DEPUTY, Role.LEADER, Role.SUPERVISOR)


def may_tie(user: User) -> bool:
    """Those who lead a unit, and those who keep the list for a place."""
    return standing(user).holds(*TYING)


def manages(user: User, pairing: Pairing) -> bool:
    """Leads the unit of the post, oversees it from above, or made the tie. The list of household ties has no overseers."""
    held = standing(user)
    if pairing.made_by_id == user.pk or held.holds(*MANAGING, unit=pairing.post.unit_id):
        return True
    overseen = held.overseen(MANAGING, OVERSEEING_UNITS)
    return pairing.kind != Kind.HOUSEHOLD and any(pairing.post.unit.place_id.startswith(code) for code in overseen)


def may_contact(user: User, pairing: Pairing) -> bool:
    """The holder, and for what is not a household also who works beside them and writes it down."""
    return pairing.is_held_by(user) or (pairing.kind != Kind.HOUSEHOLD and pairing.post.unit_id in standing(user).units)


def may_hand_over(user: User, pairing: Pairing) -> bool:
    return pairing.is_held_by(user) or manages(user, pairing)


def may_end(user: User, pairing: Pairing) -> bool:
    return manages(user, pairing)


def may_promise(user: User, pairing: Pairing) -> bool:
    return may_contact(user, pairing)


def may_draw_up(user: User, pairing: Pairing) -> bool:
    return pairing.kind == Kind.HOUSEHOLD and pairing.is_held_by(user)


def may_help(user: User, plan: SupportPlan) -> bool:
    """Revise, add a step, write down what they say: whoever may read the plan may help with it."""
    return SupportPlan.objects.visible_to(user).filter(pk=plan.pk).exists()


def may_name_coworker(user: User, plan: SupportPlan) -> bool:
    return plan.pairing.is_held_by(user)


def may_reissue(user: User, plan: SupportPlan) -> bool:
    """The holder of the tie, or a village worker of theirs who is named on the plan: who can put it into the household's hand."""
    near = standing(user).holds(Role.VILLAGE, place=plan.pairing.place_id)
    return plan.pairing.is_held_by(user) or (near and may_help(user, plan))


def may_export(user: User) -> bool:
    return standing(user).holds(*TYING, Role.INSPECTOR)


def area_of(user: User) -> str:
    """The widest place this officer's posts reach: where the page of silence begins."""
    return min(standing(user).places(), key=lambda code: (len(code), code), default="")


def may_look_at(user: User, code: str) -> bool:
    """Silence is no secret within the place an officer serves, and not asked for beyond it."""
    return any(code.startswith(own) for own in standing(user).places())


def may(user: User, pairing: Pairing) -> dict[str, bool]:
    """What this officer can do with the tie as it stands now, for a page."""
    standing_now = pairing.is_in_force(timezone.localdate())
    return {
        "contact": standing_now and may_contact(user, pairing),
        "promise": standing_now and may_promise(user, pairing),
        "hand_over": standing_now and may_hand_over(user, pairing),
        "end": pairing.ends_on is None and may_end(user, pairing),
        "draw_up": standing_now and may_draw_up(user, pairing),
    }
