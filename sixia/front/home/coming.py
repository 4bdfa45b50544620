"""Who receives the people next, and how many places are left: for the front page."""

from dataclasses import dataclass
from typing import Final

from django.db.models import F, Sum
from django.utils import timezone

from sixia.field.reception.models import ReceptionDay, Slot

from .lately import lately

MOST: Final = 3
KEPT_SECONDS: Final = 30  # places are taken quickly


@dataclass(frozen=True)
class Coming:
    """A reception day to come, with the places that can still be booked."""

    day: ReceptionDay
    left: int


def read() -> tuple[Coming, ...]:
    now = timezone.now()
    days = list(ReceptionDay.objects.announced().upcoming(now).listed().filter(ends__gt=now).order_by("begins", "id")[:MOST])
    slots = Slot.objects.bookable().filter(day__in=days, starts_at__gt=now).order_by()
    free: dict[int, int] = dict(slots.values_list("day").annotate(free=Sum(F("capacity") - F("taken"))))
    return tuple(Coming(day, free.get(day.pk, 0)) for day in days)


def coming() -> tuple[Coming, ...]:
    return lately("coming", read, seconds=KEPT_SECONDS)
