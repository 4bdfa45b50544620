"""Private names in words for everyone (隐名): what must not stand in minutes that the public reads, and where it does.

Looked for are the names of the people behind the topics, of those who were there, of those whose cases a stubborn problem is made
of, and whatever looks like a telephone or an identity number. A name nobody told the register cannot be known here: the reader of
the draft is asked as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixia.foundations.people.models import Person
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Matter
from sixia.spine.cases.models import Case

if TYPE_CHECKING:
    from .models import Presence, StubbornProblem, Topic

AROUND = 8  # signs shown on either side
SHORTEST = 2  # a single character is no name
MOST_CASES = 200  # of a stubborn problem, the latest
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
            found += _behind(topic.case)
        if topic.invitation:
            found.append(topic.invitation.person)
    return _each_once(found)


def people_who_raised(matter: Matter | None, place: Place) -> list[Person]:
    """The private people behind the cases of this matter here: what a stubborn problem is made of. Never of a sealed one, since
    a name refused would tell of it."""
    cases = (
        Case.objects.filter(Place.within(place.code), matter=matter, sealed=False).order_by("-id")
        if matter
        else Case.objects.none()
    )
    with_people = cases.select_related("person", "representation__person", "enterprise__contact")
    return _each_once(person for case in with_people[:MOST_CASES] for person in _behind(case))


def people_behind(problem: StubbornProblem) -> list[Person]:
    """Those who raised it, and those behind the topic it came from."""
    return _each_once([*people_who_raised(problem.matter, problem.place), *people_of([problem.topic] if problem.topic else [])])


def _behind(case: Case) -> list[Person | None]:
    """Whoever raised it, for whom, and who can be reached in a firm."""
    representation, firm = case.representation, case.enterprise
    return [case.person, representation.person if representation else None, firm.contact if firm else None]


def _each_once(people: Iterable[Person | None]) -> list[Person]:
    return list({person.pk: person for person in people if person is not None}.values())


def names_in(text: str, people: Iterable[Person]) -> list[str]:
    """Each private name or number that stands in the text, with the words around it."""
    names = {name for person in people if len(name := person.name.strip()) >= SHORTEST}
    spans = [match.span() for name in sorted(names) for match in re.finditer(re.escape(name), text)]
    spans += [match.span() for match in NUMBERS.finditer(text)]
    return [_around(text, *span) for span in sorted(spans)]


def _around(text: str, start: int, end: int) -> str:
    before, after = max(start - AROUND, 0), min(end + AROUND, len(text))
    return f"{'…' if before else ''}{text[before:end]}{text[end:after]}{'…' if after < len(text) else ''}"
