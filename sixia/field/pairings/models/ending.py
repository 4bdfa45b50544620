from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User

from .refusing import PairingError

if TYPE_CHECKING:
    from .pairing import Pairing


class EndedAlready(PairingError):
    message = _("The tie has ended before.")


class EndsBeforeItBegan(PairingError):
    message = _("A tie cannot end before it began, nor before its last contact.")


class Ending(models.Model):
    """Ending a tie (解除挂钩): with a day and a reason; its record stays."""

    class Meta:
        abstract = True

    def lock(self: Pairing) -> None:
        """Lock the row for this transaction and take its present state."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))

    @transaction.atomic
    def end(self: Pairing, *, by: User, on: dt.date, why: str) -> None:
        """`on` is the last day of the tie."""
        self.lock()
        if self.ends_on is not None:
            raise EndedAlready
        if on < self.quiet_since:  # the day it began, or of the last contact
            raise EndsBeforeItBegan
        self.ends_on, self.ended_why = on, why
        self.save(update_fields=["ends_on", "ended_why"])
        self.record("ended", by=by, object=self.object_told, ends_on=on)
