"""`make bench`: ours beside the yardstick at 10,000 cases and, if asked, at CASES=1000000; search, import, memory, first page."""

import json
import os
import subprocess
import sys
import time
from typing import Any
from urllib.parse import quote, urlencode

import psutil
import xlsxwriter

from benchmarks import going_down
from benchmarks.copies import RUN, Bench
from benchmarks.driving import ROOT, Measured, Program, Run, load, one_by_one, running, weigh
from config import embedded

OURS, BARE = "config.wsgi:application", "benchmarks.bare:application"
SMALL = 10_000
WANTED = {"create": 0.4, "list": 0.5, "detail": 0.5}  # of the yardstick's rate
STATEMENTS = 12  # of SQL, a page
SLOWER = 1.3  # times, at the large size
SEARCH_MS = 50  # of 95 in 100 searches
IMPORT_ROWS = 1500  # a second
MEMORY_MIB = 200  # of one process
PAGE_BYTES = 150 * 1024  # of a first visit
LEDGER_ROWS = 20_000
TOKEN = "b" * 32  # as our page would have given it to the form and to the cookie

MACHINES, MACHINE = "/api/v1/cases/", ", for machines"
NEXT = ", next in the list"  # the detail alone, as the keys j and k ask for it
PART = "HX-Request: true\nHX-Target: detail"

Known = dict[str, Any]


def asked_of_ours(known: Known) -> dict[str, list[str]]:
    rest = {"place_words": "石桥镇上坪村", "contact": "13900000067", "consent": "on", "csrfmiddlewaretoken": TOKEN}
    urls = known["urls"]
    return {
        "list": [urls["list"].format("all")],
        "detail": [urls["detail"].replace("NUMBER", number) for number in known["numbers"]],
        f"detail{NEXT}": [urls["detail"].replace("NUMBER", number) + "?box=all" for number in known["numbers"]],
        "create": [f"POST {urls['raise']} {urlencode({'words': said, **rest})}&once=FRESH" for said in known["words"]],
        "list, for machines": [MACHINES],
        "detail, for machines": [f"{MACHINES}{number}/" for number in known["own"]],
        "create, for machines": [
            f"POST {MACHINES} {json.dumps(told_by_machine(said), ensure_ascii=False)}" for said in known["words"]
        ],
        "list of a handler": [urls["list"].format("due")],
        "front page": ["/"],
    }


def told_by_machine(said: str) -> dict[str, str]:
    return {"words": said, "place_words": "石桥镇上坪村", "phone": "13900000067"}


def asked_of_bare(known: Known) -> dict[str, list[str]]:
    return {
        "list": ["/list/"],
        "detail": [f"/detail/{number}/" for number in known["numbers"]],
        "create": ["POST /create/ " + urlencode({"words": said}) for said in known["words"]],
    }


def measure(bench: Bench, count: int) -> dict[str, Measured]:
    """Everything at one size. Ours and the yardstick stand side by side and are asked in turn."""
    bench.fresh(count)
    known: Known = json.loads(bench.command("-m", "benchmarks.looking"))
    ours, bare, found = asked_of_ours(known), asked_of_bare(known), {}
    headers = {"create": f"Cookie: csrftoken={TOKEN}", "front page": "", "list of a handler": session(known, "handler")}
    for what, who in (("list", "transport"), ("detail", "transport"), ("create", "petition")):
        headers[what + MACHINE] = f"Authorization: Bearer {known['key'][who]}"
    headers[f"detail{NEXT}"] = f"{session(known, 'intake')}\n{PART}"
    url = bench.server.url(RUN)
    with running(OURS, url, bench.var) as program, running(BARE, url, bench.var) as bare_program:
        print(f"\n{count:,} cases")
        print(f"  {'':22}{'ours/s':>8}{'bare/s':>8}{'share':>7}{'p50 ms':>9}{'p95 ms':>9}   CPU ms a request, server + database")
        for what, lines in ours.items():
            runs = [Run(program, lines, headers.get(what, session(known, "intake")))]
            if (same := beside_what(what)) in bare:
                runs.append(Run(bare_program, bare[same]))
            found[what], *beside = load(runs, bench.database, seconds=bench.seconds, folder=bench.var)
            tell(what, found[what], next(iter(beside), None), known["statements"][what])
        search(program, known)
        weigh_memory(bench, program)
        if count == SMALL:
            size, files = weigh(program)
            judge(f"front page, first visit: {size / 1024:.0f} KiB in {files} files", size <= PAGE_BYTES, "150 KiB")
    take_in(bench, known["words"])
    return found


def beside_what(what: str) -> str:
    """The yardstick's line that does the same reads or writes."""
    return what.removesuffix(MACHINE).removesuffix(NEXT)


def session(known: Known, who: str) -> str:
    """The cookies of an officer's browser: who it is, and the form token it was given with the first page."""
    return f"Cookie: sessionid={known['cookie'][who]}; csrftoken={TOKEN}"


def tell(what: str, ours: Measured, bare: Measured | None, statements: int) -> None:
    share = ours.rate / bare.rate if bare else 0.0
    beside = f"{bare.rate:8.0f}{share:7.2f}" if bare else f"{'':15}"
    cost = f"{ours.server_ms:.2f} + {ours.database_ms:.2f}"
    if bare:
        cost += f" (bare {bare.server_ms:.2f} + {bare.database_ms:.2f})"
    print(f"  {what:22}{ours.rate:8.0f}{beside}{ours.p50:9.1f}{ours.p95:9.1f}   {cost}; {statements} SQL", flush=True)
    failed = ours.failed + (bare.failed if bare else 0)
    if failed:
        judge(f"{what}: {failed} requests failed", False, "none")
    if bare:
        same = beside_what(what)
        judge(f"{what}: {share:.2f} of the yardstick", share >= WANTED[same], str(WANTED[same]))
    if statements > STATEMENTS:
        judge(f"{what}: {statements} statements of SQL", False, str(STATEMENTS))


def judge(said: str, good: bool, wanted: str) -> None:
    print(f"    {'good' if good else 'MISS'}  {said} (wanted: {wanted})", flush=True)


def search(program: Program, known: Known) -> None:
    """The database was copied a moment ago: other words are searched for first, so that it is as warm as a running office's."""
    page = known["urls"]["list"].format("all")
    warming, judged = ([f"{page}&q={quote(text)}" for text in known[name]] for name in ("other searches", "searches"))
    one_by_one(program, warming, session(known, "intake"))
    took = one_by_one(program, judged, session(known, "intake"))
    p50, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
    said = f"search, the whole page, {len(took)} queries: p50 {p50:.0f} ms, p95 {p95:.0f} ms, slowest {took[-1]:.0f} ms"
    judge(said, p95 <= SEARCH_MS, f"p95 {SEARCH_MS} ms")


def weigh_memory(bench: Bench, program: Program) -> None:
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=bench.environment(), stderr=subprocess.DEVNULL)
    time.sleep(5)
    queue = round(psutil.Process(process.pid).memory_info().rss / 2**20)
    process.terminate()
    process.wait(40)
    servers = program.memory()
    said = f"memory: server processes {', '.join(map(str, servers))} MiB, queue worker {queue} MiB"
    judge(said, max(*servers, queue) < MEMORY_MIB, f"each under {MEMORY_MIB} MiB")


def take_in(bench: Bench, words: list[str]) -> None:
    """A ledger as the office before would have kept it."""
    file = bench.var / "ledger.xlsx"
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["编号", "姓名", "主题", "时间", "内容", "答复", "答复时间"])
        for row in range(1, LEDGER_ROWS + 1):
            said, day = words[row % len(words)], f"2024-{row % 12 + 1:02}-{row % 28 + 1:02}"
            cells = [f"L{row:06}", "林阿凤", said[:20], day, f"{said}（{row}）", f"已处理。{said[:250]}", f"{day} 17:00"]
            sheet.write_row(row, 0, cells)
    began = time.perf_counter()
    told = bench.command("manage.py", "import_ledger", str(file), "--unit", "nx-petition", "--json", "--verbosity", "0")
    took = time.perf_counter() - began
    counts = json.loads(told.splitlines()[-1])
    rate = counts["rows"] / took
    said = f"import: {counts['imported']:,} of {counts['rows']:,} rows in {took:.1f} s, {rate:.0f} rows/s"
    judge(said, rate >= IMPORT_ROWS and counts["imported"] == LEDGER_ROWS, f"{IMPORT_ROWS} rows/s")


def compare(small: dict[str, Measured], large: dict[str, Measured]) -> None:
    print("\nhow the speed keeps")
    for what, before in small.items():
        times = before.rate / large[what].rate
        judge(f"{what}: {times:.2f} times slower than at {SMALL:,}", times <= SLOWER, str(SLOWER))


def main() -> None:
    count = int(os.environ.get("CASES") or SMALL)
    var = ROOT / "var" / "bench"
    var.mkdir(parents=True, exist_ok=True)
    server = embedded.Server(embedded.carried(), var / "pg", embedded.socket_folder(var))
    bench = Bench(server, var, float(os.environ.get("SECONDS_EACH") or 8))
    server.start()
    try:
        bench.command("manage.py", "compile_catalogues", name=embedded.NAME)
        bench.command("manage.py", "collectstatic", "--noinput", "--verbosity", "0", name=embedded.NAME)
        small = measure(bench, SMALL)
        print("\ngoing down")
        for said, good, wanted in going_down.measure(bench, OURS):
            judge(said, good, wanted)
        if count > SMALL:
            compare(small, measure(bench, count))
        bench.drop()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
