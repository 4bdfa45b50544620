import os
from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    """What this process had read of them before, it reads anew: `dev/prepare.py` tells the demo town right afterwards."""

    help = "Compiles every room's words (.po) into what Django reads (.mo), where they have changed since. Needs no gettext."

    def handle(self, *args: Any, **options: Any) -> None:
        for source in catalogues():
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                fresh = compiled.with_suffix(f".{os.getpid()}")
                polib.pofile(str(source)).save_as_mofile(str(fresh))
                fresh.replace(compiled)  # whole or not at all: the suite's processes compile side by side
                translation_file_changed(None, compiled)


def catalogues() -> list[Path]:
    """The catalogues of our own rooms, in a fixed order."""
    rooms = (Path(room.path) for room in apps.get_app_configs() if settings.ROOT in Path(room.path).parents)
    ours = (path for room in rooms for path in room.glob("locale/*/LC_MESSAGES/django.po"))
    return sorted(path for path in ours if ".venv" not in path.parts)
