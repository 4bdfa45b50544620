"""sixia.E010: every verb that is recorded anywhere in the house can be told."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from .tellings import told_verbs

WRITES: Final = ("record", "entry")


@dataclass(frozen=True)
class Recording:
    """A place in the code where a verb is recorded. `room` is empty where the thing may be another room's."""

    room: str
    verb: str
    file: Path
    line: int


def every_verb_is_told(*, app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    rooms = [config for config in apps.get_app_configs() if config.name.split(".")[0] == "sixia"]
    return untold(recording for room in rooms for recording in recordings(room))


def untold(recordings: Iterator[Recording]) -> list[CheckMessage]:
    told = {(telling.room, telling.verb) for telling in told_verbs()}
    verbs = {verb for _room, verb in told}
    return [
        Error(
            f"{recording.file.name}:{recording.line} records “{recording.verb}”, which nobody tells.",
            hint=f'Say it in tellings.py of the room: telling("{recording.room or "…"}", "{recording.verb}", …).',
            id="sixia.E010",
        )
        for recording in recordings
        if ((recording.room, recording.verb) not in told if recording.room else recording.verb not in verbs)
    ]


def recordings(room: AppConfig) -> Iterator[Recording]:
    """Each `.record("verb", …)` in a room's own code; only files that could hold one are parsed."""
    for file in sorted(Path(room.path).rglob("*.py")):
        if {"tests", "migrations"} & set(file.relative_to(room.path).parts):
            continue
        source = file.read_text()
        if any(f".{name}(" in source for name in WRITES):
            yield from recordings_in(source, room.label, file)


def recordings_in(source: str, room: str, file: Path) -> Iterator[Recording]:
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(func=ast.Attribute(value=thing, attr=name), args=[verb, *_rest]) if name in WRITES:
                its_own = isinstance(thing, ast.Name) and thing.id == "self"
                yield from (Recording(room if its_own else "", word, file, call.lineno) for word in _words(verb))


def _words(verb: ast.expr) -> Iterator[str]:
    """The verbs an argument can be: a word, or one of two words. A variable is the caller's to test."""
    match verb:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=one, orelse=other):
            yield from (*_words(one), *_words(other))
