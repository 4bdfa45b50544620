"""What may not be done to a reception day or to an audience, and why; each says it in words for the reader.

Locks are taken in one order everywhere: slots by id, then the day, then audiences. Whoever books holds only the slot.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReceptionError(Exception):
    """Something that may not be done; `str()` tells the reader why."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class WrongMove(ReceptionError):
    """The table of moves has no such step."""

    def __init__(self, held: str) -> None:
        super().__init__(held)
        self.held = held

    def __str__(self) -> str:
        return str(_("This cannot be done any more: it is “%(held)s” now.")) % {"held": self.held}


class NobodyComes(ReceptionError):
    """Nobody holds the post on that day, so nobody can be announced."""

    message = _("Nobody holds this post on that day. Choose another post or another day.")


class Past(ReceptionError):
    message = _("That time has passed.")


class NotPublished(ReceptionError):
    message = _("This reception day is not open for booking.")


class DayCancelled(ReceptionError):
    message = _("This reception day was cancelled. Please choose another one; what you wrote is still here.")


class ComesAnother(ReceptionError):
    """What was read is no longer so: the day was swapped meanwhile."""

    message = _(
        "Since you opened this page, someone else has taken over this day. Look at who comes now, "
        "and send it again if that suits you."
    )


class Unsettled(ReceptionError):
    message = _("The leader announced for this day has left the post. The office will say who comes; then booking opens again.")


class Full(ReceptionError):
    message = _(
        "No number is left for today. The matter can be written down at the window and gets the same number and deadline."
    )


class HoldsTooMany(ReceptionError):
    """One telephone number, too many bookings: the number is a rule of the house, kept as data."""

    def __init__(self, most: int, *, a_day: bool) -> None:
        super().__init__(most, a_day)
        self.most, self.a_day = most, a_day

    def __str__(self) -> str:
        if self.a_day:
            return str(
                _("There is already a booking on this telephone number for this day. Cancel that one first, or come together.")
            )
        return str(_("There are already %(most)d open bookings on this telephone number, as many as one may hold.")) % {
            "most": self.most
        }
