from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.models import Recorded


class Attachment(Recorded):
    """A file someone gave (附件): judged by content, hashed, cleaned of location. It hangs on one thing of another room."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thing = models.CharField(max_length=60, blank=True)  # empty while the form it came with is not yet sent
    thing_id = models.BigIntegerField(null=True)
    holder = models.CharField(max_length=64, blank=True)  # whose unsent form it waits in: a digest of the session
    name = models.CharField(_("file name"), max_length=160)
    file = models.FileField(upload_to="held/%Y/%m/%d")
    kind = models.CharField(_("kind"), max_length=60)  # media type, judged by content
    size = models.PositiveBigIntegerField(_("bytes"))
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10, default="sha256")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["thing", "thing_id"], name="attachment_thing")]
