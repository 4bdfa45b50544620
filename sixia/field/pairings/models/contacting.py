from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.sealing import SealedField
from sixia.foundations.places.models import Place

from ..workflow import SPENT_THERE, How
from .coverage import Coverage
from .refusing import PairingError, not_to_come

if TYPE_CHECKING:
    from .pairing import Pairing


class NotTiedThen(PairingError):
    message = _("On this day the tie was not in force.")


class NotThere(PairingError):
    message = _("This place does not lie in the place of the tie.")


class Contact(models.Model):
    """One contact within a tie (联系记录): when, how, and what they said, word for word."""

    pairing = models.ForeignKey("pairings.Pairing", models.CASCADE, related_name="contacts")
    on = models.DateField(_("when"))
    how = models.CharField(_("how"), max_length=12, choices=How)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    words = SealedField(_("what they said, word for word"), blank=True)
    note = SealedField(_("what we noted"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["pairing", "-on", "-id"], name="contact_pairing")]


class Contacting(models.Model):
    """Keeping in contact (联系)."""

    class Meta:
        abstract = True

    @transaction.atomic
    def contact(
        self: Pairing,
        *,
        by: User,
        on: dt.date,
        how: str,
        words: str = "",
        note: str = "",
        where: Place | None = None,
        once: uuid.UUID | None = None,
    ) -> Contact:
        """Keep that contact was had. `where`: the village, when the tie is to more than one. The same `once` changes nothing."""
        once = once or uuid.uuid4()
        self.lock()
        if already := Contact.objects.filter(once=once).first():
            return already
        not_to_come(on)
        if not self.is_in_force(on):
            raise NotTiedThen
        place = where or self.place
        if not place.lies_in(self.place_id):
            raise NotThere
        contact = self.contacts.create(on=on, how=how, place=place, words=words, note=note, by=by, once=once)
        if on > self.quiet_since:
            self.quiet_since = on
            self.save(update_fields=["quiet_since"])
        Coverage.objects.note_contact(place=place, on=on)
        self.record("contacted", by=by, how=how, contacted_on=on, contact=contact.pk)
        return contact

    def days_spent(self: Pairing, on: dt.date) -> int:
        """On how many days of this quarter someone of ours was there."""
        there = self.contacts.filter(how__in=SPENT_THERE, on__range=quarter_of(on))
        return there.values("on").distinct().count()


def quarter_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the quarter in which the day lies."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    beyond = (first + dt.timedelta(days=95)).replace(day=1)
    return first, beyond - dt.timedelta(days=1)
