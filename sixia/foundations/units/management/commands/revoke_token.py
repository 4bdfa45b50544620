from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Token


class Command(BaseCommand):
    help = "Revoke a unit's keys for the machine interface: from this moment they open nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", help="the unit's code")
        parser.add_argument("--name", help="only those that this system uses")
        parser.add_argument("--by", required=True, help="the sign-in of the keeper who revokes; it stands in the trail")

    def handle(self, *args: Any, unit: str, name: str | None, by: str, **options: Any) -> None:
        keeper = User.objects.filter(username__iexact=by, is_active=True).first()
        tokens = Token.objects.filter(unit__code=unit, revoked_at=None)
        found = list(tokens.filter(name=name) if name else tokens)
        if keeper is None:
            raise CommandError(f"There is no account {by}.")
        if not found:
            raise CommandError("There is no such key.")
        for token in found:
            token.revoke(by=keeper)
            self.stdout.write(f"{token.name}: revoked")
