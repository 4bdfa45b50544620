"""Who stands behind a case: a person, a firm, someone who speaks for another, or nobody (by receipt only)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sixia.foundations.people.models import Enterprise, Person, Representation
from sixia.spine.cases.workflow import Channel

from ..cast import Cast
from .stories import Happening, people

BY_RECEIPT_ONLY = 0.14
WITHOUT_NAME = 0.08


class Folk:
    """The people of the town: each name is one person, who may come again."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.known: dict[str, Person] = {}
        self.firms: dict[str, Enterprise] = {cast.firm.name: cast.firm}

    def behind(self, happening: Happening, channel: str) -> dict[str, Any]:
        story, dice = happening.story, happening.dice("person")
        if story.firms:
            firm = self.firm(story.firms[happening.turn % len(story.firms)], happening)
            return {"enterprise": firm, "person": firm.contact}
        if story.who and happening.is_first:
            return {"person": getattr(self.cast, story.who)}
        if story.spoken_for:
            return self.speaker_for(story.spoken_for, happening)
        if channel == Channel.WEB and story.language != "en" and dice.random() < BY_RECEIPT_ONLY:
            return {}
        names = people()["foreigners" if story.language == "en" else "names"]
        return {"person": self.person(dice.choice(names), happening, nameless=dice.random() < WITHOUT_NAME)}

    def person(self, name: str, happening: Happening, *, nameless: bool = False) -> Person:
        """Nobody has such a number: mobile numbers beginning 1390000 are given to no one here."""
        if name not in self.known:
            english = name.isascii()
            self.known[name] = Person(
                name="" if nameless and not english else name,
                phone="" if english else f"1390000{happening.dice(name).randrange(1000, 9999)}",
                email=f"{name.split()[0].lower()}@visitors.example" if english else "",
                language="en" if english else "",
                place=self.cast.place(happening.place),
                consented_at=timezone.now(),
            )
        return self.known[name]

    def speaker_for(self, name: str, happening: Happening) -> dict[str, Any]:
        """A daughter, a neighbour, a village helper speaks for someone who cannot come."""
        speaker = self.person(happening.dice("speaker").choice(people()["names"]), happening)
        spoken_for = Person(name=name, place=self.cast.place(happening.place))
        kind, today = Representation.Kind.PROXY, timezone.localdate()
        return {
            "person": speaker,
            "representation": Representation(
                speaker=speaker, person=spoken_for, kind=kind, ground="亲属，口头委托", starts_on=today
            ),
        }

    def firm(self, name: str, happening: Happening) -> Enterprise:
        if name not in self.firms:
            contact = self.person(people()["firms"][name], happening)
            contact.save()
            self.firms[name] = Enterprise(name=name, place=self.cast.place(happening.place), contact=contact)
        return self.firms[name]
