from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sixia.field.pairings.models import Coverage, CoverageTally, FirmCoverage


class Command(BaseCommand):
    help = "Give every village and firm its row on the page of silence, with all that was heard. The worker does it every night."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        CoverageTally.objects.gather()
        if verbosity:
            counts = {"n": Coverage.objects.count(), "firms": FirmCoverage.objects.count()}
            self.stdout.write(_("%(n)d villages and %(firms)d firms stand on the page of silence.") % counts)
