from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.trail.models import Recorded, Voice, officer_of

from .cleaning import clean_name, clean_picture
from .judging import judge
from .refusing import Refused

SHOWABLE = ("image/", "audio/", "application/pdf")
PIECE = 1 << 16


class NotHeld(Exception):
    """A file is asked for that this holder does not hold: it was swept, or it is another's."""


def random_place(attachment: Attachment, name: str) -> str:
    """Where it is stored: nothing of its name, nothing to guess."""
    return f"{timezone.localdate():%Y/%m/%d}/{uuid.uuid4().hex}"


def digest_of(stream: BinaryIO | File) -> str:
    sum_ = hashlib.new(settings.ATTACHMENT_DIGEST)
    stream.seek(0)
    while piece := stream.read(PIECE):
        sum_.update(piece)
    stream.seek(0)
    return sum_.hexdigest()


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of(self, thing: models.Model) -> AttachmentQuerySet:
        return self.filter(thing=thing._meta.label_lower, thing_id=thing.pk).order_by("id")

    def on_any(self, model: type[models.Model]) -> models.Exists:
        """Whether a file hangs on it, for a queryset of this model."""
        return models.Exists(self.filter(thing=model._meta.label_lower, thing_id=models.OuterRef("pk")))

    def listed(self, thing: models.Model) -> list[Attachment]:
        """The same, read for a page."""
        return HANGING.all(thing=thing._meta.label_lower, thing_id=thing.pk)

    def held_by(self, holder: str) -> AttachmentQuerySet:
        """Waiting in this visitor's unsent forms."""
        return self.filter(thing="", holder=holder).exclude(holder="").order_by("id")

    def abandoned(self, before: dt.datetime) -> AttachmentQuerySet:
        """Held since before then, and the form never came."""
        return self.filter(thing="", added_at__lt=before).order_by("id")

    def hold(self, upload: UploadedFile, *, holder: str) -> Attachment:
        """Judge, clean and store a file until the form it came with is sent. Refused says why not, in the reader's language."""
        try:
            return self._hold(upload, holder=holder)
        except Refused as refused:
            raise refused.named(upload.name or "") from refused

    def _hold(self, upload: UploadedFile, *, holder: str) -> Attachment:
        if not holder:
            raise ValueError("A held file needs a holder: without one anybody could take it.")
        if (upload.size or 0) > settings.ATTACHMENT_MOST_BYTES or getattr(upload, "cut", False):
            raise Refused("too_big", most=filesizeformat(settings.ATTACHMENT_MOST_BYTES))
        if self.held_by(holder).count() >= settings.ATTACHMENT_MOST_HELD:
            raise Refused("too_many", most=settings.ATTACHMENT_MOST_FILES)
        kind = judge(cast(BinaryIO, upload))
        content = File(clean_picture(cast(BinaryIO, upload), kind) if kind.is_picture else upload.file)
        attachment = self.model(
            holder=holder,
            name=clean_name(upload.name or "", kind),
            kind=kind.media,
            size=content.size,
            digest=digest_of(content),
            algorithm=settings.ATTACHMENT_DIGEST,
        )
        attachment.file.save("", content, save=False)
        try:
            attachment.save(force_insert=True)
        except BaseException:
            attachment.discard_file()
            raise
        return attachment

    def take(self, tokens: Iterable[uuid.UUID | str], *, holder: str, thing: models.Model, by: User | Voice) -> list[Attachment]:
        """Hang held files on a saved thing, as part of the verb that made or changed it: that verb's trail entry tells it.

        A file that already hangs on this very thing is left there; one that this holder does not hold raises NotHeld.
        """
        wanted = {uuid.UUID(str(token)) for token in tokens}
        return self._take(wanted, holder, thing, by) if wanted else []

    @transaction.atomic
    def _take(self, wanted: set[uuid.UUID], holder: str, thing: models.Model, by: User | Voice) -> list[Attachment]:
        place = (thing._meta.label_lower, thing.pk)
        rows = self.select_for_update().filter(token__in=wanted, holder=holder).order_by("id")
        found: list[Attachment] = list(rows) if holder else []
        if len(found) < len(wanted) or any(attachment.thing and attachment.hangs_on != place for attachment in found):
            raise NotHeld(_("A file you chose is no longer kept here. Please choose it again."))
        fresh = [attachment for attachment in found if not attachment.thing]
        for attachment in fresh:
            attachment.thing, attachment.thing_id = place
            attachment.added_by = officer_of(by)
        Attachment.objects.bulk_update(fresh, ["thing", "thing_id", "added_by"])
        return found

    @transaction.atomic
    def drop(self, tokens: Iterable[uuid.UUID | str], *, holder: str) -> int:
        """Let go of held files that the visitor took out of the form again."""
        return self.held_by(holder).filter(token__in=list(tokens))._erase()

    def sweep_held(self, *, at_once: int = 500) -> int:
        """Remove what was left in forms never sent; safe beside a form being sent now, and beside a second sweep."""
        before, swept = timezone.now() - settings.ATTACHMENT_HELD_FOR, 0
        while True:
            with transaction.atomic():
                gone = self.abandoned(before).select_for_update(skip_locked=True)[:at_once]._erase()
            swept += gone
            if not gone:
                return swept

    def _erase(self) -> int:
        rows = list(self)
        self.model.objects.filter(pk__in=[row.pk for row in rows], thing="").delete()
        for row in rows:
            transaction.on_commit(row.discard_file, robust=True)
        return len(rows)


HANGING = Statement(lambda: Attachment.objects.filter(thing=blank("thing"), thing_id=blank("thing_id")).order_by("id"))


class Attachment(Recorded):
    """A file someone gave (附件): judged by content, hashed, cleaned of location. It hangs on one thing of another room."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thing = models.CharField(max_length=60, blank=True)  # empty while the form it came with is not yet sent
    thing_id = models.BigIntegerField(null=True)
    holder = models.CharField(max_length=64, blank=True)  # whose form brought it: a random word kept in their session
    name = models.CharField(_("file name"), max_length=160)
    file = models.FileField(upload_to=random_place, max_length=120)
    kind = models.CharField(_("kind"), max_length=100)  # media type, judged by content
    size = models.PositiveBigIntegerField(_("bytes"))
    digest = models.CharField(max_length=64)  # of what is stored, that is after cleaning
    algorithm = models.CharField(max_length=10, default="sha256")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(fields=["thing", "thing_id"], name="attachment_thing"),
            models.Index(fields=["holder", "id"], name="attachment_held", condition=models.Q(thing="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hangs_on(self) -> tuple[str, int | None]:
        return self.thing, self.thing_id

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")

    @property
    def is_showable(self) -> bool:
        """Safe to show inside a browser's page."""
        return self.kind.startswith(SHOWABLE)

    @property
    def content_type(self) -> str:
        return "text/plain; charset=utf-8" if self.kind == "text/plain" else self.kind

    def is_intact(self) -> bool:
        """The stored bytes are those that were hashed when it came."""
        sum_ = hashlib.new(self.algorithm)
        with self.file.open("rb") as stored:
            while piece := stored.read(PIECE):
                sum_.update(piece)
        return sum_.hexdigest() == self.digest

    def discard_file(self) -> None:
        if self.file.name:
            self.file.storage.delete(self.file.name)
