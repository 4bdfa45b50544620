from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of

from .moving import VisitError

if TYPE_CHECKING:
    from .visit import Visit


class NothingToTell(VisitError):
    """The return trip brings a result; there is none yet."""

    message = _("Say first what came of it; then it can be told.")


class How(models.TextChoices):
    """How someone was told what became of what they raised."""

    FACE = "face", _("face to face")
    PHONE = "phone", _("by telephone")
    LETTER = "letter", _("in writing")
    MEETING = "meeting", _("at a villagers' meeting")
    HELPER = "helper", _("through a village helper")


class Returned(models.Model):
    """Mixin of what someone raised on a visit: the return trip (回访反馈), that they were told, how and when."""

    visit: models.ForeignKey[Visit, Visit]
    outcome: models.CharField[str, str]

    told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.CharField(_("how they were told"), max_length=8, choices=How, blank=True)
    told_words = models.TextField(_("what they said to it"), blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @transaction.atomic
    def tell(self, *, by: User | Voice, how: str, words: str = "", at: dt.datetime | None = None) -> None:
        """Record that whoever raised it was told, how and when, and what they said. Told again, the latest stands."""
        self.visit.lock()
        if not self.outcome:
            raise NothingToTell
        self.told_at, self.told_how, self.told_words, self.told_by = at or timezone.now(), how, words, officer_of(by)
        self.save(update_fields=["told_at", "told_how", "told_words", "told_by"])
        self.visit.record("told_back", by=by, how=how, when_at=self.told_at)
