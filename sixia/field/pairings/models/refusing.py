"""Why something may not be done to a tie or a plan: what all such refusals share."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice


class PairingError(Exception):
    """Something that may not be done; `str()` tells the reader why."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class StillToCome(PairingError):
    message = _("This day is still to come.")


class NotTheirWord(PairingError):
    """The household's word is only theirs; no timer and no other system says it."""

    message = _("Only the household can say this, or someone who wrote it down in their presence.")


def not_to_come(on: dt.date) -> None:
    if on > timezone.localdate():
        raise StillToCome


def only_theirs(by: User | Voice) -> None:
    """The household, with its receipt."""
    if by is not Voice.PETITIONER:
        raise NotTheirWord


def check_voice(by: User | Voice) -> None:
    """The household, or a signed-in officer who was with them."""
    if isinstance(by, Voice):
        only_theirs(by)
