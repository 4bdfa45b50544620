"""Standing ties of the demo county: a year of contact, a handover, a household's plan, through the verbs of `pairings`."""

from __future__ import annotations

import datetime as dt
import tomllib
import uuid
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from sixia.field.pairings.models import CoverageTally, Pairing, SupportPlan
from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Enterprise, Household
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post

from ..cast import Cast
from .hours import Hours

ONCE = uuid.UUID("5a1f3c52-0b4e-5f7e-8d07-990101c0ffee")
Event = tuple[dt.datetime, Callable[[], object]]


@cache
def told() -> list[dict[str, Any]]:
    """What pairings.toml says."""
    said = tomllib.loads((Path(__file__).parent / "pairings.toml").read_text(encoding="utf-8"))
    return said["tie"]  # type: ignore[no-any-return]


def once(*key: object) -> uuid.UUID:
    return uuid.uuid5(ONCE, "/".join(map(str, key)))


def events(cast: Cast, hours: Hours) -> list[Event]:
    """What has not happened yet, each with its time; last of all every village gets its row on the page of silence."""
    there = set(Pairing.objects.filter(once__in=[once(story["key"]) for story in told()]).values_list("once", flat=True))
    new = [Tie(cast, hours, story) for story in told() if once(story["key"]) not in there]
    found = [event for tie in new for event in tie.events()]
    return [*found, (hours.now, CoverageTally.objects.gather)]


class Tie:
    """One tie as it is told."""

    def __init__(self, cast: Cast, hours: Hours, story: dict[str, Any]) -> None:
        self.cast, self.hours, self.story = cast, hours, story
        self.dice = Random(f"宁溪/挂钩/{story['key']}")
        self.who = cast.officers[story["who"]]
        self.before = cast.officers[story.get("before", story["who"])]

    @property
    def pairing(self) -> Pairing:
        return Pairing.objects.select_related("post__unit", "place").get(once=once(self.story["key"]))

    @property
    def plan(self) -> SupportPlan:
        return SupportPlan.objects.get(once=once(self.story["key"], "plan"))

    def events(self) -> list[Event]:
        found = [self.at(self.story["days"], self.tie)]
        found += [self.at(line[0], partial(self.contact, *line)) for line in self.story["contacts"]]
        if "handed" in self.story:
            found.append(self.at(self.story["handed"], self.hand_over))
        if "promise" in self.story:
            found.append(self.at(self.story["promise"][0], lambda: self.promise(*self.story["promise"])))
        return found + (self.planned(self.story["plan"]) if "plan" in self.story else [])

    def at(self, days: int, happen: Callable[[], object]) -> Event:
        return self.hours.office(self.hours.today - dt.timedelta(days=days), self.dice) or self.hours.now, happen

    def tie(self) -> None:
        place = self.cast.place(self.story["place"])
        kind: dict[str, Any] = {}
        by = self.cast.officers[self.story.get("by", self.story["who"])]
        if "enterprise" in self.story:
            kind = {"enterprise": Enterprise.objects.get(name=self.story["enterprise"]), "at": place}
        elif "project" in self.story:
            kind = {"project": self.story["project"], "at": place}
        elif "household" in self.story:
            kind = {"household": Household.objects.register(by=by, place=place, address=self.story["household"])}
        Pairing.objects.tie(
            by=by,
            post=post_of(self.before),
            starts_on=timezone.localdate(),
            purpose=self.story["purpose"],
            days_per_quarter=self.story.get("days_per_quarter"),
            once=once(self.story["key"]),
            **(kind or {"place": place}),
        )

    def contact(self, days: int, how: str, words: str, note: str, where: str = "") -> None:
        """Whoever held the tie then."""
        self.pairing.contact(
            by=self.before if days > self.story.get("handed", 0) else self.who,
            on=timezone.localdate(),
            how=how,
            words=words,
            note=note,
            where=self.cast.place(where) if where else None,
            once=once(self.story["key"], "contact", days),
        )

    def hand_over(self) -> None:
        self.pairing.hand_over(by=self.before, to=post_of(self.who), on=timezone.localdate(), note=self.story["note"])

    def promise(self, _days: int, what: str, due_after: int) -> None:
        due_on = timezone.localdate() + dt.timedelta(days=due_after)
        self.pairing.promise(by=self.who, what=what, due_on=due_on, once=once(self.story["key"], "promise"))

    # --- a household's plan -----------------------------------------------------------------------

    def planned(self, plan: dict[str, Any]) -> list[Event]:
        found = [self.at(plan["days"], self.draw_up), self.at(plan["agreed"], lambda: self.plan.agree(by=Voice.PETITIONER))]
        for nth, (began, what, whose, done, result) in enumerate(plan["steps"], start=1):
            by = self.who if whose == "ours" else Voice.PETITIONER
            found.append(self.at(began, partial(self.add_step, by, what, whose)))
            if done:
                found.append(self.at(done, partial(self.finish, nth, by, result)))
        return found + [self.at(line[0], partial(self.say, *line)) for line in plan["views"]]

    def draw_up(self) -> None:
        words = {name: self.story["plan"][name] for name in ("aspiration", "skills", "needs")}
        SupportPlan.objects.draw_up(by=self.who, pairing=self.pairing, once=once(self.story["key"], "plan"), **words)

    def add_step(self, by: User | Voice, what: str, whose: str) -> None:
        self.plan.add_step(by=by, what=what, whose=whose)

    def finish(self, nth: int, by: User | Voice, result: str) -> None:
        self.plan.steps.select_related("plan__pairing").get(nth=nth).finish(by=by, result=result)

    def say(self, _days: int, willing: str, daring: str, able: str, skilled: str, words: str, who: str) -> None:
        by = self.who if who == "officer" else Voice.PETITIONER
        view = self.plan.say(by=by, willing=willing, daring=daring, able=able, skilled=skilled, words=words)
        if by is self.who:
            view.confirm(by=Voice.PETITIONER)


def post_of(user: User) -> Post:
    return Post.objects.select_related("unit").get(tenures__user=user, tenures__acting=False)
