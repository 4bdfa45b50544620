from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.trail.models import Voice, officer_of

from ..workflow import Channel, Status
from .moving import CaseError, Moving
from .registering import lexemes_of

if TYPE_CHECKING:
    from .case import Case


class Over(CaseError):
    """What is said after “resolved” is a new case."""

    message = _("The petitioner has called this case resolved. What they say now is a case of its own.")


class Addition(models.Model):
    """What the petitioner said again on a case that was already there (补充反映), and how it reached us."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="additions")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.TextField(_("in their own words"))
    channel = models.CharField(_("channel"), max_length=12, choices=Channel)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("addition")
        verbose_name_plural = _("additions")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="addition_has_words")]


ADDED = Statement(lambda: Addition.objects.filter(case=blank("case")))


class Hearing(Moving):
    """The same person comes again with the same matter: one case, and every time it was said."""

    has_additions: bool = True  # unless the case was read with the knowledge that it has none

    class Meta:
        abstract = True

    def said_again(self: Case) -> list[Addition]:
        """What was added since it was first said, in that order."""
        return ADDED.all(case=self.pk) if self.has_additions else []

    @transaction.atomic
    def hear(self: Case, *, by: User | Voice, words: str, channel: str, once: uuid.UUID | None = None) -> Addition:
        """Add what was said again. Sent again with the same `once` it changes nothing; state and clock stay as they are."""
        self.lock()
        if once and (already := self.additions.filter(once=once).first()):
            return already
        if self.status == Status.SETTLED:
            raise Over
        addition = self.additions.create(
            once=once or uuid.uuid4(), words=words, channel=channel, by=officer_of(by), at=timezone.now()
        )
        self.search = lexemes_of(self, *self.additions.values_list("words", flat=True))
        self.touch("search")
        self.record("heard_again", by=by, channel=channel)
        return addition
