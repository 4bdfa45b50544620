from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Recorded, Voice, officer_of
from sixia.spine.cases.models import Case

from .finding import OfCases
from .going import Stop
from .moving import Moving, VisitError

if TYPE_CHECKING:
    from .visit import Visit


class WrittenMeanwhile(VisitError):
    """Two wrote at the same note; both wordings are kept, none is put over the other."""

    message = _("Someone else changed this note meanwhile. Nothing was overwritten; look at both and decide.")


class Note(Recorded):
    """What was said or seen on a visit (现场记录), word for word."""

    class Kind(models.TextChoices):
        WORDS = "words", _("said, word for word")
        SEEN = "seen", _("seen")
        NEED = "need", _("a need")
        IDEA = "idea", _("an idea of theirs")

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="notes")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what it is"), max_length=5, choices=Kind)
    text = models.TextField(_("text"))
    said_by = models.CharField(_("who said it, without a name"), max_length=120, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, blank=True, related_name="notes")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="field_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)  # as the phone says: its clock may be wrong
    entered_at = models.DateTimeField(default=timezone.now)  # when it reached us
    version = models.PositiveIntegerField(default=1)

    objects = OfCases.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="note_has_text")]

    def __str__(self) -> str:
        return self.text

    @transaction.atomic
    def revise(self, *, by: User | Voice, text: str, seen: int, said_by: str | None = None) -> None:
        """Put it better; the former wording is kept. `seen`: the version the writer was looking at."""
        self.refresh_from_db(from_queryset=Note.objects.select_for_update(of=("self",)))
        if text == self.text and said_by in (None, self.said_by):
            return
        if seen != self.version:
            raise WrittenMeanwhile
        self.wordings.create(version=self.version, text=self.text, said_by=self.said_by, by=self.by)
        self.text, self.by, self.version = text, officer_of(by), self.version + 1
        self.said_by = self.said_by if said_by is None else said_by
        self.save(update_fields=["text", "said_by", "by", "version"])
        self.visit.record("note_revised", by=by)


class Wording(models.Model):
    """A former wording of a note (旧文): nothing written down is lost when it is put better."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()
    text = models.TextField()
    said_by = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("former wording")
        verbose_name_plural = _("former wordings")
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="one_wording_a_version")]


class Noting(Moving):
    """Writing down what was said and seen."""

    class Meta:
        abstract = True

    @transaction.atomic
    def note(
        self: Visit,
        *,
        by: User | Voice,
        kind: str,
        text: str,
        said_by: str = "",
        at: dt.datetime | None = None,
        once: uuid.UUID | None = None,
        stop: Stop | None = None,
        person: Person | None = None,
        case: Case | None = None,
    ) -> Note:
        """Keep what was said or seen, whatever became of the visit meanwhile. The same `once` again changes nothing.

        A note on a case that was sealed since is kept too; only those named on the case see it.
        """
        self.lock()
        if already := Note.objects.filter(visit=self, once=once).first():
            return already
        if person is not None and person.pk is None:
            person.save()
        made = self.notes.create(
            once=once or uuid.uuid4(), kind=kind, text=text, said_by=said_by, person=person, stop=stop, case=case,
            by=officer_of(by), at=at or timezone.now(), entered_at=timezone.now(),
        )  # fmt: skip
        self.record("noted", by=by, kind=kind)
        return made
