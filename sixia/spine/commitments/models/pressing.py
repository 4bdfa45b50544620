"""Who hears that a promise is coming due or is late (提醒与升级). The numbers of days are rules of the house, in `deadlines`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from sixia.foundations.accounts.models import User
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice

from .moving import Moving

if TYPE_CHECKING:
    from .commitment import Commitment


class Pressed(Moving):
    """Reminded before the day, and told upward after it."""

    reminded_for = models.DateField(null=True, editable=False)  # the due day of which its holder was reminded
    escalated_for = models.DateField(null=True, editable=False)  # the due day whose passing was told upward

    class Meta:
        abstract = True

    def tell_holder(self: Commitment, message: str, *, but: User | Voice) -> None:
        """Say it to the officer who answers, unless they did it themselves or may not see it."""
        holder = self.holder()
        if holder and holder != but and not self.is_hidden_from(holder):
            notify(message, to=holder, link=self.url, number=self.spoken_number)
