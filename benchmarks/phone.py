"""A phone comes home after two days: 200 notes and 20 MB of pictures over one connection, then all of it once more."""

from __future__ import annotations

import hashlib
import http.client
import json
import time
import uuid
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image

from benchmarks.driving import Program, spent

NOTES, PICTURES, BYTES = 200, 80, 20 * 1024 * 1024
AT_ONCE, PIECE = 50, 1024 * 1024  # as the page sends
SYNC_SECONDS = 10
TOKEN = "b" * 32

Record = dict[str, Any]


class Phone:
    """What the page does with the line, without the page."""

    def __init__(self, program: Program, known: dict[str, str]) -> None:
        self.known, self.device = known, str(uuid.uuid4())
        self.line = http.client.HTTPConnection("127.0.0.1", program.port)
        self.headers = {"Cookie": f"sessionid={known['cookie']}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def ask(self, method: str, path: str, body: bytes) -> Record:
        self.line.request(method, path, body, self.headers)
        answer = self.line.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {said[:200]!r}")
        return dict(json.loads(said))

    def write(self, kind: str, **said: Any) -> Record:
        at = int(time.time() * 1000) - 3_600_000
        return {"once": str(uuid.uuid4()), "kind": kind, "visit": self.known["visit"], "at": at, **said}

    def send(self, records: list[Record], pictures: dict[str, bytes]) -> list[str]:
        """What became of each: words first, pictures after them."""
        answers: dict[str, Record] = {}
        for begin in range(0, len(records), AT_ONCE):
            batch = {"owner": self.known["owner"], "device": self.device, "now": int(time.time() * 1000)}
            body = json.dumps({**batch, "records": records[begin : begin + AT_ONCE]}).encode()
            answers |= self.ask("POST", "/field/sync/", body)["records"]
        for once, content in pictures.items():
            while answers[once]["state"] == "wanted":
                offset = answers[once]["offset"]
                answers[once] = self.ask("PUT", f"/field/files/{once}/?offset={offset}", content[offset : offset + PIECE])
        return [answer["state"] for answer in answers.values()]


def photographs() -> Iterator[bytes]:
    """Noise, which no compression makes smaller: together as many bytes as are asked for."""
    for _ in range(PICTURES):
        out = BytesIO()
        Image.effect_noise((600, 450), 70).convert("RGB").save(out, "JPEG", quality=95)
        content = out.getvalue()
        yield content + bytes(max(BYTES // PICTURES - len(content), 0))


def day(phone: Phone) -> tuple[list[Record], dict[str, bytes]]:
    notes = [
        phone.write("note", note="words", text=f"第{at}户说：渠塌了一段，二十亩田浇不上水。", said_by="") for at in range(NOTES)
    ]
    pictures = {}
    for note, content in zip(notes, photographs(), strict=False):
        digest = hashlib.sha256(content).hexdigest()
        file = phone.write("file", on=note["once"], name="渠.jpg", size=len(content), digest=digest)
        notes.append(file)
        pictures[file["once"]] = content
    return notes, pictures


def sync(program: Program, known: dict[str, str]) -> tuple[str, bool]:
    """What is said of it, and whether it is fast enough and nothing came twice."""
    phone = Phone(program, known)
    records, pictures = day(phone)
    took, states, before = [], [], spent(program.process)
    for _ in range(2):
        began = time.perf_counter()
        states.append(phone.send(records, pictures))
        took.append(time.perf_counter() - began)
    worked = spent(program.process) - before
    size = sum(map(len, pictures.values())) / 2**20
    said = f"phone: {NOTES} notes and {len(pictures)} pictures, {size:.0f} MiB, in {took[0]:.1f} s; sent again in {took[1]:.1f} s"
    said += f" ({worked:.1f} s of the server's processor for both)"
    whole = set(states[0]) == {"kept", "there"} and set(states[1]) == {"there"}
    return said, took[0] <= SYNC_SECONDS and whole
