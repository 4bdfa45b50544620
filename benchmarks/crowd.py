"""A crowd books one hour: several connections, one slot, far more people than places; then every receipt is read."""

from __future__ import annotations

import http.client
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from benchmarks.driving import Program, spent

PEOPLE, PLACES, CONNECTIONS = 800, 50, 8
BOOKINGS = 100  # a second
TOKEN = "b" * 32
FORM = {"Cookie": f"csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}


def book(program: Program, known: dict[str, str], numbers: range) -> list[tuple[str, str]]:
    """Some of the people, one after another on one connection: where each was sent, and the cookie that opens it."""
    line, answers = http.client.HTTPConnection("127.0.0.1", program.port), []
    for number in numbers:
        said = {"words": "村口的桥栏杆断了两根。", "name": "林阿凤", "phone": f"139{number:08}", "consent": "on"}
        body = urlencode({**said, "slot": known["slot"], "seen": "1", "once": uuid.uuid4(), "csrfmiddlewaretoken": TOKEN})
        line.request("POST", f"/reception/{known['day']}/book/", body, FORM)
        answer = line.getresponse()
        answer.read()
        answers.append((answer.getheader("Location") or "", (answer.getheader("Set-Cookie") or "").split(";")[0]))
    return answers


def booked(program: Program, receipts: list[tuple[str, str]]) -> int:
    """How many receipts say that they have a place, and not a number on the waiting list."""
    line, found = http.client.HTTPConnection("127.0.0.1", program.port), 0
    for path, cookie in receipts:
        line.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "zh-CN"})
        found += "已预约，请保存好回执" in line.getresponse().read().decode()
    return found


def come(program: Program, known: dict[str, str]) -> tuple[str, bool]:
    """What is said of it, and whether it is fast enough and nobody has a place that is not there."""
    share = PEOPLE // CONNECTIONS
    book(program, known, range(PEOPLE, PEOPLE + 20))  # warm, and already more than a few places
    before, began = spent(program.process), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        parts = [threads.submit(book, program, known, range(n * share, (n + 1) * share)) for n in range(CONNECTIONS)]
        receipts = [receipt for part in parts for receipt in part.result()]
    took, worked = time.perf_counter() - began, spent(program.process) - before
    whole = all(path.endswith("/receipt/") for path, _cookie in receipts)
    places = booked(program, receipts) if whole else -1
    said = (
        f"booking: {PEOPLE} people on {CONNECTIONS} connections, one hour with {PLACES - 20} places left: {PEOPLE / took:.0f}/s"
    )
    said += f" ({1000 * worked / PEOPLE:.1f} ms of the server's processor each); {places} have a place, the others stand in line"
    return said, PEOPLE / took >= BOOKINGS and places == PLACES - 20
