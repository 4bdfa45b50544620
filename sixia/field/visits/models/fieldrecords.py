from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.spine.cases.models import Case

from .noting import Note
from .settling import Matter


class FieldRecord(models.Model):
    """What came from a phone (离线记录): by whom, from which phone, by which clock, and what it became here."""

    class Kind(models.TextChoices):
        BRIEF = "brief", _("brief read")
        DEPART = "depart", _("departure")
        NOTE = "note", _("note")
        AMEND = "amend", _("change of a note")
        CASE = "case", _("case")
        PROMISE = "promise", _("promise")
        STOP = "stop", _("stop")
        MEET = "meet", _("people met")

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="field_records")
    once = models.UUIDField(unique=True, editable=False)  # made on the phone: sent twice, kept once
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    device = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind)
    phone_at = models.DateTimeField()  # as the phone had it; its clock may be wrong
    at = models.DateTimeField()  # put right by what the phone thought it was when it sent
    came_at = models.DateTimeField(default=timezone.now)
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="field_records")
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, blank=True, related_name="field_records")

    class Meta:
        verbose_name = _("record from a phone")
        verbose_name_plural = _("records from a phone")

    def __str__(self) -> str:
        return f"{self.kind} {self.once}"

    @property
    def thing(self) -> models.Model:
        """What a file sent with it hangs on: the case itself, the matter of a promise, or the note."""
        case: Case | None = self.matter.case if self.matter else None
        return case or self.matter or self.note or self.visit
