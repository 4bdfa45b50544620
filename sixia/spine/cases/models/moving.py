"""How a case changes state: one row lock, one table of moves, one clock that presses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..workflow import MOVES, Status

if TYPE_CHECKING:
    from .case import Case


class CaseError(Exception):
    """Something that may not be done to a case; `str()` tells the reader why."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class WrongMove(CaseError):
    """The table of moves has no such step."""

    def __init__(self, held: str, to: str) -> None:
        super().__init__(held, to)
        self.held, self.to = Status(held), Status(to)

    def __str__(self) -> str:
        return str(_("The case is “%(held)s” now; it cannot become “%(to)s”.")) % {"held": self.held.label, "to": self.to.label}


class MovedMeanwhile(CaseError):
    """Someone else changed the case between reading and writing."""

    message = _("A colleague has just changed this case. Nothing of theirs was overwritten and what you typed is kept below.")


class NotSorted(CaseError):
    """A case is forwarded and accepted only once its legal class is known."""

    message = _("Say first which class the case belongs to: suggestion, accusation or appeal.")


class Moving(models.Model):
    """The one way a case moves."""

    version = models.PositiveIntegerField(default=1, editable=False)  # counts changes, so that a stale page is noticed

    class Meta:
        abstract = True

    def lock(self: Case, *, seen: int | None = None) -> None:
        """Lock the row for this transaction and take its present state. `seen`: the version the officer was looking at."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))
        if seen is not None and seen != self.version:
            raise MovedMeanwhile

    def move(self: Case, to: str, *, seen: int | None = None) -> None:
        self.lock(seen=seen)
        if to not in MOVES[self.status]:
            raise WrongMove(self.status, to)
        self.status = to

    def touch(self: Case, *fields: str) -> None:
        """Save the named fields with the state and the clock, as one new version."""
        self.version += 1
        self.save(update_fields=["status", "due_at", "due_provisional", "version", *fields])

    def run_next(self: Case, rule: str, *, at: dt.datetime) -> None:
        """End the clocks of our own duty and start this one; an empty rule starts none."""
        self.end_duties(at=at)
        clock = self.start_clock(rule, at=at, place_code=self.place_id) if rule else None
        self.due_at = clock.internal_due if clock else None
        self.due_provisional = bool(clock and clock.provisional)

    @property
    def due_on(self: Case) -> str:
        """The due day as ISO text for the trail; empty where nothing presses."""
        return timezone.localtime(self.due_at).date().isoformat() if self.due_at else ""
