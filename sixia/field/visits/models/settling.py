from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice, officer_of
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel
from sixia.spine.commitments.models import Commitment

from ..kinds import FrontLine
from ..workflow import Outcome
from .finding import OfCases
from .going import Stop
from .moving import Moving, VisitError
from .returning import Returned

if TYPE_CHECKING:
    from .visit import Visit


class AlreadySettled(VisitError):
    """A matter ends once; what was said of it is not rewritten."""

    message = _("What came of this matter was said before. Nothing was changed.")


class MatterQuerySet(OfCases):
    def open(self) -> MatterQuerySet:
        """Nobody has said yet what came of it."""
        return self.filter(outcome="")

    def to_be_told(self) -> MatterQuerySet:
        """There is a result and someone who raised it, and they were not told yet."""
        raised = ~Q(raised_by="") | Q(person__isnull=False)
        return self.filter(raised, told_at=None).exclude(outcome="")


class Matter(Returned):
    """A matter met on a visit (现场问题), and what came of it: solved there, a case, a promise, or why it cannot be solved."""

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="matters")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(_("what it is about"), max_length=300)
    raised_by = models.CharField(_("who raised it, without a name"), max_length=120, blank=True)  # empty: seen by ourselves
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="+")
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, blank=True, related_name="matters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    entered_at = models.DateTimeField(default=timezone.now)

    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    why = models.TextField(_("what was done, or why not"), blank=True)
    basis = models.CharField(_("legal or policy basis"), max_length=300, blank=True)
    benefit = models.CharField(_("who has what of it"), max_length=300, blank=True)
    front_lines = ArrayField(models.CharField(max_length=8, choices=FrontLine), default=list, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="met_on")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="made_on")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter of a visit")
        verbose_name_plural = _("matters of a visit")
        ordering = ["id"]
        indexes = [models.Index(fields=["settled_at"], name="matter_untold", condition=Q(told_at=None) & ~Q(outcome=""))]
        constraints = [
            models.CheckConstraint(condition=~Q(outcome=Outcome.CASE) | Q(case__isnull=False), name="matter_with_its_case"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.PROMISE) | Q(commitment__isnull=False), name="matter_with_its_promise"
            ),
            models.CheckConstraint(condition=~Q(outcome=Outcome.NOT_SOLVABLE) | ~Q(why=""), name="matter_says_why_not"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_to_be_told(self) -> bool:
        """There is a result and someone who raised it, and they were not told yet."""
        return bool(self.outcome and self.told_at is None and (self.raised_by or self.person_id))

    @transaction.atomic
    def solve(
        self, *, by: User | Voice, why: str, benefit: str = "", front_lines: Iterable[str] = (), at: dt.datetime | None = None
    ) -> None:
        """Solved on the spot (当场解决): what was done, and who has what of it."""
        self._begin()
        self._end(Outcome.ON_THE_SPOT, by=by, at=at, why=why, benefit=benefit, front_lines=list(front_lines))

    @transaction.atomic
    def raise_case(
        self,
        *,
        by: User | Voice,
        words: str = "",
        place: Place | None = None,
        place_words: str = "",
        front_lines: Iterable[str] = (),
        at: dt.datetime | None = None,
    ) -> Case:
        """Put it on the register as what someone said in the field; it has its own clocks from now on."""
        self._begin()
        case, _fresh = Case.objects.register(
            by=by,
            words=words or self.what,
            place=place or (self.stop.place if self.stop else self.visit.place),
            place_words=place_words or (self.stop.where if self.stop else ""),
            channel=Channel.FIELD,
            person=self.person,
            enterprise=self.enterprise,
            received_at=min(self.at, timezone.now()),
            once=uuid.uuid5(self.once, "case"),
        )
        self._end(Outcome.CASE, by=by, at=at, case=case, front_lines=list(front_lines))
        return case

    @transaction.atomic
    def join_case(self, *, by: User | Voice, case: Case, words: str = "", front_lines: Iterable[str] = ()) -> None:
        """The same person has an open case of this: what they said again is added there."""
        self._begin()
        case.hear(by=by, words=words or self.what, channel=Channel.FIELD, once=uuid.uuid5(self.once, "heard"))
        self._end(Outcome.CASE, by=by, case=case, front_lines=list(front_lines))

    @transaction.atomic
    def promise(
        self, *, by: User | Voice, front_lines: Iterable[str] = (), at: dt.datetime | None = None, **said: Any
    ) -> Commitment:
        """Make a promise (承诺): what, who answers and by when (`said`) is kept in `commitments`, where it is followed up."""
        self._begin()
        given = {"person": self.person, "enterprise": self.enterprise, "once": uuid.uuid5(self.once, "promise"), **said}
        commitment = self.visit.make_promise(by=by, **given)
        self._end(Outcome.PROMISE, by=by, at=at, commitment=commitment, front_lines=list(front_lines))
        return commitment

    @transaction.atomic
    def decline(self, *, by: User | Voice, why: str, basis: str = "", at: dt.datetime | None = None) -> None:
        """It cannot be solved, and why: said plainly, with its basis."""
        self._begin()
        self._end(Outcome.NOT_SOLVABLE, by=by, at=at, why=why, basis=basis)

    def _begin(self) -> None:
        self.visit.lock()
        self.visit.must_have_begun()
        self.refresh_from_db()
        if self.outcome:
            raise AlreadySettled

    def _end(self, outcome: Outcome, *, by: User | Voice, at: dt.datetime | None = None, **fields: Any) -> None:
        self.outcome, self.settled_by = outcome, officer_of(by)
        self.settled_at = min(at or timezone.now(), timezone.now())
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["outcome", "settled_by", "settled_at", *fields])
        self.visit.record("settled", by=by, outcome=outcome)


VERBS: dict[str, Callable[..., object]] = {
    Outcome.ON_THE_SPOT: Matter.solve,
    Outcome.CASE: Matter.raise_case,
    Outcome.PROMISE: Matter.promise,
    Outcome.NOT_SOLVABLE: Matter.decline,
}


class Settling(Moving):
    """What came up on the way, and what came of each."""

    class Meta:
        abstract = True

    @transaction.atomic
    def take_up(
        self: Visit,
        *,
        by: User | Voice,
        what: str,
        raised_by: str = "",
        person: Person | None = None,
        enterprise: Enterprise | None = None,
        stop: Stop | None = None,
        at: dt.datetime | None = None,
        once: uuid.UUID | None = None,
    ) -> Matter:
        """Write a matter down; what came of it is said later. The same `once` again changes nothing."""
        self.lock()
        self.must_have_begun()
        if already := Matter.objects.filter(visit=self, once=once).first():
            return already
        for thing in (person, enterprise):
            if thing is not None and thing.pk is None:
                thing.save()
        now = timezone.now()
        made = self.matters.create(
            once=once or uuid.uuid4(), what=what, raised_by=raised_by, person=person, enterprise=enterprise, stop=stop,
            by=officer_of(by), at=min(at or now, now), entered_at=now,
        )  # fmt: skip
        self.record("taken_up", by=by)
        return made

    @transaction.atomic
    def settle(
        self: Visit,
        *,
        by: User | Voice,
        once: uuid.UUID,
        outcome: str,
        what: str = "",
        raised_by: str = "",
        person: Person | None = None,
        stop: Stop | None = None,
        at: dt.datetime | None = None,
        promise: dict[str, Any] | None = None,
        **given: Any,
    ) -> Matter:
        """A matter with its end, in one sending from the field; sent again with the same end it changes nothing.

        `given`: what the verb of this outcome asks for: solved on the spot `why`, `benefit` · case `words`, `place`,
        `place_words` · not solvable `why`, `basis`; and `front_lines`. `promise`: what `Commitment.objects.promise` asks for.
        """
        matter = self.take_up(by=by, once=once, what=what, raised_by=raised_by, person=person, stop=stop, at=at)
        if matter.outcome != outcome:
            VERBS[outcome](matter, by=by, at=at, **given, **(promise or {}))
        return matter

    def make_promise(self: Visit, *, by: User | Voice, **said: Any) -> Commitment:
        """A promise made on this visit, which says where it was made."""
        given = {"place": self.place, "occasion": self.occasion, "occasion_url": self.url, **said}
        return Commitment.objects.promise(by=by, **given)
