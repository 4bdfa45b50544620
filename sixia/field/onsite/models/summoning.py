"""Calling up units (吹哨报到): each has a clock to answer, and both sides answer for it: who called, and who was called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.deadlines.clocks import Clocked
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import holders

from ..workflow import CALLING, Status
from .moving import Moving, OnsiteError, locked

if TYPE_CHECKING:
    from .meeting import Meeting

RULE = "OS.respond"
CALLED = (Role.HEAD, Role.DEPUTY, Role.INTAKE)  # who is told that the unit is called


class NobodyAnswers(OnsiteError):
    """A unit was closed and nobody has taken over its affairs."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self.unit = unit

    def __str__(self) -> str:
        return str(_("%(unit)s is closed and nobody has taken over its affairs.")) % {"unit": self.unit}


class AlreadyAnswered(OnsiteError):
    """A unit answers a summons once; a second answer overwrites nothing."""

    message = _(
        "Your unit has already answered this summons. Nothing was overwritten; call the unit that calls the meeting to change it."
    )


class SummonsQuerySet(models.QuerySet["Summons"]):
    def waiting(self) -> SummonsQuerySet:
        return self.filter(responded_at=None)

    def late(self, at: dt.datetime | None = None) -> SummonsQuerySet:
        return self.waiting().filter(respond_by__lt=at or timezone.now())

    def of_units(self, units: frozenset[int]) -> SummonsQuerySet:
        """What these units have to answer: called themselves, or the successor of one that was, by two steps at most."""
        return self.filter(Q(unit__in=units) | Q(unit__successor__in=units) | Q(unit__successor__successor__in=units))

    def pressing(self) -> SummonsQuerySet:
        """Of meetings that have not ended."""
        return self.waiting().filter(meeting__status__in=sorted(CALLING))

    def to_remind(self) -> SummonsQuerySet:
        """The day is over, nobody has answered, and nobody was reminded yet."""
        return self.pressing().late().filter(reminded_at=None)

    def remind(self) -> int:
        """The timer is one more caller: each in a short transaction of its own; how many were reminded."""
        due = self.to_remind().select_related("meeting", "unit").order_by("pk")
        return sum(summons.remind(by=Voice.SYSTEM) for summons in due)


class Summons(Clocked):
    """A unit called to a meeting (吹哨): until when it has to say who comes or why not, what it said, and when it arrived."""

    meeting = models.ForeignKey("onsite.Meeting", models.CASCADE, related_name="summonses")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="summonses")
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    respond_by = models.DateTimeField(_("answer due"))
    provisional = models.BooleanField(default=False)
    responded_at = models.DateTimeField(null=True, blank=True)
    responded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    attends = models.BooleanField(_("does the unit come?"), null=True, blank=True)
    answer = models.CharField(_("who comes, or why nobody can"), max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    arrived_at = models.DateTimeField(null=True, blank=True)

    objects = SummonsQuerySet.as_manager()

    class Meta:
        verbose_name = _("summons")
        verbose_name_plural = _("summonses")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["unit", "respond_by"], name="summons_waiting", condition=Q(responded_at=None)),
            models.Index(fields=["respond_by"], name="summons_to_remind", condition=Q(responded_at=None, reminded_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="summoned_once"),
            models.CheckConstraint(
                condition=Q(responded_at=None, attends=None)
                | (Q(responded_at__isnull=False, attends__isnull=False) & ~Q(answer="")),
                name="summons_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

    def is_late(self, now: dt.datetime | None = None) -> bool:
        """The answer came after its day, or has not come and the day is over."""
        return (self.responded_at or now or timezone.now()) > self.respond_by

    @property
    def answering_unit(self) -> Unit | None:
        """Who answers today: the unit called, or whoever has taken over its affairs."""
        return self.unit.in_charge_now()

    @transaction.atomic
    def respond(self, *, by: User, attends: bool, answer: str) -> None:
        """Say who comes, or why nobody can."""
        self.meeting.hold(CALLING)
        locked(self)
        if self.responded_at is not None:
            if (self.responded_by, self.attends, self.answer) == (by, attends, answer):
                return  # a double click
            raise AlreadyAnswered
        self.responded_at, self.responded_by, self.attends, self.answer = timezone.now(), by, attends, answer
        self.save(update_fields=["responded_at", "responded_by", "attends", "answer"])
        self.end_duties(at=self.responded_at)
        unit = self.answering_unit or self.unit
        self.meeting.record("responded", by=by, unit=unit.told, attends="yes" if attends else "no")
        notify(
            "onsite.responded",
            to=self.meeting.called_by,
            link=self.meeting.url,
            unit=unit.name,
            number=self.meeting.spoken_number,
        )

    @transaction.atomic
    def remind(self, *, by: User | Voice) -> bool:
        """Say to the unit that its answer is late, and to whoever calls that it has not come: once. Whether it was said now."""
        locked(self.meeting)
        locked(self)
        if self.reminded_at or self.responded_at or self.meeting.status not in CALLING:
            return False
        self.reminded_at = timezone.now()
        self.save(update_fields=["reminded_at"])
        unit = self.answering_unit or self.unit
        said = {"link": self.meeting.url, "number": self.meeting.spoken_number}
        for officer in holders(unit, *CALLED):
            notify("onsite.reminded", to=officer, **said)
        notify("onsite.unanswered", to=self.meeting.called_by, unit=unit.name, **said)
        self.meeting.record("reminded", by=by, unit=unit.told)
        return True

    @transaction.atomic
    def arrive(self, *, by: User) -> None:
        """The unit is there; also when it had said nothing, or no."""
        self.meeting.hold(CALLING)
        locked(self)
        if self.arrived_at is None:
            self.arrived_at = timezone.now()
            self.save(update_fields=["arrived_at"])
            self.meeting.record("arrived", by=by, unit=self.unit.told)


class Summoning(Moving):
    """Calling units to a meeting."""

    class Meta:
        abstract = True

    @transaction.atomic
    def summon(self: Meeting, *, by: User, units: Sequence[Unit]) -> list[Summons]:
        """Call these units, each by the one in charge of its affairs today; those called before are not called again."""
        self.hold(CALLING)
        called = dict.fromkeys(_in_charge(unit) for unit in units)
        known = set(self.summonses.values_list("unit_id", flat=True))
        made = [self._call(unit, by=by) for unit in called if unit.pk not in known]
        if not made:
            return []
        if self.status == Status.PLANNED:
            self.status = Status.SUMMONED
            self.save(update_fields=["status"])
        names = [summons.unit.told for summons in made]
        self.record(
            "summoned", by=by, units={key: mark.join(name[key] for name in names) for key, mark in (("zh", "、"), ("en", ", "))}
        )
        return made

    def _call(self: Meeting, unit: Unit, *, by: User) -> Summons:
        summons = Summons(meeting=self, unit=unit, sent_at=timezone.now(), sent_by=by)
        clock = summons.prepare_clock(RULE, at=summons.sent_at, place_code=self.place_id)
        summons.respond_by, summons.provisional = clock.internal_due, clock.provisional
        summons.save(force_insert=True)
        clock.thing_id = summons.pk
        clock.save(force_insert=True)
        for officer in holders(unit, *CALLED):
            notify("onsite.summoned", to=officer, link=self.url, number=self.spoken_number)
        return summons


def _in_charge(unit: Unit) -> Unit:
    in_charge = unit.in_charge_now()
    if in_charge is None:
        raise NobodyAnswers(unit)
    return in_charge
