from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sixia.foundations.people.resealing import Progress, reindex, reseal


class Command(BaseCommand):
    help = (
        "Write all personal details again under the newest key of SIXIA_KEYS. Can be broken off and run again; "
        "when it ends without a complaint the older keys may be taken out of SIXIA_KEYS."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at-once", type=int, default=500, metavar="ROWS", help="rows in one transaction")
        parser.add_argument(
            "--index", action="store_true", help="also make the look-up indexes anew: SIXIA_INDEX_KEY was changed"
        )

    def handle(self, *args: Any, at_once: int, index: bool, **options: Any) -> None:
        tables: dict[str, Progress] = {}
        for progress in reseal(at_once=at_once):
            tables[progress.table] = progress
            if options["verbosity"] > 1:
                self.stdout.write(f"{progress.table}: {progress.resealed}")
        for progress in tables.values():
            self.stdout.write(f"{progress.table}: {progress.resealed} resealed, {len(progress.broken)} could not be opened")
            for where in progress.broken:
                self.stderr.write(where)
        if any(progress.broken for progress in tables.values()):
            raise CommandError("Some values could not be opened. Keep the old keys.")
        if index:
            self.stdout.write(f"{reindex(at_once=at_once)} rows indexed anew")
