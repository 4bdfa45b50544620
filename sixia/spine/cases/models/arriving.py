"""Cases that arrive in bulk from another register (台账): many rows, one transaction, nothing sent twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.common import numbers
from sixia.foundations.common.copying import copy_in, copy_like
from sixia.foundations.common.receipts import next_serials
from sixia.foundations.people.models import Person
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Unit

from ..workflow import Channel, Status
from .answering import Reply
from .registering import lexemes_of, title_of
from .routing import Assignment

if TYPE_CHECKING:
    from .case import Case


SAID = ("words", "title", "place_words", "channel", "received_at", "search")  # taken over as the register says it
AMENDED = (*SAID, "place", "person", "unit", "answered_at")


@dataclass(slots=True)
class Arrival:
    """One row of another register, already read and checked."""

    source_number: str
    received_at: dt.datetime
    title: str
    words: str
    place: Place
    place_words: str = ""
    name: str = ""
    phone: str = ""
    unit: Unit | None = None
    channel: str = Channel.PAPER
    reply: str = ""
    replied_at: dt.datetime | None = None
    search: str = field(init=False)

    def __post_init__(self) -> None:
        self.title = self.title or title_of(self.words)
        self.search = lexemes_of(self)


class Arriving(models.QuerySet["Case"]):
    """Taking in rows of another register."""

    @transaction.atomic
    def take_in(self, arrivals: Sequence[Arrival], *, by: User | Voice, source: str, at: dt.datetime | None = None) -> list[Case]:
        """Register every row under (source, source_number); a number already known is amended instead. In the order given."""
        at = at or timezone.now()
        known = {
            case.source_number: case
            for case in self.select_for_update(of=("self",)).filter(
                source=source, source_number__in=[arrival.source_number for arrival in arrivals]
            )
        }
        fresh = [arrival for arrival in arrivals if arrival.source_number not in known]
        made = self._enter_all(fresh, by=by, source=source, at=at)
        for arrival in arrivals:
            if case := known.get(arrival.source_number):
                case.amend(arrival, by=by, at=at)
        return [known.get(arrival.source_number) or made[arrival.source_number] for arrival in arrivals]

    def _enter_all(self, arrivals: Sequence[Arrival], *, by: User | Voice, source: str, at: dt.datetime) -> dict[str, Case]:
        people = [
            Person(name=arrival.name, phone=arrival.phone) if arrival.name or arrival.phone else None for arrival in arrivals
        ]
        copy_in([person for person in people if person])
        on = timezone.localdate(at)
        cases = [
            self.model.arriving(arrival, person=person, number=numbers.fresh_number(on, serial), by=by, source=source, at=at)
            for arrival, person, serial in zip(arrivals, people, next_serials(len(arrivals)), strict=True)
        ]
        clocks = [case.first_clock() if case.is_open else None for case in cases]
        copy_in(cases)
        for case, clock in zip(cases, clocks, strict=True):
            if clock:
                clock.thing_id = case.pk
        copy_in([clock for clock in clocks if clock])
        officer = officer_of(by)
        copy_like(
            Assignment(mode=Assignment.Mode.DIRECT, by=officer, at=at),
            ("case_id", "unit_id"),
            ((case.pk, case.unit_id) for case in cases if case.unit_id),
        )
        copy_like(
            Reply(),
            ("case_id", "words", "unit_id", "at"),
            (
                (case.pk, arrival.reply, case.unit_id, case.answered_at)
                for case, arrival in zip(cases, arrivals, strict=True)
                if case.answered_at
            ),
        )
        told = (
            (case.pk, case.recorded_place(), {"source": source, "source_number": case.source_number, **case.odd_dates()})
            for case in cases
        )
        copy_like(self.model().entry("arrived", by=by), ("thing_id", "place_code", "data"), told)
        return {case.source_number: case for case in cases}


class Arrived(models.Model):
    """One case that came from another register."""

    class Meta:
        abstract = True

    @classmethod
    def arriving(
        cls: type[Case], arrival: Arrival, *, person: Person | None, number: str, by: User | Voice, source: str, at: dt.datetime
    ) -> Case:
        officer = officer_of(by)
        return cls(
            number=number,
            words=arrival.words,
            title=arrival.title,
            search=arrival.search,
            channel=arrival.channel,
            place_id=arrival.place.pk,  # ids alone: hanging the things themselves on it takes as long as all the rest
            place_words=arrival.place_words,
            person_id=person and person.pk,
            unit_id=arrival.unit and arrival.unit.pk,
            status=Status.ANSWERED if arrival.reply else Status.FORWARDED if arrival.unit else Status.REGISTERED,
            source=source,
            source_number=arrival.source_number,
            received_at=arrival.received_at,
            registered_at=at,
            registered_by_id=officer and officer.pk,
            answered_at=(arrival.replied_at or at) if arrival.reply else None,
        )

    def amend(self: Case, arrival: Arrival, *, by: User | Voice, at: dt.datetime) -> None:
        """Take over what the other register has changed since: words, place, person, channel, or an answer it did not have.

        Place and unit are taken over only while nobody here has sorted the case, an answer only where nobody here gave one.
        """
        for name in SAID:
            setattr(self, name, getattr(arrival, name))
        self._amend_person(arrival, by=by)
        if not self.kind:
            self._amend_whereabouts(arrival, by=by, at=at)
        if arrival.reply and not self._is_answered_here():
            self.replies.update_or_create(
                round=self.round, defaults={"words": arrival.reply, "unit_id": self.unit_id, "at": arrival.replied_at or at}
            )
            if self.is_open:
                self.run_next("", at=at)
                self.status = Status.ANSWERED
            self.answered_at = arrival.replied_at or at
        self.touch(*AMENDED)
        self.record("amended", by=by, source=self.source, source_number=self.source_number, **self.odd_dates())

    def _amend_whereabouts(self: Case, arrival: Arrival, *, by: User | Voice, at: dt.datetime) -> None:
        self.place = arrival.place
        if arrival.unit and arrival.unit != self.unit and self.is_open:
            self.assignments.filter(ended_at=None).update(ended_at=at)
            self.unit, self.status = arrival.unit, Status.FORWARDED
            self.assignments.create(mode=Assignment.Mode.DIRECT, unit=arrival.unit, by=officer_of(by), at=at)
            self.run_next("XF.notify.direct", at=at)

    def _is_answered_here(self: Case) -> bool:
        """An answer of ours names its outcome; one that a register brought does not."""
        return self.replies.filter(round=self.round).exclude(outcome="").exists()

    def _amend_person(self: Case, arrival: Arrival, *, by: User | Voice) -> None:
        given = {name: value for name, value in (("name", arrival.name), ("phone", arrival.phone)) if value}
        if not given:
            return
        if self.person is None:
            self.person = Person.objects.take(**given)  # type: ignore[arg-type]
        elif any(getattr(self.person, name) != value for name, value in given.items()):
            self.person.correct(by=by, **given)  # type: ignore[arg-type]

    def odd_dates(self: Case) -> dict[str, bool]:
        """Both dates are kept as the register gives them; that they disagree is told."""
        return {"reply_before_request": True} if self.answered_at and self.answered_at < self.received_at else {}
