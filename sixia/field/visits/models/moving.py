"""How a visit changes state: one row lock, one table of moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..workflow import MOVES, Status

if TYPE_CHECKING:
    from .visit import Visit


class VisitError(Exception):
    """Something that may not be done to a visit; `str()` tells the reader why."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class WrongMove(VisitError):
    """The table of moves has no such step."""

    def __init__(self, held: str, to: str) -> None:
        super().__init__(held, to)
        self.held, self.to = Status(held), Status(to)

    def __str__(self) -> str:
        return str(_("The visit is “%(held)s” now; it cannot become “%(to)s”.")) % {"held": self.held.label, "to": self.to.label}


class NotOut(VisitError):
    """What happens on the way happens after leaving."""

    message = _("The visit has not begun yet, or it was cancelled.")


class Moving(models.Model):
    """The one way a visit moves."""

    class Meta:
        abstract = True

    def lock(self: Visit) -> None:
        """Lock the row for this transaction and take its present state."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))

    def move(self: Visit, to: str) -> None:
        self.lock()
        if to not in MOVES[self.status]:
            raise WrongMove(self.status, to)
        self.status = to

    def must_have_begun(self: Visit) -> None:
        """Under way, or closed meanwhile: what a phone brings home late is still kept."""
        if self.status not in (Status.UNDER_WAY, Status.CLOSED):
            raise NotOut
