"""What people of the town raise and what they are answered, read from `stories/*.toml`.

A story is told once in each place it names, by the next of its tellings. `{place}` and the story's own slots are filled in.
In answers, facts and thanks `[1]` begins what is said to those of the first telling only, `[13]` to those of the first and third,
`[]` again to all.
"""

from __future__ import annotations

import re
import tomllib
import uuid
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

from sixia.spine.cases.workflow import Kind

HERE = Path(__file__).parent
ONCE = uuid.UUID("6b2f7f0c-2c0e-5d0a-9a60-0a990101a001")  # the county's own room for uuid5: the same case has the same mark

MARK = re.compile(r"\[(\d*)\]")


@dataclass(frozen=True)
class Story:
    """One matter of life, how people tell it, and what comes of it."""

    id: str
    where: list[str]
    words: list[str]
    matter: str = ""
    kind: str = Kind.APPEAL
    spot: str = ""  # where exactly, in the petitioner's words
    slots: dict[str, list[str]] = field(default_factory=dict)
    facts: str = ""
    answer: str = ""
    basis: str = ""
    outcome: str = "supported"
    thanks: list[str] = field(default_factory=list)
    again: str = ""  # why the first answer did not settle it
    second: str = ""
    unit: str = ""  # where the dispatch catalogue would not lead there
    detour: str = ""  # the unit that had it first, by mistake
    accused: str = ""
    who: str = ""  # someone of the cast, for the first place
    firms: list[str] = field(default_factory=list)  # a firm of the town raises it
    spoken_for: str = ""  # told by another: the name of whom it is about
    channel: str = ""
    language: str = ""
    fate: str = ""  # of the first place
    picture: str = ""  # given with the first
    receipt: bool = False  # the first is shown beside the sign-ins, to try the petitioner's side


@dataclass(frozen=True)
class Happening:
    """One story in one place: a case to be."""

    story: Story
    place: str
    turn: int

    @cached_property
    def key(self) -> str:
        return f"{self.story.id}/{self.place}"

    @property
    def once(self) -> uuid.UUID:
        return uuid.uuid5(ONCE, self.key)

    @property
    def is_first(self) -> bool:
        return self.turn == 0

    def dice(self, purpose: str) -> Random:
        """Chance that falls the same way every time."""
        return Random(f"宁溪/{self.key}/{purpose}")

    def told(self, text: str) -> str:
        """What of this text is for this telling, filled in."""
        dice = self.dice("slots")
        chosen = {name: dice.choice(values) for name, values in sorted(self.story.slots.items())}
        always, *marked = MARK.split(text)
        telling = str(self.turn % len(self.story.words) + 1)
        parts = [part for mark, part in zip(marked[::2], marked[1::2], strict=True) if not mark or telling in mark]
        return "".join([always, *parts]).strip().format(place=self.place, **chosen)

    @cached_property
    def words(self) -> str:
        return self.told(self.story.words[self.turn % len(self.story.words)])


@cache
def stories() -> tuple[Story, ...]:
    """Every story, in the order of the files."""
    return tuple(Story(**told) for path in sorted((HERE / "stories").glob("*.toml")) for told in _read(path)["story"])


@cache
def people() -> dict[str, Any]:
    """Names of those who raise something, and of their firms."""
    return _read(HERE / "people.toml")


def happenings() -> list[Happening]:
    return [Happening(story, place, turn) for story in stories() for turn, place in enumerate(story.where)]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
