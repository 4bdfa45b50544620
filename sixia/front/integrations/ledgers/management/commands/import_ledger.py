from __future__ import annotations

import argparse
import gc
import json
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Unit

from ... import mapping
from ...models import Ledger
from ...models.ledger import Incomplete
from ...trouble import Unreadable

REASONS = 20  # printed one by one; the page of the ledger has them all


class Command(BaseCommand):
    help = (
        "Take in a ledger file (台账): every row becomes a case or is named with its reason; the same file twice changes nothing."
    )

    requires_system_checks = (Tags.security,)  # the keys that seal names; the pages are not its matter

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        names = ", ".join(field.name for field in mapping.FIELDS)
        where = f"where a field stands, by head or by letter; 'name=' leaves it out. Names: {names}"
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", dest="pairs", nargs="+", action="extend", default=[], metavar="name=column", help=where)
        parser.add_argument("--unit", default="", metavar="CODE", help="whose ledger it is; without it the petition office")
        parser.add_argument("--sheet", default="", help="which sheet; without it the first that has something in it")
        parser.add_argument("--dry-run", action="store_true", help="read and judge every row, keep nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON in the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": path})
        unit = unit_called(options["unit"])
        gc.freeze()  # the program itself is here to stay: a hundred thousand rows need not look through it again and again
        with transaction.atomic() if options["dry_run"] else nullcontext():  # a trial is the real thing, undone at its end
            ledger = self.take_in(path, unit, options["sheet"], options["pairs"])
            self.name_refusals(ledger)
            if options["dry_run"]:
                transaction.set_rollback(True)
        if ledger.state == Ledger.State.FAILED:
            raise CommandError(ledger.failure_words)
        self.stdout.write(json.dumps(ledger.counts) if options["json"] else summary(ledger, tried=options["dry_run"]))

    def take_in(self, path: Path, unit: Unit, sheet: str, pairs: Sequence[str]) -> Ledger:
        by = Voice.SYSTEM
        try:
            ledger = Ledger.objects.import_file(
                path, by=by, unit=unit, sheet=sheet, columns=lambda heads: columns_in(heads, pairs)
            )
        except Unreadable as trouble:
            raise CommandError(str(trouble)) from trouble
        except Incomplete as incomplete:
            raise CommandError(str(incomplete)) from incomplete
        ledger.take_in(by=by, told=self.tell)
        return ledger

    def tell(self, ledger: Ledger) -> None:
        self.stderr.write(_("%(read)d of about %(expected)d rows") % {"read": ledger.read, "expected": ledger.expected})

    def name_refusals(self, ledger: Ledger) -> None:
        for refusal in ledger.refusals.order_by("line")[:REASONS]:
            self.stderr.write(_("Row %(line)d: %(why)s") % {"line": refusal.line, "why": refusal.why})
        if ledger.refused > REASONS:
            self.stderr.write(_("… and %(count)d more.") % {"count": ledger.refused - REASONS})


def unit_called(code: str) -> Unit:
    """The unit with this code; without one the petition office with the widest place, if there is one."""
    units = Unit.objects.open().select_related("place")
    if code:
        if unit := units.filter(code=code).first():
            return unit
        raise CommandError(_("There is no open unit with the code %(code)s.") % {"code": code})
    offices = list(units.filter(kind=Unit.Kind.PETITION))
    widest = [office for office in offices if all(len(office.place_id) <= len(other.place_id) for other in offices)]
    if len(widest) == 1:
        return widest[0]
    if not units.exists():
        raise CommandError(_("There is no unit yet. Run “manage.py demo” for the demo town, or make your units first."))
    raise CommandError(
        _("Say whose ledger it is, with --unit: %(codes)s") % {"codes": ", ".join(unit.code for unit in offices or units)}
    )


def columns_in(heads: Sequence[str], pairs: Sequence[str]) -> mapping.Mapping:
    """The guess, corrected by `name=column`; naming a column frees it from what was guessed of it."""
    columns = mapping.guess(heads)
    for pair in pairs:
        name, separator, column = pair.partition("=")
        if not separator or name not in mapping.BY_NAME:
            raise CommandError(
                _("“%(pair)s” is not name=column. Names: %(names)s") % {"pair": pair, "names": ", ".join(mapping.BY_NAME)}
            )
        columns.pop(name, None)
        if column:
            columns = {other: place for other, place in columns.items() if place != _place(column, heads)}
            columns[name] = _place(column, heads)
    return columns


def _place(column: str, heads: Sequence[str]) -> int:
    try:
        return mapping.column(column, heads)
    except mapping.WrongMapping as wrong:
        values = {"column": column, "columns": ", ".join(mapping.called(heads))}
        raise CommandError(_("There is no column %(column)s. Columns: %(columns)s") % values) from wrong


def summary(ledger: Ledger, *, tried: bool) -> str:
    words = (
        _("%(rows)d rows: %(imported)d new, %(updated)d amended, %(unchanged)d unchanged, %(refused)d sent back.") % ledger.counts
    )
    return _("Tried, nothing kept. %(summary)s") % {"summary": words} if tried else words
