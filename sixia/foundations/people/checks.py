from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from .sealing import CIPHERS

SHORTEST_KEY = 32


@register(Tags.security)
def keys_are_strong(app_configs: Any, **more: Any) -> list[CheckMessage]:
    """Weak or missing keys are found before the first name is sealed."""
    found: list[CheckMessage] = []
    if settings.SIXIA_CIPHER not in CIPHERS:
        hint = f"SIXIA_CIPHER is “{settings.SIXIA_CIPHER}”; say one of {', '.join(CIPHERS)}."
        found.append(Error("Unknown cipher for personal details.", hint=hint, id="sixia.E030"))
    if not settings.SIXIA_KEYS or any(len(key) < SHORTEST_KEY for key in [*settings.SIXIA_KEYS, settings.SIXIA_INDEX_KEY]):
        hint = (
            "Each key in SIXIA_KEYS, and SIXIA_INDEX_KEY, needs 32 characters or more, for example from `openssl rand -hex 32`."
        )
        found.append(Error("A key for personal details is missing or too short.", hint=hint, id="sixia.E031"))
    if settings.SIXIA_INDEX_KEY in settings.SIXIA_KEYS:
        hint = "The index key stays when the others rotate: make one of its own."
        found.append(Error("SIXIA_INDEX_KEY is also one of SIXIA_KEYS.", hint=hint, id="sixia.E032"))
    return found
