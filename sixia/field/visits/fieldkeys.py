"""Keys of phones (离线密钥): derived, never stored, so that a phone restored from a backup gets its own again after sign-in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

from django.conf import settings

from sixia.foundations.accounts.models import User


def _derived(what: str, *about: object) -> bytes:
    """From the key that stays when the others rotate: what waits on a phone must open next week."""
    message = "\0".join(["sixia.visits.field", what, *map(str, about)])
    return hmac.digest(settings.SIXIA_INDEX_KEY.encode(), message.encode(), hashlib.sha256)


def owner_of(user: User) -> str:
    """How a phone tells one person's records from another's: says nothing of the person."""
    return _derived("owner", user.pk).hex()[:24]


def key_for(user: User, device: uuid.UUID) -> str:
    """32 bytes for AES-GCM, in base64: for this officer on this phone."""
    return base64.b64encode(_derived("key", user.pk, device)).decode()
