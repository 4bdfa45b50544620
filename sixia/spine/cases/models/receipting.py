from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common import numbers
from sixia.foundations.common.receipts import Receipted

from .moving import CaseError, Moving

if TYPE_CHECKING:
    from .case import Case


class NobodyOnRecord(CaseError):
    """Who left neither name nor contact cannot be told from anybody else."""

    message = _("It was raised by receipt only. Nobody is on record to compare with: the receipt cannot be printed again.")


class Proof(models.TextChoices):
    """How an officer knew that it is the petitioner who stands before them."""

    CARD = "card", _("identity card seen")
    KNOWN = "known", _("known in person")
    CALLED = "called", _("called back on the telephone number on record")


class Receipting(Receipted, Moving):
    """The receipt once more, for a petitioner who lost it, or whose old register never gave one."""

    class Meta:
        abstract = True

    @property
    def has_somebody_on_record(self: Case) -> bool:
        return self.person_id is not None or self.enterprise_id is not None

    @transaction.atomic
    def give_receipt_again(self: Case, *, by: User, proof: str) -> None:
        """The same number and secret. It stays on the trail, where the petitioner reads it."""
        self.lock()
        if not self.has_somebody_on_record:
            raise NobodyOnRecord
        if not self.secret_digest:
            self.secret_digest = numbers.digest(self.number, self.secret)
            self.save(update_fields=["secret_digest"])
        self.record("receipt_again", by=by, proof=proof)
