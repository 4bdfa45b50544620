from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models.hastening import own_unit
from sixia.spine.cases.workflow import Kind, Status

from .moving import OnsiteError

if TYPE_CHECKING:
    from .topic import Topic


class NotAnsweredHere(OnsiteError):
    """An answer is the answer of the unit that has the case, and that unit is not here; or nobody has to answer any more."""

    message = _("This case cannot be answered at this meeting; nothing was decided.")


class Hastening(models.Model):
    """Done at once (马上就办): what is decided on the spot about a case is also the answer to it."""

    class Meta:
        abstract = True

    def answering_unit(self: Topic, by: User) -> Unit | None:
        """Whose answer it would be: of the unit that has the case, if it is here; of the officer's own while nobody has it."""
        case = self.case
        if case is None or case.sealed or case.kind == Kind.ACCUSATION or not case.is_open:
            return None
        if case.unit is None or case.status == Status.REGISTERED:
            return own_unit(by)
        unit = case.unit.in_charge_now()
        return unit if unit and self._is_here(unit, by) else None

    def _is_here(self: Topic, unit: Unit, by: User) -> bool:
        """It was called and has come, or the deciding officer works in it."""
        return unit.pk in standing(by).units or self.meeting.summonses.filter(unit=unit, arrived_at__isnull=False).exists()

    def _answer_case(self: Topic, *, by: User, words: str, outcome: str, basis: str) -> None:
        unit = self.answering_unit(by)
        if self.case is None or unit is None:
            raise NotAnsweredHere
        self.case.answer_on_the_spot(by=by, words=words, outcome=outcome, basis=basis, unit=unit)
