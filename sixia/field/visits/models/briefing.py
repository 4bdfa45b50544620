from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of

from ..workflow import Status
from .moving import Moving, VisitError

if TYPE_CHECKING:
    from .visit import Visit


class BriefNotRead(VisitError):
    """Nobody leaves before the brief of the visit was opened (下基层必修课)."""

    message = _("Read the brief first: what the place raised, what was promised there and what became of it. Then leave.")


class Briefing(Moving):
    """Reading the brief, and leaving."""

    class Meta:
        abstract = True

    @transaction.atomic
    def open_brief(self: Visit, *, by: User | Voice) -> None:
        """The party has read the brief. Read again it changes nothing."""
        self.lock()
        if self.brief_opened_at:
            return
        self.move(Status.BRIEFED)
        self.follow_place()
        self.brief_opened_at, self.brief_opened_by = timezone.now(), officer_of(by)
        self.save(update_fields=["status", "brief_opened_at", "brief_opened_by", "place", "planned_place"])
        self.record("brief_opened", by=by, place=self.told_place())

    @transaction.atomic
    def depart(self: Visit, *, by: User | Voice, at: dt.datetime | None = None) -> None:
        """Leave. `at`: what a phone without a signal says, when it comes back."""
        self.lock()
        if self.status == Status.PLANNED:
            raise BriefNotRead
        self.move(Status.UNDER_WAY)
        self.follow_place()
        self.departed_at = min(at or timezone.now(), timezone.now())
        self.save(update_fields=["status", "departed_at", "place", "planned_place"])
        self.record("departed", by=by, place=self.told_place())
