from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from sixia.foundations.deadlines import arrangements, clocks, rulebook
from sixia.foundations.deadlines.models import CalendarYear, Frequency, Rule
from sixia.foundations.trail.models import Voice


class Command(BaseCommand):
    help = "Load the rules of time limits and the working calendars; harmless when repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="local rules (TOML), after those that come with the program")

    @transaction.atomic
    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        try:
            versions = [version for path in [rulebook.SHIPPED, *files] for version in rulebook.read(path)]
            loaded = Rule.objects.load(versions)
            often = [row for path in [rulebook.FREQUENCIES, *files] for row in rulebook.read_frequencies(path)]
            Frequency.objects.load(often)
        except rulebook.WrongRule as error:
            raise CommandError(str(error)) from error
        years = [arrangement.year for arrangement in arrangements.shipped() if self.arrange(arrangement)]
        self.stdout.write(_("Rules loaded: %(rules)d; calendar years: %(years)d.") % {"rules": loaded, "years": len(years)})

    def arrange(self, arrangement: arrangements.Arrangement) -> bool:
        """An announced year is left alone: `announce_year` is the way to change it."""
        year, _made = CalendarYear.objects.get_or_create(year=arrangement.year)
        if year.announced or not year.arrange(arrangement, by=Voice.SYSTEM):
            return False
        clocks.follow(year)
        return True
