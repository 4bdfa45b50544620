from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from sixia.foundations.deadlines.models import Rule
from sixia.foundations.units.models import Matter
from sixia.front.home.town import guarding, living, signs


class Command(BaseCommand):
    help = "Build the demo town: an invented county, its cast, and some 300 cases in every state. Harmless when repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--cast", action="store_true", help="only show who can sign in, and receipts to try")
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, cast: bool, language: str, verbosity: int, **options: Any) -> None:
        with translation.override(language):
            if not cast:
                self.build(verbosity)
            if cast or verbosity:
                self.stdout.write(signs.gate())

    def build(self, verbosity: int) -> None:
        try:
            guarding.check()
        except guarding.NotADemo as refusal:
            raise CommandError(str(refusal)) from refusal
        if not Rule.objects.exists():
            call_command("load_rules", verbosity=verbosity, stdout=self.stdout)
        if not Matter.objects.exists():
            call_command("load_matters", verbosity=verbosity, stdout=self.stdout)
        new = living.live(self.tell if verbosity else living.quiet)
        if verbosity:
            self.stdout.write(_("The demo town stands: %(new)d new cases.") % {"new": new})

    def tell(self, done: int, of: int) -> None:
        if done % 200 == 0:
            self.stdout.write("  " + _("%(done)d of %(of)d things have happened") % {"done": done, "of": of})
