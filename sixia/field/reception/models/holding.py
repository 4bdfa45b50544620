from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Voice

from ..workflow import Stage, Status, Way
from .moving import Full, ReceptionError, WrongMove
from .slots import Slot

if TYPE_CHECKING:
    from .audience import Audience
    from .day import ReceptionDay


class NotToday(ReceptionError):
    message = _("Numbers are given out on the day itself, while it is published.")


class NobodyWaits(ReceptionError):
    message = _("Nobody is waiting to be called.")


class StillWaiting(ReceptionError):
    message = _("People are still waiting or inside. Receive or excuse them first; nobody is sent home by closing the day.")


class Holding(models.Model):
    """The day itself (接访当天): numbers for those who come, the next one called, the end."""

    class Meta:
        abstract = True

    @transaction.atomic
    def walk_in(
        self: ReceptionDay,
        *,
        by: User | Voice,
        person: Person | None,
        words: str = "",
        needs: tuple[str, ...] = (),
        once: uuid.UUID | None = None,
    ) -> Audience:
        """Someone came without booking: they get a number, as long as the day's quota lasts."""
        once = once or uuid.uuid4()
        if already := self.audiences.filter(once=once).first():
            return already
        if person and person.pk is None:
            person.save()
        quota = self.slots.select_for_update(no_key=True).filter(kind=Slot.Kind.WALK_IN).first()
        number = self.next_number()
        if quota is None or not quota.take():
            raise Full
        audience = self.audiences.model(
            once=once, day=self, slot=quota, person=person, words=words, needs=list(needs), way=Way.WALK_IN,
            stage=Stage.ARRIVED, queue_no=number, arrived_at=timezone.now(),
        )  # fmt: skip
        audience.give_number(on=timezone.localdate())
        audience.save(force_insert=True)
        audience.record("walked_in", by=by, queue_no=number, day_on=self.on)
        return audience

    def next_number(self: ReceptionDay) -> int:
        """The next number of the waiting room, under the day's lock."""
        self.lock()
        if self.status != Status.PUBLISHED or self.on != timezone.localdate():
            raise NotToday
        self.last_no += 1
        self.save(update_fields=["last_no"])
        return self.last_no

    @transaction.atomic
    def call_next(self: ReceptionDay, *, by: User) -> Audience:
        """The lowest number that waits; two who press at once call two different people."""
        self.lock()
        waiting = self.audiences.filter(stage=Stage.ARRIVED).select_for_update(of=("self",), no_key=True).order_by("queue_no")
        audience = waiting.first()
        if audience is None:
            raise NobodyWaits
        audience.call(by=by)
        return audience

    @transaction.atomic
    def hold(self: ReceptionDay, *, by: User) -> None:
        """The day is over (结束): who booked and did not come is absent, who stood on the waiting list is told so."""
        self.move(Status.HELD)
        if self.begins > timezone.now():
            raise WrongMove(str(Status.PUBLISHED.label))
        if self.audiences.filter(stage__in=[Stage.ARRIVED, Stage.CALLED]).exists():
            raise StillWaiting
        self.held_at = timezone.now()
        self.save(update_fields=["status", "held_at"])
        self.audiences.filter(stage=Stage.BOOKED).update(stage=Stage.ABSENT)
        self.audiences.filter(stage=Stage.LISTED).update(stage=Stage.EXCUSED)
        received = self.audiences.filter(stage=Stage.RECEIVED).count()
        self.record("held", by=by, day_on=self.on, received=received)
