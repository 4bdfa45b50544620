from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sixia.field.pairings.models import Coverage


class Command(BaseCommand):
    help = "Give every village its row on the page of silence and take up all that was heard. The worker does it every night."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        Coverage.objects.gather()
        if verbosity:
            self.stdout.write(_("%(n)d villages stand on the page of silence.") % {"n": Coverage.objects.count()})
