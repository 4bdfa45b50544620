from typing import Any

from django.core.management.base import BaseCommand

from sixia.foundations.attachments.models import Attachment


class Command(BaseCommand):
    help = "Remove files left for more than a day in forms that were never sent. The queue does the same every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{Attachment.objects.sweep_held()} removed")
