from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from sixia.foundations.deadlines import arrangements, clocks
from sixia.foundations.deadlines.models import CalendarYear
from sixia.foundations.trail.models import Voice


class Command(BaseCommand):
    help = "Load a year's holiday arrangement as announced, and have the clocks it touches counted again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the arrangement (TOML), shaped like data/calendar/2026.toml")

    @transaction.atomic
    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            arrangement = arrangements.read(file)
        except arrangements.WrongArrangement as error:
            raise CommandError(str(error)) from error
        if not arrangement.announced:
            raise CommandError(_("%(file)s is not an announced year.") % {"file": file})
        year, _made = CalendarYear.objects.get_or_create(year=arrangement.year)
        if not year.arrange(arrangement, by=Voice.SYSTEM):
            self.stdout.write(_("%(year)s stands already; nothing changed.") % {"year": year})
            return
        clocks.follow(year)
        self.stdout.write(_("%(year)s is announced; the clocks it touches are being counted again.") % {"year": year})
