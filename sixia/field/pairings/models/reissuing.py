from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common import numbers

from .refusing import PairingError

if TYPE_CHECKING:
    from .supporting import SupportPlan


class ReissuedMeanwhile(PairingError):
    """Sent twice, the second would shut the receipt that was just printed."""

    message = _("A new receipt was given out meanwhile. Nothing was changed; the household goes by that one.")


class Reissuing(models.Model):
    """A new receipt for a household that lost its own (补发回执)."""

    class Meta:
        abstract = True

    @property
    def receipt_mark(self: SupportPlan) -> str:
        """Which receipt is in force, without a word of its secret."""
        return self.secret_digest[:12]

    @transaction.atomic
    def reissue(self: SupportPlan, *, by: User, seen: str) -> None:
        """From now on another secret opens the plan, the old one nothing. `seen`: the mark of the receipt that was lost."""
        self.lock()
        if seen != self.receipt_mark:
            raise ReissuedMeanwhile
        self.once, self.secret_digest = uuid.uuid4(), ""
        self.secret_digest = numbers.digest(self.number, self.secret)
        self.save(update_fields=["once", "secret_digest"])
        self.record("receipt_reissued", by=by, name=str(by))
