from typing import Any

from django.core.management.base import BaseCommand

from sixia.foundations.units import loading


class Command(BaseCommand):
    help = "Loads the base tree of matters (事项分类) with the cue words of the people. Run twice, it changes nothing."

    def handle(self, **options: Any) -> None:
        loaded = loading.load(loading.read())
        self.stdout.write(f"matters: {loaded.created} new, {loaded.updated} updated, {loaded.unchanged} unchanged")
