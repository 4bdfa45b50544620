from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User

from ..sealing import SealedField

if TYPE_CHECKING:
    from .person import Person

DETAILS = ("name", "phone", "email", "identity_number", "address")
SHORTEST_REASON = 4


class NeedsReason(Exception):
    """Personal details are opened for a reason that the next reader understands."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """The plain details, for the one page that asked."""

    name: str = ""
    phone: str = ""
    email: str = ""
    identity_number: str = ""
    address: str = ""


class Revealing(models.Model):
    """That an officer opened someone's details (查看实名信息), which, and why. The reason is sealed: it may name people."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="revealings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = SealedField(_("reason"))
    fields = ArrayField(models.CharField(max_length=20))

    class Meta:
        verbose_name = _("opening of personal details")
        verbose_name_plural = _("openings of personal details")
        indexes = [
            models.Index(fields=["person", "-at"], name="revealing_person"),
            models.Index(fields=["by", "-at"], name="revealing_by"),
        ]


class Revealable(models.Model):
    """What opens a person's details."""

    class Meta:
        abstract = True

    @transaction.atomic
    def reveal(  # type: ignore[misc]  # a Person is what it is mixed into
        self: Person, *, by: User, reason: str, fields: Iterable[str] = DETAILS
    ) -> Revealed:
        """The plain details of `fields` that were given. Only a signed-in officer can ask; that they did is kept for good."""
        reason = " ".join(reason.split())
        if len(reason) < SHORTEST_REASON:
            raise NeedsReason(_("Say in a few words why you need to see this."))
        wanted = set(fields)
        if strange := wanted.difference(DETAILS):
            raise ValueError(f"not a personal detail: {sorted(strange)}")
        given = {name: value for name in DETAILS if name in wanted and (value := getattr(self, name))}
        revealing = self.revealings.create(by=by, reason=reason, fields=list(given))
        self.record("revealed", by=by, revealing=revealing.pk, fields=list(given))
        return Revealed(**given)
