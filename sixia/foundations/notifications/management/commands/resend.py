from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sixia.foundations.notifications.models import NotGivenUp, Notice
from sixia.foundations.trail.models import Voice


class Command(BaseCommand):
    help = "Send notices again that were given up: by their key (see `notices --given-up`), or all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="*", type=UUID, metavar="KEY")
        parser.add_argument("--all", action="store_true")

    def handle(self, *args: Any, keys: list[UUID], **options: Any) -> None:
        if bool(keys) == options["all"]:
            raise CommandError("Name the notices, or say --all.")
        chosen = Notice.objects.given_up() if options["all"] else Notice.objects.filter(key__in=keys)
        sent = sum(self.resend(notice) for notice in chosen.order_by("id").iterator())
        self.stdout.write(f"{sent} on the way again")

    def resend(self, notice: Notice) -> bool:
        try:
            notice.resend(by=Voice.SYSTEM)
        except NotGivenUp:
            return False
        return True
