from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.common import words
from sixia.foundations.people.models import Enterprise, Person, Representation
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Unit

from ..workflow import Channel, Status
from .routing import Assignment

if TYPE_CHECKING:
    from sixia.foundations.deadlines.models import Clock

    from .arriving import Arrival
    from .case import Case

TITLE_LENGTH = 40
SENTENCE_ENDS = "。！？!?；;\n"


class Registered(NamedTuple):
    """A case on the register, and whether this very sending put it there."""

    case: Case
    fresh: bool


def title_of(text: str) -> str:
    """The first sentence, short enough for a list."""
    first = min((at for end in SENTENCE_ENDS if (at := text.find(end)) > 0), default=len(text))
    sentence = " ".join(text[:first].split())
    return sentence if len(sentence) <= TITLE_LENGTH else sentence[: TITLE_LENGTH - 1] + "…"


def lexemes_of(case: Case | Arrival, *more: str) -> str:
    """What the full-text search finds a case by."""
    return words.lexemes(case.title, case.place_words, case.words, *more)


class Registering(models.QuerySet["Case"]):
    """Putting a case on the register (登记): it gets a number, a secret, an owner and a clock at once."""

    def register(
        self,
        *,
        by: User | Voice,
        words: str,
        place: Place,
        place_words: str = "",
        title: str = "",
        channel: str = Channel.WEB,
        person: Person | None = None,
        enterprise: Enterprise | None = None,
        representation: Representation | None = None,
        unit: Unit | None = None,
        received_at: dt.datetime | None = None,
        once: uuid.UUID | None = None,
    ) -> Registered:
        """Register what someone said. `unit`: the unit that received it directly; without one the petition office has it.

        Sending the same `once` again returns the case that is already there and changes nothing. Unsaved `person`,
        `enterprise` and `representation` are saved with the case.
        """
        once = once or uuid.uuid4()
        now = timezone.now()
        case = self.model(
            once=once,
            words=words,
            title=title or title_of(words),
            place=place,
            place_words=place_words,
            channel=channel,
            unit=unit or Unit.objects.petition_office(place),
            status=Status.FORWARDED if unit else Status.REGISTERED,
            received_at=received_at or now,
            registered_at=now,
            registered_by=officer_of(by),
        )
        try:
            with transaction.atomic():
                case._enter(by=by, person=person, enterprise=enterprise, representation=representation)
        except IntegrityError:
            already = self.filter(once=once).first()
            if already is None:
                raise
            return Registered(already, fresh=False)
        return Registered(case, fresh=True)


class Entering(models.Model):
    """The row work of `register`."""

    class Meta:
        abstract = True

    def _enter(
        self: Case,
        *,
        by: User | Voice,
        person: Person | None,
        enterprise: Enterprise | None,
        representation: Representation | None,
    ) -> None:
        represented = representation.person if representation else None
        for thing in (person, enterprise, represented, representation):
            if thing is not None and thing.pk is None:
                thing.save()
        self.person, self.enterprise, self.representation = person, enterprise, representation
        self.give_number(on=timezone.localdate(self.registered_at))
        self.search = lexemes_of(self)
        clock = self.first_clock()
        self.save(force_insert=True)
        clock.thing_id = self.pk
        clock.save(force_insert=True)
        if self.status == Status.FORWARDED:
            self.arrived_at_its_unit().save(force_insert=True)
        self.record("registered", by=by, channel=self.channel, unit=self.unit.told if self.unit else "", due_on=self.due_on)

    def first_clock(self: Case) -> Clock:
        """The unit that received it directly has to tell the petitioner; without one the petition office has to pass it on."""
        rule = "XF.notify.direct" if self.status == Status.FORWARDED else "XF.forward"
        clock = self.prepare_clock(rule, at=self.registered_at, place_code=self.place_id)
        self.due_at, self.due_provisional = clock.internal_due, clock.provisional
        return clock

    def arrived_at_its_unit(self: Case) -> Assignment:
        return Assignment(
            case_id=self.pk, mode=Assignment.Mode.DIRECT, unit_id=self.unit_id, by_id=self.registered_by_id, at=self.registered_at
        )
