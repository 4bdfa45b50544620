"""Runs a server as `make start` does, puts load on it with wrk, and reads what it cost from the operating system."""

import gzip
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urljoin, urlsplit

import psutil

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 4
WORKERS = 2


@dataclass(frozen=True)
class Measured:
    """What one kind of request cost under load: rate and times of the middle second, processor time per request on all cores."""

    rate: float
    p50: float
    p95: float
    p99: float
    server_ms: float
    database_ms: float
    failed: int


@dataclass(frozen=True)
class Program:
    """A running server."""

    process: psutil.Process
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[psutil.Process]:
        return self.process.children(recursive=True)

    def memory(self) -> list[int]:
        return [round(worker.memory_info().rss / 2**20) for worker in self.workers()]


@contextmanager
def running(application: str, url: str, var: Path) -> Iterator[Program]:
    port = free_port()
    given = {"DATABASE_URL": url, "SIXIA_VAR": str(var), "SIXIA_DEMO": "0"}
    options = ["--interface", "wsgi", "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "4", "--no-ws"]
    command = [sys.executable, "-m", "granian", *options, "--log-level", "error", application]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **given})
    try:
        await_answer(port)
        yield Program(psutil.Process(process.pid), port)
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not come up")


@dataclass(frozen=True)
class Run:
    """What is asked of a program: lines in turn, each with this header."""

    program: Program
    lines: list[str]
    header: str = ""


def load(runs: list[Run], database: psutil.Process, *, seconds: float, folder: Path) -> list[Measured]:
    """Each run by as many connections as an office has at once; first a while that does not count.

    The runs take turns, a second each, so that what else the machine does meets all of them; and each second has new connections,
    since the system deals them out to the workers as it likes: in every sixth all to the same, which then does half.
    """
    for run in runs:
        wrk(run, folder, min(seconds, 2))
    rounds = [[_round(run, database, folder) for run in runs] for _ in range(max(round(seconds), 1))]
    return [_measured(list(of_one)) for of_one in zip(*rounds, strict=True)]


def _round(run: Run, database: psutil.Process, folder: Path) -> dict[str, float]:
    before = spent(run.program.process), spent(database)
    told = wrk(run, folder, 1)
    return {**told, "server": spent(run.program.process) - before[0], "database": spent(database) - before[1]}


def _measured(rounds: list[dict[str, float]]) -> Measured:
    total = {name: sum(told[name] for told in rounds) for name in rounds[0]}
    count = max(total["requests"], 1)
    rate = median(told["requests"] / told["seconds"] for told in rounds)
    p50, p95, p99 = (median(told[name] for told in rounds) for name in ("p50", "p95", "p99"))
    server_ms, database_ms = 1000 * total["server"] / count, 1000 * total["database"] / count
    return Measured(rate, p50, p95, p99, server_ms, database_ms, int(total["failed"]))


def wrk(run: Run, folder: Path, seconds: float) -> dict[str, float]:
    asked = folder / "asked.txt"
    asked.write_text("\n".join(run.lines) + "\n")
    script = ROOT / "benchmarks" / "load" / "steady.lua"
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{max(round(seconds), 1)}s", "-s", str(script)]
    command = ["wrk", *options, run.program.address, "--", str(asked), run.header]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(said.strip().splitlines()[-1])  # type: ignore[no-any-return]


def spent(process: psutil.Process) -> float:
    """Seconds of processor time of a process and all it started, also of those that have ended since."""
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def one_by_one(program: Program, paths: list[str], header: str) -> list[float]:
    """Milliseconds of each request, alone on a warm connection, sorted."""
    connection = http.client.HTTPConnection("127.0.0.1", program.port)
    name, value = header.split(": ", 1)
    took = []
    for path in [*paths[:3], *paths]:
        began = time.perf_counter()
        connection.request("GET", path, headers={name: value, "Accept-Language": "zh-CN"})
        answer = connection.getresponse()
        answer.read()
        took.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
    return sorted(took[3:])


def weigh(program: Program) -> tuple[int, int]:
    """Bytes of a first visit to the front page, and how many files it takes."""
    page = fetch(program, "/")
    found = {name.decode() for name in re.findall(rb'(?:href|src)="(/static/[^"]+)"', page[1])}
    for name in [name for name in found if name.endswith((".css", ".js"))]:
        inside = fetch(program, name)[1]
        for link in re.findall(rb"""url\(["']?([^"')]+)|(?:from|import) ?["']([^"']+)""", inside):
            path = urlsplit(urljoin(name, (link[0] or link[1]).decode())).path
            if path.startswith("/static/"):
                found.add(path)
    return page[0] + sum(fetch(program, name)[0] for name in found), 1 + len(found)


def fetch(program: Program, path: str) -> tuple[int, bytes]:
    """Bytes on the wire, and the content itself."""
    connection = http.client.HTTPConnection("127.0.0.1", program.port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    if answer.headers.get("Content-Encoding") == "gzip":
        return len(body) + head, gzip.decompress(body)
    return len(body) + head, body
