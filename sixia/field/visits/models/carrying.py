from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case, Reply
from sixia.spine.cases.models.hastening import own_unit
from sixia.spine.cases.workflow import Kind as CaseKind
from sixia.spine.cases.workflow import Status as CaseStatus
from sixia.spine.commitments.models import Commitment

from ..kinds import FrontLine
from ..workflow import Outcome, Status
from .finding import OfCases
from .moving import Moving, VisitError, WrongMove
from .returning import Returned

if TYPE_CHECKING:
    from .visit import Visit


class NotNamedOnIt(VisitError):
    """A sealed accusation goes along only with someone who is named on it."""

    message = _("This case cannot be taken along on this visit.")


class NotAnsweredHere(VisitError):
    """An answer is the answer of the unit that has the case, and nobody of it is along; or the case is answered already."""

    message = _("This case cannot be answered on this visit: it is answered already, or nobody of the unit that has it is along.")


class CarriedQuerySet(OfCases):
    def to_be_told(self) -> CarriedQuerySet:
        """There is a result, and whoever raised the case was not told yet."""
        return self.filter(told_at=None).exclude(outcome="")


class Carried(Returned):
    """A case taken down to the place it came from (带案下访): what was studied before, what came of it there."""

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="carried")
    case = models.ForeignKey(Case, models.PROTECT, related_name="carried_on")
    pre_study = models.TextField(_("studied beforehand"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    front_lines = ArrayField(models.CharField(max_length=8, choices=FrontLine), default=list, blank=True)
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="made_for_carried")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = CarriedQuerySet.as_manager()

    class Meta:
        verbose_name = _("case taken along")
        verbose_name_plural = _("cases taken along")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "case"], name="carried_once")]

    @transaction.atomic
    def settle(self, *, by: User | Voice, outcome: str, result: str, front_lines: Iterable[str] = (), **said: Any) -> None:
        """What came of it on the spot. `said`: a promise, which is then one about the case. To answer the case is its unit's."""
        self.visit.lock()
        self.visit.must_have_begun()
        if outcome == Outcome.PROMISE:
            self.commitment = self.visit.make_promise(by=by, case=self.case, person=self.case.person, **said)
        self.outcome, self.result, self.front_lines = outcome, result, list(front_lines)
        self.settled_by, self.settled_at = officer_of(by), timezone.now()
        self.save()
        self.visit.record("carried_settled", by=by, outcome=outcome)

    def promise(self, *, by: User | Voice, what: str, **said: Any) -> None:
        """A promise about it is what came of it."""
        self.settle(by=by, outcome=Outcome.PROMISE, result=what, what=what, **said)

    def answering_unit(self) -> Unit | None:
        """Whose answer it would be: of the unit that has the case, if one of it is along; of theirs while nobody has it."""
        case = self.case
        if case.sealed or case.kind == CaseKind.ACCUSATION or not case.is_open:
            return None
        if case.unit is None or case.status == CaseStatus.REGISTERED:
            return own_unit(self.visit.user)
        unit = case.unit.in_charge_now()
        party = (self.visit.user, *self.visit.companions.all())
        return unit if unit and any(unit.pk in standing(each).units for each in party) else None

    @transaction.atomic
    def answer(self, *, by: User, words: str, outcome: str, basis: str, front_lines: Iterable[str] = ()) -> Reply:
        """Answer the case where it came from (当场答复), timed by the case; that is also what came of taking it along."""
        self.visit.lock()
        self.visit.must_have_begun()
        unit = self.answering_unit()
        if unit is None:
            raise NotAnsweredHere
        reply = self.case.answer_on_the_spot(by=by, words=words, outcome=outcome, basis=basis, unit=unit)
        self.outcome, self.result, self.front_lines = Outcome.ON_THE_SPOT, words, list(front_lines)
        self.settled_by, self.settled_at = by, reply.at
        self.save(update_fields=["outcome", "result", "front_lines", "settled_by", "settled_at"])
        self.visit.record("carried_settled", by=by, outcome=Outcome.ON_THE_SPOT)
        return reply

    @property
    def is_to_be_told(self) -> bool:
        return bool(self.outcome and self.told_at is None)

    @property
    def raised_by(self) -> str:
        """Who hears of the result: whoever raised the case."""
        return str(_("the petitioner of the case"))


class Carrying(Moving):
    """Taking cases along."""

    class Meta:
        abstract = True

    @transaction.atomic
    def carry(self: Visit, *, by: User | Voice, case: Case, pre_study: str = "") -> Carried:
        """Take this case along; again: what was studied is written anew."""
        self.lock()
        if self.status in (Status.CLOSED, Status.CANCELLED):
            raise WrongMove(self.status, Status.PLANNED)
        carried = self.take_along(case, by=by, pre_study=pre_study)
        self.record("carried", by=by)
        return carried

    def take_along(self: Visit, case: Case, *, by: User | Voice, pre_study: str = "") -> Carried:
        """The row work of `carry`; planning a visit with cases takes them along in the same verb."""
        if case.is_hidden_from(self.user):
            raise NotNamedOnIt
        carried, made = self.carried.get_or_create(case=case, defaults={"pre_study": pre_study, "by": officer_of(by)})
        if not made and pre_study:
            carried.pre_study = pre_study
            carried.save(update_fields=["pre_study"])
        return carried
