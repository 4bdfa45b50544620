"""The bench's own database server in `var/bench`: durable, as an office runs it, with filled databases kept as templates.

Every run works on a copy, so that it begins where the last one began.
"""

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from benchmarks.driving import ROOT
from config import embedded

RUN = "bench_run"
FILLING = "bench_filling"


@dataclass(frozen=True)
class Bench:
    """The server, and how long each load lasts."""

    server: embedded.Server
    var: Path
    seconds: float

    @property
    def database(self) -> psutil.Process:
        return psutil.Process(self.server.running_pid())

    def environment(self, name: str = RUN) -> dict[str, str]:
        url, loader = self.server.url(name), self.server.url(name, "postgres")
        ours = {"DATABASE_URL": url, "LOADER_URL": loader, "SIXIA_VAR": str(self.var)}
        return {**os.environ, **ours}

    def command(self, *words: str, name: str = RUN) -> str:
        """Runs a part of ours on a database; what it said."""
        command = [sys.executable, *words]
        return subprocess.run(command, cwd=ROOT, env=self.environment(name), stdout=subprocess.PIPE, text=True, check=True).stdout

    def sql(self, statement: str) -> list[str]:
        with psycopg.connect(self.server.url("postgres", "postgres"), autocommit=True) as connection:
            done = connection.execute(statement)  # type: ignore[call-overload]
            return [str(row[0]) for row in done] if done.description else []

    def template(self, count: int) -> str:
        """A database with so many cases, made if there is none that fits the program as it is now."""
        name = f"cases_{count}_{fingerprint()}"
        known = self.sql("SELECT datname FROM pg_database")
        if name not in known:
            for old in known:
                if old.startswith((f"cases_{count}_", "bench_")):
                    self.sql(f"DROP DATABASE {old}")
            self.sql(f"CREATE DATABASE {FILLING} OWNER {embedded.NAME}")
            print(self.command("-m", "benchmarks.filling", str(count), name=FILLING), end="", flush=True)
            self.sql(f"ALTER DATABASE {FILLING} RENAME TO {name}")
        return name

    def fresh(self, count: int) -> None:
        template = self.template(count)
        self.drop()
        self.sql(f"CREATE DATABASE {RUN} TEMPLATE {template} OWNER {embedded.NAME} STRATEGY FILE_COPY")
        self.sql("CHECKPOINT")

    def drop(self) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {RUN} WITH (FORCE)")


def fingerprint() -> str:
    """Of what the rows look like: migrations, and the generator."""
    generator = (ROOT / "benchmarks" / f"{name}.py" for name in ("texts", "lives", "filling"))
    parts = sorted([*ROOT.glob("sixia/**/migrations/*.py"), *generator])
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:8]
