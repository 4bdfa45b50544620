"""Whether the program can work (`/healthz`): asked by whoever watches over it, answered within seconds, never with an error.

It looks at the database through a connection of its own: the pool would wait for a free one just when an answer is wanted most.
The answer is kept for a second, so that asking often costs nothing.
"""

import time
from functools import cache
from typing import Any, Final

import psycopg
from django.db import connection
from django.db.migrations.loader import MigrationLoader

import sixia

KEPT_SECONDS: Final = 1.0
PATIENCE_SECONDS: Final = 3
WORKER_SILENT_SECONDS: Final = 60  # a worker says every ten that it is alive

_kept: tuple[float, dict[str, Any]] = (float("-inf"), {})


def health() -> dict[str, Any]:
    """`status` is "ok", "degraded" (nobody works off the queue) or "down" (no database, or tables older than the program)."""
    global _kept
    asked, answer = _kept
    if time.monotonic() - asked > KEPT_SECONDS:
        answer = look()
        _kept = (time.monotonic(), answer)
    return answer


def look() -> dict[str, Any]:
    try:
        with psycopg.connect(**connection_parameters()) as own:
            missing = sorted(newest_migrations() - applied_migrations(own))
            workers, waiting = (0, 0) if missing else queue(own)
    except psycopg.Error:
        return told("down", database="unreachable", queue="unknown", migrations="unknown")
    if missing:
        return told("down", database="ok", queue="unknown", migrations=f"missing: {', '.join(map('.'.join, missing))}")
    working = f"ok, {waiting} waiting" if workers else f"no worker, {waiting} waiting"
    return told("ok" if workers else "degraded", database="ok", queue=working, migrations="ok")


def told(status: str, **parts: str) -> dict[str, Any]:
    return {"status": status, "version": sixia.__version__, **parts}


def connection_parameters() -> dict[str, Any]:
    wanted = connection.get_connection_params()
    ours = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey")
    kept = {name: wanted[name] for name in ours if wanted.get(name)}
    return {**kept, "connect_timeout": PATIENCE_SECONDS, "options": f"-c statement_timeout={PATIENCE_SECONDS}s"}


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def applied_migrations(own: psycopg.Connection) -> set[tuple[str, str]]:
    if not own.execute("select to_regclass('django_migrations')").fetchone()[0]:  # type: ignore[index]
        return set()
    return {(app, name) for app, name in own.execute("select app, name from django_migrations")}


def queue(own: psycopg.Connection) -> tuple[int, int]:
    """How many workers have shown signs of life lately, and how many jobs wait for one (counted to a thousand)."""
    alive = "select count(*) from procrastinate_workers where last_heartbeat > now() - make_interval(secs => %s)"
    due = "select 1 from procrastinate_jobs where status = 'todo' and coalesce(scheduled_at, now()) <= now() limit 1000"
    return (
        own.execute(alive, [WORKER_SILENT_SECONDS]).fetchone()[0],  # type: ignore[index]
        own.execute(f"select count(*) from ({due}) as due").fetchone()[0],  # type: ignore[index]
    )
