"""Private names in words for everyone (隐名): what must not stand in minutes that the public reads, and where it does.

Looked for are the names of the people behind the topics and of those who were there, and whatever looks like a telephone or an
identity number. A name nobody told the register cannot be known here: the reader of the draft is asked as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixia.foundations.people.models import Person

if TYPE_CHECKING:
    from .models import Presence, Topic

AROUND = 8  # signs shown on either side
SHORTEST = 2  # a single character is no name
NUMBERS = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d[\s\-]?\d{4}[\s\-]?\d{4})(?!\d)")


@dataclass(frozen=True)
class Standing:
    """One private name or number, where it stands, with what stands around it."""

    where: str
    around: str


def people_of(topics: Iterable[Topic], presences: Iterable[Presence] = ()) -> list[Person]:
    """The private people behind these topics, and those of them who were there."""
    found: list[Person | None] = [presence.person for presence in presences]
    for topic in topics:
        if topic.case:
            representation, firm = topic.case.representation, topic.case.enterprise
            found += [topic.case.person, representation.person if representation else None, firm.contact if firm else None]
        if topic.invitation:
            found.append(topic.invitation.person)
    return list({person.pk: person for person in found if person is not None}.values())


def names_in(text: str, people: Iterable[Person]) -> list[str]:
    """Each private name or number that stands in the text, with the words around it."""
    names = {name for person in people if len(name := person.name.strip()) >= SHORTEST}
    spans = [match.span() for name in sorted(names) for match in re.finditer(re.escape(name), text)]
    spans += [match.span() for match in NUMBERS.finditer(text)]
    return [_around(text, *span) for span in sorted(spans)]


def _around(text: str, start: int, end: int) -> str:
    before, after = max(start - AROUND, 0), min(end + AROUND, len(text))
    return f"{'…' if before else ''}{text[before:end]}{text[end:after]}{'…' if after < len(text) else ''}"
