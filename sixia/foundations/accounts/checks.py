from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def two_factor_is_known(app_configs: Any, **more: Any) -> list[CheckMessage]:
    if settings.SIXIA_TWO_FACTOR in {"optional", "required"}:
        return []
    hint = f"SIXIA_TWO_FACTOR is “{settings.SIXIA_TWO_FACTOR}”; say “optional” or “required”."
    return [Error("Unknown rule for the second factor.", hint=hint, id="sixia.E020")]
