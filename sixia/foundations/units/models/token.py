from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.trail.models import Recorded

from .unit import Unit

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User
    from sixia.foundations.trail.models import Voice

MARK = "sixia_"  # lets a leaked key be recognised by whoever scans for such


class AlreadyRevoked(Exception):
    """The key opened nothing any more."""


def digest(plain: str) -> str:
    """The key has 256 random bits, so a plain digest is enough: there is nothing to guess."""
    return hashlib.sha256(plain.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    @transaction.atomic
    def issue(self, *, unit: Unit, name: str, by: User) -> tuple[Token, str]:
        """A new key and its text. The text is shown this once: only its digest is kept."""
        plain = MARK + secrets.token_urlsafe(32)
        token = self.create(unit=unit, name=name, digest=digest(plain), made_by=by)
        token.record("issued", by=by, name=name, unit=unit.name)
        return token, plain

    def opened_by(self, plain: str) -> Token | None:
        """The live key with this text."""
        if not plain.startswith(MARK):
            return None
        token = OPENED.one(digest=digest(plain))
        return token if token and token.is_live() else None


OPENED = Statement(lambda: Token.objects.select_related("unit").filter(digest=blank("digest")))


class Token(Recorded):
    """A unit's key for the machine interface (接口令牌); only its digest is kept."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="tokens")
    name = models.CharField(_("used by"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("machine key")
        verbose_name_plural = _("machine keys")

    def __str__(self) -> str:
        return self.name

    def is_live(self) -> bool:
        return self.revoked_at is None and self.unit.is_open()

    def recorded_place(self) -> str:
        return self.unit.place_id

    @transaction.atomic
    def revoke(self, *, by: User | Voice) -> None:
        revoked = Token.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())
        if not revoked:
            raise AlreadyRevoked(self.pk)
        self.refresh_from_db(fields=["revoked_at"])
        self.record("revoked", by=by, name=self.name, unit=self.unit.name)
