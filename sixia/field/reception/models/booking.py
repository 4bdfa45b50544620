from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.deadlines.models import Frequency
from sixia.foundations.people.models import Person, Representation
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case

from ..workflow import COMING, WITH_PLACE, News, Stage, Status, Way
from .moving import ComesAnother, DayCancelled, HoldsTooMany, NotPublished, Past, ReceptionError, Unsettled
from .slots import Slot

if TYPE_CHECKING:
    from .audience import Audience
    from .day import ReceptionDay


LIMITS = ("YY.day", "YY.open")


class MovedMeanwhile(ReceptionError):
    message = _("This booking has just been changed. Please look at it again.")


class SamePlace(ReceptionError):
    message = _("You already have this time.")


class Booked(NamedTuple):
    """A booking, and whether this very sending made it."""

    audience: Audience
    fresh: bool


def _days() -> models.QuerySet[ReceptionDay]:
    from .day import ReceptionDay

    return ReceptionDay.objects.filter(pk=blank("pk"))


DAY = Statement(_days)


def check_open(slot: Slot, *, seen: int | None = None, settled: ReceptionDay | None = None) -> None:
    """Whether this slot can be booked now. Its day is read here, after the slot's lock: what changed meanwhile is seen.

    `settled`: the day as it was before the lock, when its leader was found to hold the post.
    """
    day = slot.day = DAY.all(pk=slot.day_id)[0]
    if day.status == Status.CANCELLED:
        raise DayCancelled
    if day.status != Status.PUBLISHED or slot.kind != Slot.Kind.BOOKED:
        raise NotPublished
    if slot.is_past():
        raise Past
    if seen is not None and seen != day.version:
        raise ComesAnother
    if (settled is None or settled.version != day.version) and day.is_unsettled:
        raise Unsettled


class BookingPlaces(models.QuerySet["Audience"]):
    """Booking (预约接访), and who may read which bookings."""

    def book(
        self,
        *,
        by: User | Voice,
        slot: Slot,
        words: str,
        person: Person,
        representation: Representation | None = None,
        needs: tuple[str, ...] = (),
        way: str = Way.WEB,
        seen: int | None = None,
        once: uuid.UUID | None = None,
    ) -> Booked:
        """A place in this slot, or the next one on its waiting list. Sent again with the same `once` it changes nothing.

        `seen`: the version of the day the person read; unsaved `person` and `representation` are saved with the booking.
        """
        once = once or uuid.uuid4()
        audience = self.model(
            once=once, words=words, needs=list(needs), way=way, booked_by=officer_of(by), booked_at=timezone.now()
        )
        try:
            with transaction.atomic():
                audience._enter(slot, by=by, person=person, representation=representation, seen=seen)
        except (IntegrityError, ReceptionError):  # a second sending finds its own telephone taken, or its own row
            already = self.filter(once=once).first()
            if already is None:
                raise
            return Booked(already, fresh=False)
        return Booked(audience, fresh=True)

    def visible_to(self, user: User) -> BookingPlaces:
        """Those of days they run or receive on, and those they booked; never one that led to a case sealed from them."""
        from .day import RUNNERS, RUNNING_UNITS

        reach = Q(booked_by=user) | Q(day__leader=user)
        for code in standing(user).overseen(RUNNERS, RUNNING_UNITS):
            reach |= Q(day__place__code__startswith=code)
        raised = Case.objects.filter(raised__audience=OuterRef("pk"))
        return self.filter(reach).filter(~Exists(raised.filter(sealed=True)) | Exists(raised.filter(named__user=user)))

    def coming(self) -> BookingPlaces:
        return self.filter(stage__in=sorted(COMING))

    def listed_for(self, slot: Slot) -> BookingPlaces:
        """The waiting list of a slot, in its order."""
        return self.filter(slot=slot, stage=Stage.LISTED).order_by("line_no")

    def to_be_told(self) -> BookingPlaces:
        return self.exclude(to_tell="")

    def on_telephone(self, index: Any) -> BookingPlaces:
        """Open bookings that were made on the telephone number of this index."""
        return self.coming().filter(person__phone_index=index)


class Booking(models.Model):
    """A place: taken, moved, given back; the next in line moves up."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="audiences")
    representation = models.ForeignKey(Representation, models.PROTECT, null=True, blank=True, related_name="+")  # for a relative
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.BOOKED)
    line_no = models.PositiveIntegerField(null=True, blank=True)  # on the waiting list of the slot

    class Meta:
        abstract = True

    def _enter(
        self: Audience, wanted: Slot, *, by: User | Voice, person: Person, representation: Representation | None, seen: int | None
    ) -> None:
        for thing in (person, representation.person if representation else None, representation):
            if thing is not None and thing.pk is None:
                thing.save()
        self.person, self.representation = person, representation
        self.give_number(on=timezone.localdate())
        self._check_limits(person, wanted.day_id)
        settled = None if wanted.day.is_unsettled else wanted.day
        slot, has_place = Slot.objects.take_or_list(wanted.pk)  # locked from here on: the others wait
        check_open(slot, seen=seen, settled=settled)
        self._sit(slot, line_no=None if has_place else slot.listed)
        self.save(force_insert=True)
        if self.stage == Stage.BOOKED:
            self.record("booked", by=by, way=self.way, slot_at=slot.starts_at)
        else:
            self.record("listed", by=by, way=self.way, slot_at=slot.starts_at, line_no=self.line_no)

    def _sit(self: Audience, slot: Slot, *, line_no: int | None) -> None:
        self.slot, self.day = slot, slot.day
        self.stage, self.line_no = Stage.LISTED if line_no else Stage.BOOKED, line_no

    def _check_limits(self: Audience, person: Person, day_id: int) -> None:
        """How many one telephone number may hold: numbers of the house, kept as data. One booking at a time on one number, so
        that two sent at once are counted one after the other."""
        index = Person.index_of("phone", person.phone) if person.phone else ""
        if not index:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reception:{index}"])
        others = [held_on for pk, held_on in self.held.all(index=index) if pk != self.pk]
        if not others:
            return
        place_id = DAY.all(pk=day_id)[0].place_id
        a_day, at_once = (Frequency.objects.nearest(code, place_id, timezone.localdate()).count for code in LIMITS)
        if a_day is not None and others.count(day_id) >= a_day:
            raise HoldsTooMany(a_day, a_day=True)
        if at_once is not None and len(others) >= at_once:
            raise HoldsTooMany(at_once, a_day=False)

    @property
    def place_in_line(self: Audience) -> int:
        """How many stand before them on the waiting list, and one."""
        return type(self).objects.listed_for(self.slot).filter(line_no__lt=self.line_no or 0).count() + 1

    @transaction.atomic
    def choose(self: Audience, *, by: User | Voice, slot: Slot) -> None:
        """Another time, on this day or another one (改约): the old place goes to the next in line."""
        if self.person:
            self._check_limits(self.person, slot.day_id)
        slots = self._lock_slots(slot.pk)
        fresh = slots[slot.pk]
        if fresh.pk == self.slot_id and self.stage != Stage.DROPPED:
            raise SamePlace
        check_open(fresh)
        had, old = self.stage in WITH_PLACE, slots[self.slot_id]
        self.turn(Stage.LISTED if fresh.left < 1 else Stage.BOOKED)
        self._sit(fresh, line_no=None if fresh.take() else fresh.next_in_line())
        self.to_tell = ""
        self.save(update_fields=["slot", "day", "stage", "line_no", "to_tell"])
        self.record("moved", by=by, slot_at=fresh.starts_at, stage=self.stage)
        if had:
            self._free(old)

    @transaction.atomic
    def cancel(self: Audience, *, by: User | Voice) -> None:
        """They do not come after all (取消预约); the next in line gets the place."""
        slots = self._lock_slots()
        had = self.stage == Stage.BOOKED
        self.turn(Stage.CANCELLED)
        self.save(update_fields=["stage"])
        self.record("withdrawn", by=by)
        if had:
            self._free(slots[self.slot_id])

    def _lock_slots(self: Audience, *others: int) -> dict[int, Slot]:
        """Slots first, then the audience: the order of the house. Its own slot must still be the one that was locked."""
        slots = Slot.objects.locked([self.slot_id, *others])
        before = self.slot_id
        self.lock()
        if self.slot_id != before:
            raise MovedMeanwhile
        return slots

    def _free(self: Audience, slot: Slot) -> None:
        """Give the place back, or to the first of the waiting list while it is still of use."""
        slot.give_back()
        if slot.is_past() or slot.day.status != Status.PUBLISHED:
            return
        line = type(self).objects.listed_for(slot).select_for_update(of=("self",), no_key=True).select_related("person")
        if (first := line.first()) and slot.take():
            first.stage, first.line_no = Stage.BOOKED, None
            first.save(update_fields=["stage", "line_no"])
            first.record("moved_up", by=Voice.SYSTEM, slot_at=slot.starts_at)
            first.tell("reception.moved_up", News.MOVED_UP, slot_at=slot.starts_at.isoformat())
