"""Fills a database with cases by COPY: `python -m benchmarks.filling COUNT`, with DATABASE_URL and LOADER_URL (a superuser's).

The county with its officers comes from the cast; everything else is invented here, the same every time. Indexes are taken off
before and put back after, and the checks of references are left out: the rows are right by construction.
"""

import datetime as dt
import os
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random

import psycopg
from django.core.management import call_command
from django.utils import timezone

from benchmarks import ready  # noqa: F401 (first)
from benchmarks.lives import COLUMNS, FIRST_ID, IDS_A_CASE, Desk, Life, Rows, Stage
from benchmarks.texts import Writer
from sixia.foundations.deadlines.models import Rule
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Matter, Role, Unit
from sixia.foundations.units.standing import holders
from sixia.front.home.cast import build

PART = 5_000  # cases in one transaction
UNTIL = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)


def set_the_stage(count: int) -> Stage:
    for command in ("migrate", "load_rules", "load_matters"):
        call_command(command, verbosity=0)
    cast = build()
    bureaus = Unit.objects.filter(kind__in=[Unit.Kind.BUREAU, Unit.Kind.TOWNSHIP]).order_by("id")
    matters = list(Matter.objects.order_by("code"))
    return Stage(
        count=count,
        until=UNTIL,
        office=desk(cast.petition_office, cast.intake.pk),
        desks=[desk(unit, cast.handler.pk) for unit in bureaus],
        places=list(Place.objects.order_by("code").values_list("code", "name")),
        matters=[(matter.code, matter.name) for matter in matters],
        things=[cue for matter in matters for cue in matter.cues if not cue.isascii()],
        rules=dict(Rule.objects.order_by("valid_from").values_list("code", "id")),
    )


def desk(unit: Unit, otherwise: int) -> Desk:
    sitting = holders(unit, Role.HANDLER, Role.HEAD, Role.INTAKE)
    return Desk(unit.pk, unit.told, unit.name, sitting[0].pk if sitting else otherwise)


def fill(stage: Stage, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        indexes = indexes_of(connection)
        for name, _definition in indexes:
            connection.execute(f"DROP INDEX {name}")
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            parts = [pool.submit(bring_in, stage, url, first) for first in range(0, stage.count, PART)]
            for part in parts:
                part.result()
        connection.execute("SET maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            connection.execute(definition)
        last = FIRST_ID + stage.count + 1
        for table in COLUMNS:
            connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last * IDS_A_CASE})")
        connection.execute(f"SELECT setval('numbers_serial', {last % 1_000_000})")
        connection.execute("VACUUM (FREEZE, ANALYZE)")
        connection.execute("CHECKPOINT")


def indexes_of(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Those that no constraint stands on."""
    found = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS "
        "(SELECT FROM pg_constraint WHERE conname = indexname) AND indexdef NOT LIKE '%%UNIQUE%%'",
        [list(COLUMNS)],
    )
    return [(str(name), str(definition)) for name, definition in found]


def bring_in(stage: Stage, url: str, first: int) -> None:
    """One part, in a process of its own; the same numbers give the same cases."""
    chance = Random(first)
    writer = Writer(stage.things, chance)
    rows: Rows = defaultdict(list)
    for number in range(first, min(first + PART, stage.count)):
        for table, made in Life(stage, number, chance, writer).live().items():
            rows[table] += made
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        for table, columns in COLUMNS.items():
            defaults = others(connection, table, columns.split())
            names = ", ".join([*columns.split(), *defaults])
            with connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row((*row, *defaults.values()))


def others(connection: psycopg.Connection, table: str, known: list[str]) -> dict[str, object]:
    """Columns the generator does not know of and that may not be null, with something harmless: the program grows."""
    harmless = {"boolean": False, "integer": 0, "bigint": 0, "smallint": 0, "jsonb": "{}"}
    found = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO' "
        "AND column_default IS NULL AND is_identity = 'NO' ORDER BY ordinal_position",
        [table],
    )
    return {str(name): harmless.get(str(kind), "") for name, kind in found if name not in known}


if __name__ == "__main__":
    began = timezone.now()
    fill(set_the_stage(int(sys.argv[1])), os.environ["LOADER_URL"])
    print(f"  {int(sys.argv[1]):,} cases made in {(timezone.now() - began).total_seconds():.0f} s", flush=True)
