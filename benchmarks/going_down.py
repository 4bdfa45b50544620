"""What going down costs: the parts of the bench about visits, promises and days of reception, on the database that `run` filled.

Each part says what it measured, whether that is good, and what was wanted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import phone
from benchmarks.copies import RUN, Bench
from benchmarks.driving import Program, running

Judged = tuple[str, bool, str]
Known = dict[str, Any]


def phones(program: Program, known: Known) -> Judged:
    said, good = phone.sync(program, known["phone"])
    return said, good, f"{phone.SYNC_SECONDS} s, each once"


PARTS: tuple[Callable[[Program, Known], Judged], ...] = (phones,)


def measure(bench: Bench, application: str) -> Iterator[Judged]:
    known: Known = json.loads(bench.command("-m", "benchmarks.visiting").splitlines()[-1])
    with running(application, bench.server.url(RUN), bench.var) as program:
        for part in PARTS:
            yield part(program, known)
