from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.field.visits.models import Visit
from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.units.models import Post, Unit

from ..workflow import Kind, Status
from .moving import Moving, OnsiteError

if TYPE_CHECKING:
    from .meeting import Meeting


class NobodyInChair(OnsiteError):
    """A meeting is chaired by someone who can decide."""

    message = _("Nobody holds the post of the chair on that day. Choose another one.")


class Planning(models.QuerySet["Meeting"]):
    """Calling a meeting together."""

    @transaction.atomic
    def plan(
        self,
        *,
        by: User,
        unit: Unit,
        place: Place,
        venue: str,
        starts_at: dt.datetime,
        chair: Post,
        purpose: str,
        kind: str = Kind.ONSITE,
        visit: Visit | None = None,
        once: uuid.UUID | None = None,
    ) -> Meeting:
        """Put a meeting on the calendar. `unit` calls it and keeps its minutes. A merged village is named by what it is part of
        today; the same `once` again returns the meeting that is already there."""
        once = once or uuid.uuid4()
        if (already := self.filter(once=once).first()) is not None:
            return already
        if chair.holder(timezone.localdate(starts_at)) is None:
            raise NobodyInChair
        meeting = self.model(
            once=once,
            kind=kind,
            purpose=purpose,
            place=place.successor,
            venue=venue,
            starts_at=starts_at,
            chair=chair,
            unit=unit,
            called_by=by,
            visit=visit,
        )
        meeting.give_number(on=timezone.localdate())
        try:
            with transaction.atomic():
                meeting.save(force_insert=True)
        except IntegrityError:
            return self.get(once=once)
        meeting.record("planned", by=by, unit=unit.told, chair=told(chair.title, chair.title_en), starts_at=starts_at)
        return meeting


class Cancelling(Moving):
    """A meeting that does not take place says why."""

    class Meta:
        abstract = True

    @transaction.atomic
    def cancel(self: Meeting, *, by: User, why: str) -> None:
        self.move(Status.CANCELLED)
        self.cancelled_why = why
        self.save(update_fields=["status", "cancelled_why"])
        now = timezone.now()
        for summons in self.summonses.waiting():
            summons.end_duties(at=now, met=None)
        self.record("cancelled", by=by)
