"""Reminding (提醒): whoever booked hears of it some days before; the office hears of a leader who has left the post.

How many days before is a rule of the house (`SX.booking`). Each is told once: said twice a day, the same thing is said once.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from sixia.foundations.deadlines.counting import DAY
from sixia.foundations.deadlines.models import Rule
from sixia.foundations.notifications.models import Notice
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.units.models import Role, Unit
from sixia.foundations.units.standing import holders

from .models import Audience, ReceptionDay
from .workflow import Stage, Status


def remind() -> int:
    """Those booked for the day that is now so many days away; how many were told."""
    today = timezone.localdate()
    on = today + DAY * (Rule.objects.in_force("SX.booking", today).length or 1)
    due = Audience.objects.filter(stage=Stage.BOOKED, day__on=on, day__status=Status.PUBLISHED, person__isnull=False)
    return sum(_remind(audience) for audience in due.select_related("person", "day", "slot").iterator(chunk_size=500))


def _remind(audience: Audience) -> bool:
    slot_at = audience.slot.starts_at.isoformat()
    if _was_told("reception.reminder", audience.follow_url, slot_at=slot_at):
        return False
    given = {"number": audience.spoken_number, "slot_at": slot_at, "where": audience.day.address}
    return notify("reception.reminder", to=audience.person, link=audience.follow_url, **given) is not None  # type: ignore[arg-type]


def warn() -> int:
    """Heads and intake of the office that arranges the day, once for each leader who left."""
    told = 0
    for day in ReceptionDay.objects.unsettled().listed():
        office = Unit.objects.petition_office(day.place)
        given = {"name": day.leader_name, "day_on": day.on.isoformat()}
        if office is None or _was_told("reception.unsettled", day.desk_url, **given):
            continue
        for officer in holders(office, Role.INTAKE, Role.HEAD):
            notify("reception.unsettled", to=officer, link=day.desk_url, **given)
            told += 1
    return told


def _was_told(message: str, link: str, **data: str) -> bool:
    recent = Notice.objects.filter(message=message, link=link, made_at__gt=timezone.now() - dt.timedelta(days=60))
    return recent.filter(**{f"data__{name}": value for name, value in data.items()}).exists()
