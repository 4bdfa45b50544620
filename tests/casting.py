"""The cast in tests: the invented county, built once in a process, then copied into each test that asks for it.

Nothing of it outlives a test: it is built in a transaction that is rolled back, and what stays are its rows as PostgreSQL gives
them out. Copied in they have the same keys every time; the sequences stand behind them.
"""

import pickle
from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from sixia.foundations.deadlines import models as deadlines
from sixia.foundations.units.models import Tenure
from sixia.front.home.cast import build

SEQUENCES = """
    SELECT pg_get_serial_sequence(quote_ident(table_name), column_name), table_name, column_name FROM information_schema.columns
    WHERE table_name = ANY(%s) AND table_schema = 'public'
      AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
"""


@dataclass(frozen=True)
class Kept:
    """The cast as Python has it, the rows as the database has them, and how far the sequences were then."""

    cast: bytes
    on: object
    rows: dict[str, bytes]
    sequences: str


@pytest.fixture(scope="session")
def kept_cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        before = filled()
        call_command("load_rules", stdout=StringIO())
        call_command("load_matters", stdout=StringIO())
        cast = build()
        kept = keep(cast, filled() - before)
        transaction.set_rollback(True)
    deadlines.forget_now()
    return kept


@pytest.fixture
def cast(db, kept_cast):
    """The invented county with someone for every character, its rules and its matters."""
    deadlines.forget_now()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in kept_cast.rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(rows)
        cursor.execute(kept_cast.sequences)
    if later := timezone.localdate() - kept_cast.on:  # a test in another time
        Tenure.objects.filter(acting=True).update(starts_on=F("starts_on") + later, ends_on=F("ends_on") + later)
    yield pickle.loads(kept_cast.cast)
    deadlines.forget_now()


def filled():
    """The tables that hold anything."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
        return {table for (table,) in cursor.fetchall()}


def keep(cast, tables):
    with connection.cursor() as cursor:
        rows = {table: copied(cursor, table) for table in sorted(tables)}
        cursor.execute(SEQUENCES, [list(rows)])
        sequences = [behind(cursor, *line) for line in cursor.fetchall()]
    return Kept(pickle.dumps(cast), timezone.localdate(), rows, "SELECT " + ", ".join(sequences))


def copied(cursor, table):
    with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy:
        return b"".join(copy)


def behind(cursor, sequence, table, column):
    """Never back: what a test made before it got the cast keeps its keys."""
    cursor.execute(f"SELECT max({column}) FROM {table}")
    (last,) = cursor.fetchone()
    return f"setval('{sequence}', greatest({last}, (SELECT last_value FROM {sequence})))"
