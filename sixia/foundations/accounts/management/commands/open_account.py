from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sixia.foundations.accounts.models import NameTaken, User
from sixia.foundations.trail.models import Voice


class Command(BaseCommand):
    help = "Open an officer's account (or, with --again, an old one anew) and print the link where its owner sets the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", help="the officer's name")
        parser.add_argument("--email", default="")
        parser.add_argument("--again", action="store_true", help="a new link for one who forgot the password")

    def handle(self, *args: Any, username: str, name: str | None, email: str, again: bool, **options: Any) -> None:
        user = self.find(username) if again else self.open(username, name, email)
        self.stdout.write(f"{settings.PUBLIC_URL}{user.password_link()}")

    def find(self, username: str) -> User:
        if user := User.objects.filter(username__iexact=username, is_active=True).first():
            return user
        raise CommandError(f"There is no account {username}.")

    def open(self, username: str, name: str | None, email: str) -> User:
        try:
            return User.objects.open(by=Voice.SYSTEM, username=username, name=name or username, email=email)
        except NameTaken as taken:
            raise CommandError(f"An account signs in by “{taken}” already.") from taken
