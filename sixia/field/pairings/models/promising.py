from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.spine.commitments.models import Commitment

from ..workflow import Kind
from .contacting import NotTiedThen

if TYPE_CHECKING:
    from .pairing import Pairing


class Promising(models.Model):
    """Promising something within a tie (承诺): one more line of its ledger."""

    class Meta:
        abstract = True

    @transaction.atomic
    def promise(self: Pairing, *, by: User, **said: Any) -> Commitment:
        """`said` is what `Commitment.objects.promise` takes. Nothing promised to a household is ever public.

        The promise's own trail tells it; the tie shows it in its ledger, so it writes no second entry.
        """
        if not self.is_in_force(timezone.localdate()):
            raise NotTiedThen
        private = self.kind == Kind.HOUSEHOLD
        given = {"post": self.post, "unit": self.post.unit, **{name: it for name, it in said.items() if it}}
        given["public"] = not private
        return Commitment.objects.promise(
            by=by,
            place=self.place,
            enterprise=self.enterprise,
            occasion={"zh": "挂钩联系", "en": "standing tie"},
            occasion_url=self.url if private else "",
            **given,
        )
