from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Token, Unit


class Command(BaseCommand):
    help = "Issue a unit's key for the machine interface and print it: this once, only its digest is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", help="the unit's code")
        parser.add_argument("--name", required=True, help="which system uses it")
        parser.add_argument("--by", required=True, help="the sign-in of the keeper who issues it; it stands in the trail")

    def handle(self, *args: Any, unit: str, name: str, by: str, **options: Any) -> None:
        issuer = User.objects.filter(username__iexact=by, is_active=True).first()
        owner = Unit.objects.open().filter(code=unit).first()
        if issuer is None:
            raise CommandError(f"There is no account {by}.")
        if owner is None:
            raise CommandError(f"There is no open unit with the code {unit}.")
        _token, plain = Token.objects.issue(unit=owner, name=name, by=issuer)
        self.stdout.write(plain)
