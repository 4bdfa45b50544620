from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string

from .channels import Channel


def channels_can_be_used(app_configs: Any = None, **more: Any) -> list[CheckMessage]:
    """sixia.E050: each channel that NOTICE_CHANNELS names is there, and is one."""
    return [
        Error(f"The channel “{name}” cannot be used: {trouble}", hint="See NOTICE_CHANNELS in the settings.", id="sixia.E050")
        for name, path in settings.NOTICE_CHANNELS.items()
        if (trouble := wrong_with(path))
    ]


def wrong_with(path: str) -> str:
    try:
        found = import_string(path)
    except ImportError as error:
        return str(error)
    return "" if isinstance(found, type) and issubclass(found, Channel) else f"{path} is no Channel"
