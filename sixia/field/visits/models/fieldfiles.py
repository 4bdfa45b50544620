from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.attachments.refusing import Refused

if TYPE_CHECKING:
    from .fieldrecords import FieldRecord

LEFT_FOR = dt.timedelta(days=30)  # a phone that was away longer sends its pieces anew
Answer = dict[str, Any]


class FieldFileQuerySet(models.QuerySet["FieldFile"]):
    def of(self, user: User) -> FieldFileQuerySet:
        return self.filter(record__by=user)

    @transaction.atomic
    def announce(self, *, record: FieldRecord, once: uuid.UUID, name: str, size: int, digest: str) -> FieldFile:
        """A phone says which file will come, and to what it belongs; said again it is the same file."""
        if size > settings.ATTACHMENT_MOST_BYTES:
            raise Refused("too_big", most=filesizeformat(settings.ATTACHMENT_MOST_BYTES)).named(name)
        given = {"record": record, "name": name, "size": size, "digest": digest}
        announced, _made = self.get_or_create(once=once, defaults=given)
        return announced

    def sweep(self) -> int:
        """Pieces of files that never came whole are let go; the phone still has them, and begins anew."""
        left = self.filter(done_at=None, touched_at__lt=timezone.now() - LEFT_FOR)
        FieldPiece.objects.filter(file__in=left).delete()
        return left.update(received=0)


class FieldFile(models.Model):
    """A picture or a recording on its way from a phone (离线附件): it comes in pieces over a line that drops."""

    record = models.ForeignKey("visits.FieldRecord", models.CASCADE, related_name="files")
    once = models.UUIDField(unique=True, editable=False)
    name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256, as the phone reckoned it before sending
    received = models.PositiveBigIntegerField(default=0)
    touched_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=300, blank=True)  # why it was not taken, as it was said to the sender

    objects = FieldFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file from a phone")
        verbose_name_plural = _("files from a phone")
        indexes = [models.Index(fields=["touched_at"], name="field_file_left", condition=models.Q(done_at=None))]
        constraints = [models.CheckConstraint(condition=models.Q(received__lte=models.F("size")), name="field_file_not_over")]

    def __str__(self) -> str:
        return self.name

    @property
    def answer(self) -> Answer:
        """What the phone is told: where the next piece begins, or what became of the whole."""
        if self.refused:
            return {"state": "refused", "why": self.refused}
        return {"state": "there"} if self.done_at else {"state": "wanted", "offset": self.received}

    @transaction.atomic
    def take_piece(self, *, by: User, offset: int, content: bytes) -> Answer:
        """Keep a piece where it fits; one that does not is answered with the place from where to go on. The last one ends it."""
        self.refresh_from_db(from_queryset=FieldFile.objects.select_for_update(of=("self",)))
        if self.done_at or offset != self.received or not 0 < len(content) <= self.size - self.received:
            return self.answer
        self.pieces.create(offset=offset, content=content)
        self.received, self.touched_at = self.received + len(content), timezone.now()
        if self.received == self.size:
            self._end(by=by)
        self.save(update_fields=["received", "touched_at", "done_at", "refused"])
        return self.answer

    def _end(self, *, by: User) -> None:
        """All pieces are there: are they what was sent, and is it a file that we take?"""
        whole = b"".join(bytes(piece) for piece in self.pieces.order_by("offset").values_list("content", flat=True))
        self.pieces.all().delete()
        if hashlib.sha256(whole).hexdigest() != self.digest:
            self.received = 0
            return
        self.done_at = timezone.now()
        try:
            with transaction.atomic():
                self._hang(whole, by=by)
        except Refused as refused:
            self.refused = str(refused)[:300]

    def _hang(self, whole: bytes, *, by: User) -> None:
        held = Attachment.objects.hold(SimpleUploadedFile(self.name, whole), holder=self.once.hex)
        Attachment.objects.take([held.token], holder=self.once.hex, thing=self.record.thing, by=by)
        self.record.visit.record("file_added", by=by)


class FieldPiece(models.Model):
    """One piece of a file that is not whole yet (分片)."""

    file = models.ForeignKey(FieldFile, models.CASCADE, related_name="pieces")
    offset = models.PositiveBigIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("piece of a file")
        verbose_name_plural = _("pieces of a file")
        constraints = [models.UniqueConstraint(fields=["file", "offset"], name="field_piece_once")]
