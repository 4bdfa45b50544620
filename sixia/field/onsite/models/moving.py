"""How the things of this room change state: one row lock, one table of moves."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..workflow import MOVES, Status

T = TypeVar("T", bound=models.Model)


class OnsiteError(Exception):
    """Something that may not be done here; `str()` tells the reader why."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class WrongMove(OnsiteError):
    """The table of moves has no such step."""

    def __init__(self, held: models.TextChoices, to: models.TextChoices) -> None:
        super().__init__(held, to)
        self.held, self.to = held, to

    def __str__(self) -> str:
        return str(_("It is “%(held)s” now; it cannot become “%(to)s”.")) % {"held": self.held.label, "to": self.to.label}


class NotNow(OnsiteError):
    """The verb belongs to another time of the meeting."""

    def __init__(self, held: str) -> None:
        super().__init__(held)
        self.held = Status(held)

    def __str__(self) -> str:
        return str(_("The meeting is “%(held)s”; this can no longer, or not yet, be done.")) % {"held": self.held.label}


def locked(thing: T) -> T:
    """Lock the row for this transaction and take its present state."""
    thing.refresh_from_db(from_queryset=type(thing)._default_manager.select_for_update(of=("self",)))
    return thing


class Moving(models.Model):
    """The one way a meeting moves."""

    status: models.CharField[str, str]

    class Meta:
        abstract = True

    def move(self, to: Status) -> None:
        locked(self)
        if to not in MOVES[self.status]:
            raise WrongMove(Status(self.status), to)
        self.status = to

    def hold(self, during: frozenset[Status]) -> None:
        """Lock the meeting; refused outside these states."""
        locked(self)
        if self.status not in during:
            raise NotNow(self.status)
