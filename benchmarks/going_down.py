"""What going down costs: the parts of the bench about visits, promises and days of reception, on the database that `run` filled.

Each part says what it measured, whether that is good, and what was wanted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import crowd, phone
from benchmarks.copies import RUN, Bench
from benchmarks.driving import Program, one_by_one, running

Judged = tuple[str, bool, str]
Known = dict[str, Any]

QUIET_MS = 200  # the page of silence over 620,000 villages and 100,000 visits
STATEMENTS = 12  # of SQL, a page


def phones(program: Program, known: Known) -> Judged:
    said, good = phone.sync(program, known["phone"])
    return said, good, f"{phone.SYNC_SECONDS} s, each once"


def silence(program: Program, known: Known) -> Judged:
    """The page of villages nobody visited or heard from, one request after another, page after page."""
    quiet = known["quiet"]
    took = one_by_one(program, quiet["urls"] * 5, f"Cookie: sessionid={quiet['cookie']}")
    p50, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
    said = f"where it is quiet, {quiet['villages']:,} villages: p50 {p50:.0f} ms, p95 {p95:.0f} ms, {quiet['statements']} SQL"
    return said, p95 <= QUIET_MS and quiet["statements"] <= STATEMENTS, f"p95 {QUIET_MS} ms, {STATEMENTS} SQL"


def bookings(program: Program, known: Known) -> Judged:
    said, good = crowd.come(program, known["crowd"])
    return said, good, f"{crowd.BOOKINGS} a second, and no place given twice"


PARTS: tuple[Callable[[Program, Known], Judged], ...] = (phones, silence, bookings)


def measure(bench: Bench, application: str) -> Iterator[Judged]:
    known: Known = json.loads(bench.command("-m", "benchmarks.visiting").splitlines()[-1])
    known["quiet"] = json.loads(bench.command("-m", "benchmarks.villages").splitlines()[-1])
    with running(application, bench.server.url(RUN), bench.var) as program:
        for part in PARTS:
            yield part(program, known)
