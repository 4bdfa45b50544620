from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count

from sixia.foundations.notifications.models import Notice


class Command(BaseCommand):
    help = "How many notices wait, were sent, were given up; with --given-up, each of those and why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--given-up", action="store_true")

    def handle(self, *args: Any, given_up: bool, **options: Any) -> None:
        if given_up:
            for notice in Notice.objects.given_up().order_by("id").iterator():
                self.stdout.write(
                    f"{notice.key}  {notice.made_at:%Y-%m-%d %H:%M}  {notice}  ×{notice.attempts}  {notice.failure}"
                )
        else:
            counts = dict(Notice.objects.values_list("state").annotate(Count("id")))
            for state in Notice.State:
                self.stdout.write(f"{state.value}  {counts.get(state, 0)}")
