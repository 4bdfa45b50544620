from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Person
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing

from ..workflow import CALLING, Status
from .moving import Moving, OnsiteError, locked

if TYPE_CHECKING:
    from .meeting import Meeting

THERE = CALLING - {Status.PLANNED}
SIGNING = frozenset({Status.CLOSED})


class NotTheirHand(OnsiteError):
    """Nobody signs for an officer."""

    message = _("An officer signs the minutes alone, signed in. For one of the people, note that they signed the printed sheet.")


class Presence(models.Model):
    """Someone who was there (到会): an officer, or one of the people; and when they signed the minutes."""

    meeting = models.ForeignKey("onsite.Meeting", models.CASCADE, related_name="presences")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(_("for whom they speak"), max_length=120, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], condition=Q(user__isnull=False), name="present_once"),
            models.CheckConstraint(condition=Q(user=None) ^ Q(person=None), name="present_officer_or_person"),
        ]

    def __str__(self) -> str:
        """An officer by name; of one of the people only what masking leaves."""
        return str(self.user or self.person)

    @transaction.atomic
    def sign(self, *, by: User, on_paper: bool = False) -> None:
        """Sign the minutes: an officer alone; whoever keeps them notes that one of the people signed the printed sheet."""
        self.meeting.hold(SIGNING)
        locked(self)
        if self.user_id != by.pk and (self.user_id is not None or not on_paper):
            raise NotTheirHand
        if self.signed_at is None:
            self.signed_at, self.signed_by = timezone.now(), by
            self.save(update_fields=["signed_at", "signed_by"])
            self.meeting.record("signed", by=by, capacity=self.capacity)


def _unit_of(user: User) -> Unit | None:
    """For whom an officer is there: the unit they are known by."""
    primary = standing(user).primary
    return primary.post.unit if primary else None


class Attending(Moving):
    """Who was there."""

    class Meta:
        abstract = True

    @transaction.atomic
    def note_present(
        self: Meeting,
        *,
        by: User,
        user: User | None = None,
        name: str = "",
        capacity: str = "",
        unit: Unit | None = None,
        once: uuid.UUID | None = None,
    ) -> Presence:
        """Note who is there: an officer (`user`, for `unit`), or one of the people by name. Noted twice is noted once."""
        self.hold(THERE)
        once = once or uuid.uuid4()
        same = Q(once=once) | Q(user=user) if user else Q(once=once)
        if (already := self.presences.filter(same).first()) is not None:
            return already
        unit = unit or (_unit_of(user) if user else None)
        person = None if user else Person.objects.take(name=name, place=self.place)
        presence = self.presences.create(once=once, user=user, person=person, capacity=capacity, unit=unit)
        self.record("present", by=by, unit=unit.told if unit else "")
        return presence
