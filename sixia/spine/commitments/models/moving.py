"""How a promise changes state: one row lock, one table of moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..workflow import MOVES, Status

if TYPE_CHECKING:
    from .commitment import Commitment


class CommitmentError(Exception):
    """Something that may not be done to a promise; `str()` tells the reader why."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class WrongMove(CommitmentError):
    """The table of moves has no such step."""

    def __init__(self, held: str, to: str) -> None:
        super().__init__(held, to)
        self.held, self.to = Status(held), Status(to)

    def __str__(self) -> str:
        told = {"held": self.held.label, "to": self.to.label}
        return str(_("The promise is “%(held)s” now; it cannot become “%(to)s”.")) % told


class NotOwed(CommitmentError):
    """What is kept or dropped is not changed, and what is reported done waits for the word first."""

    message = _("As the promise stands now, this cannot be changed any more.")


class MovedMeanwhile(CommitmentError):
    """Someone else changed the promise between reading and writing."""

    message = _("A colleague has just changed this promise. Nothing of theirs was overwritten and what you typed is kept below.")


class NoReason(CommitmentError):
    """A promise is not changed, dropped or handed on without saying why."""

    message = _("Say why: those to whom it was promised will read the reason.")


class Moving(models.Model):
    """The one way a promise moves."""

    version = models.PositiveIntegerField(default=1, editable=False)  # counts changes, so that a stale page is noticed

    class Meta:
        abstract = True

    def lock(self: Commitment, *, seen: int | None = None) -> None:
        """Lock the row for this transaction and take its present state. `seen`: the version the officer was looking at."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))
        if seen is not None and seen != self.version:
            raise MovedMeanwhile

    def lock_while(self: Commitment, statuses: frozenset[Status], *, seen: int | None = None) -> None:
        """Lock the row for a change that leaves the state as it is."""
        self.lock(seen=seen)
        if self.status not in statuses:
            raise NotOwed

    def move(self: Commitment, to: str) -> None:
        """The row is locked already."""
        if to not in MOVES[self.status]:
            raise WrongMove(self.status, to)
        self.status = to

    def touch(self: Commitment, *fields: str) -> None:
        """Save the state and the named fields as one new version."""
        self.version += 1
        self.save(update_fields=["status", "version", *fields])


def reasoned(reason: str) -> str:
    if not reason.strip():
        raise NoReason
    return reason
