import hashlib
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def digest_is_known(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """SM3 depends on the OpenSSL of the machine."""
    if settings.ATTACHMENT_DIGEST in {"sha256", "sm3"} & hashlib.algorithms_available:
        return []
    hint = f"SIXIA_DIGEST is “{settings.ATTACHMENT_DIGEST}”; say “sha256”, or “sm3” where the machine's OpenSSL has it."
    return [Error("Unknown digest for attachments.", hint=hint, id="sixia.E040")]
