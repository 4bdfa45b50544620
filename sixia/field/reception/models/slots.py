from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .day import ReceptionDay

# `free`: 1 if a place was taken, 0 if a number of the line. Whoever waited for the lock reads in `held` what holds after it; in
# `slot` at first still what held before, so nothing is counted from there.
TAKEN_OR_LISTED = """
    UPDATE reception_slot AS slot SET taken = held.taken + held.free, listed = held.listed + 1 - held.free
    FROM (
        SELECT id, taken, listed, (taken < capacity)::int AS free FROM reception_slot WHERE id = %s FOR NO KEY UPDATE
    ) AS held
    WHERE slot.id = held.id RETURNING slot.*, held.free
"""


class SlotQuerySet(models.QuerySet["Slot"]):
    def locked(self, ids: Iterable[int | None]) -> dict[int, Slot]:
        """Lock these slots for this transaction, always in the same order."""
        wanted = sorted({pk for pk in ids if pk is not None})
        return {slot.pk: slot for slot in self.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")}

    def take_or_list(self, pk: int) -> tuple[Slot, bool]:
        """In one statement: locked, and one place of it taken, or the next number of its waiting list; whether it is a place."""
        slot = self.raw(TAKEN_OR_LISTED, [pk])[0]
        return slot, bool(slot.free)  # type: ignore[attr-defined]

    def bookable(self) -> SlotQuerySet:
        return self.filter(kind=Slot.Kind.BOOKED)


class Slot(models.Model):
    """A time on a reception day with its places (时段): for those who book, or for those who just come."""

    class Kind(models.TextChoices):
        BOOKED = "booked", _("for booking")
        WALK_IN = "walk_in", _("without booking")

    day = models.ForeignKey("reception.ReceptionDay", models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.BOOKED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(_("how many places"))
    taken = models.PositiveSmallIntegerField(default=0)
    listed = models.PositiveIntegerField(default=0)  # how many numbers of the waiting list were ever given out

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="slot_not_overbooked"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_forward"),
            models.UniqueConstraint(fields=["day", "kind", "starts_at"], name="slot_once"),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%H:%M}–{timezone.localtime(self.ends_at):%H:%M}"

    @property
    def left(self) -> int:
        return self.capacity - self.taken

    def is_past(self, now: dt.datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now())

    def take(self) -> bool:
        """One place of a locked slot, if one is left; the database itself refuses one too many."""
        if self.taken >= self.capacity:
            return False
        self.taken += 1
        self.save(update_fields=["taken"])
        return True

    def give_back(self) -> None:
        self.taken -= 1
        self.save(update_fields=["taken"])

    def next_in_line(self) -> int:
        """A number of the waiting list; given out under the slot's lock, so the order is that of coming."""
        self.listed += 1
        self.save(update_fields=["listed"])
        return self.listed


def cutting(slots: Iterable[Slot]) -> dict[str, int]:
    """How a day was cut, as `cut` was told."""
    told = {"minutes": 30, "each": 0, "walk_ins": 0}
    for slot in slots:
        if slot.kind == Slot.Kind.WALK_IN:
            told["walk_ins"] = slot.capacity
        else:
            told |= {"minutes": int((slot.ends_at - slot.starts_at).total_seconds() // 60), "each": slot.capacity}
    return told


def cut(day: ReceptionDay, *, minutes: int, each: int, walk_ins: int) -> list[Slot]:
    """The day's time in equal slots for booking, and one quota for those who just come."""
    starts, ends, step = day.begins, day.ends, dt.timedelta(minutes=minutes)
    count = int((ends - starts) / step) if each else 0
    slots = [Slot(day=day, starts_at=starts + step * n, ends_at=starts + step * (n + 1), capacity=each) for n in range(count)]
    if walk_ins:
        slots.append(Slot(day=day, kind=Slot.Kind.WALK_IN, starts_at=starts, ends_at=ends, capacity=walk_ins))
    return slots
