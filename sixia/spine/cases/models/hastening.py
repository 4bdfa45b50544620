from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Matter, Unit
from sixia.foundations.units.standing import standing

from ..workflow import MOVES, Kind, Status
from .accepting import BRANCH_OF_KIND
from .answering import Answering, Reply
from .moving import CaseError, WrongMove
from .routing import Assignment

if TYPE_CHECKING:
    from .case import Case


class NotOnTheSpot(CaseError):
    """An accusation is never answered where it is raised."""

    message = _("An accusation goes the way of accusations; it is not answered on the spot.")


class NobodyHere(CaseError):
    """An answer is some unit's answer."""

    message = _("Say which unit answers.")


class Hastening(Answering):
    """Done at once (马上就办): what can be settled where it is raised is sorted, taken in hand and answered in one."""

    class Meta:
        abstract = True

    @transaction.atomic
    def answer_on_the_spot(
        self: Case,
        *,
        by: User,
        words: str,
        outcome: str,
        basis: str,
        facts: str = "",
        kind: str = Kind.APPEAL,
        matter: Matter | None = None,
        unit: Unit | None = None,
        seen: int | None = None,
    ) -> Reply:
        """Answer now. `unit`: the one that answers; without it the officer's own. A case already sorted keeps its class."""
        self.lock(seen=seen)
        if self.sealed or Kind.ACCUSATION in (kind, self.kind):
            raise NotOnTheSpot
        self._hasten()
        self.kind, self.matter = self.kind or kind, matter or self.matter
        self._take_in_hand(unit or own_unit(by) or self.unit, by=by)
        reply = self._reply(by=by, words=words, outcome=outcome, facts=facts, basis=basis, on_the_spot=True)
        self.touch("kind", "matter", "unit", "handler", "answered_at")
        minutes = int((reply.at - self.received_at).total_seconds() // 60)
        self.record("answered_on_the_spot", by=by, unit=self.unit.told, reply=reply.pk, minutes=minutes)  # type: ignore[union-attr]
        return reply

    def _hasten(self: Case) -> None:
        """Through the states on the usual way, one allowed move after another."""
        for status in (Status.FORWARDED, Status.ACCEPTED):
            if status in MOVES[self.status]:
                self.status = status
        if Status.ANSWERED not in MOVES[self.status]:
            raise WrongMove(self.status, Status.ANSWERED)
        self.status = Status.ANSWERED

    def _take_in_hand(self: Case, unit: Unit | None, *, by: User) -> None:
        """The unit has the case and has accepted it, now."""
        if unit is None:
            raise NobodyHere
        now = timezone.now()
        if unit != self.unit or not self.assignments.filter(ended_at=None).exists():
            self.assignments.filter(ended_at=None).update(ended_at=now)
            self.assignments.create(mode=Assignment.Mode.DIRECT, from_unit=self.unit, unit=unit, by=by, at=now)
        self.unit, self.handler = unit, by if standing(by).holds(unit=unit) else None
        self.assignments.filter(ended_at=None, accepted_at=None).update(accepted_by=by, accepted_at=now)
        if not self.routes.exists():
            branch = BRANCH_OF_KIND[Kind(self.kind)]
            self.routes.create(branch=branch, basis=f"《信访工作条例》第{branch.article}条", by=by, at=now)


def own_unit(user: User) -> Unit | None:
    """The unit of the post an officer is known by."""
    primary = standing(user).primary
    return primary.post.unit if primary else None
