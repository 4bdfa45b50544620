"""The boxes of an officer's desk: which cases lie in each, in what order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Role
from sixia.foundations.units.standing import standing

from .models import Case
from .models.finding import OVERSEEING_UNITS, Finding
from .workflow import Status

BY_DUE = ("due_at", "id")
BY_RECEIPT = ("-received_at", "-id")


@dataclass(frozen=True)
class Box:
    """One pile on the desk."""

    title: Promise
    sorted_by: Promise
    order: tuple[str, ...]
    cases: Callable[[User], Finding]
    counted: bool = True


def _due(user: User) -> Finding:
    return Case.objects.in_hand_of(user).open().filter(due_at__isnull=False)


BOXES: dict[str, Box] = {
    "due": Box(pgettext_lazy("box", "Due"), _("the nearest due date first"), BY_DUE, _due),
    "new": Box(
        _("New"),
        _("the latest first"),
        BY_RECEIPT,
        lambda user: Case.objects.in_hand_of(user).filter(status__in=[Status.REGISTERED, Status.FORWARDED]),
    ),
    "mine": Box(
        _("Mine"),
        _("the nearest due date first"),
        BY_DUE,
        lambda user: Case.objects.visible_to(user).open().handled_by(user).filter(due_at__isnull=False),
    ),
    "late": Box(_("Overdue"), _("the longest overdue first"), BY_DUE, lambda user: _due(user).overdue(timezone.now())),
    "waiting": Box(
        _("Waiting for the petitioner"),
        _("the latest first"),
        BY_RECEIPT,
        lambda user: Case.objects.in_hand_of(user).waiting_for_petitioner(),
    ),
    "owned": Box(
        _("Owned by me"),
        _("the latest first"),
        BY_RECEIPT,
        lambda user: Case.objects.visible_to(user).owned_by(user),
    ),
    "hard": Box(
        _("Hard cases"), _("the latest first"), BY_RECEIPT, lambda user: Case.objects.visible_to(user).hard(), counted=False
    ),
    "all": Box(_("All I may see"), _("the latest first"), BY_RECEIPT, lambda user: Case.objects.visible_to(user), counted=False),
}


def in_box(user: User, name: str) -> Finding:
    """The cases of a box, in its order; never more than the officer may see."""
    box = BOXES[name]
    return box.cases(user).order_by(*box.order)


def first_box(user: User) -> str:
    """The box an officer's day starts with."""
    held = standing(user)
    if held.overseen((Role.INTAKE,), OVERSEEING_UNITS):
        return "new"
    return "due" if held.holds(Role.HANDLER, Role.HEAD, Role.DEPUTY, Role.INTAKE) else "all"
