"""What was promised in the town, and what became of it: told in promises.toml, done through the verbs at their own time."""

from __future__ import annotations

import datetime as dt
import tomllib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from ..cast import Cast
from .hours import Hours
from .stories import ONCE

HERE = Path(__file__).parent
Event = tuple[dt.datetime, Callable[[], object]]
OWNED_DAYS_AGO = 6
OWNED = 3  # hard cases that a leader owns
WHY_OWNED = "群众两次说没有解决，由县领导包案推动。"


@cache
def told() -> list[dict[str, Any]]:
    return tomllib.loads((HERE / "promises.toml").read_text(encoding="utf-8"))["promise"]


def once_of(story: dict[str, Any]) -> uuid.UUID:
    return uuid.uuid5(ONCE, f"promise {story['id']}")


def events(cast: Cast, hours: Hours) -> list[Event]:
    """Everything that has not happened yet."""
    there = set(Commitment.objects.filter(once__in=map(once_of, told())).values_list("once", flat=True))
    found = [event for story in told() if once_of(story) not in there for event in Promised(story, cast, hours).events()]
    if not Case.objects.filter(ownerships__isnull=False).exists():
        at = hours.office(hours.today - dt.timedelta(days=OWNED_DAYS_AGO), Random("owned")) or hours.now
        found.append((at, partial(own_hard_cases, cast)))
    return found


def own_hard_cases(cast: Cast) -> None:
    """The county leader takes the cases that came back and that are longest on the way."""
    post = Post.objects.get(tenures__user=cast.leader, tenures__acting=False)
    for case in Case.objects.hard().filter(sealed=False, round__gte=2).order_by("received_at")[:OWNED]:
        case.own(by=cast.supervisor, post=post, why=WHY_OWNED)
        case.report_own(by=cast.leader, kind="know", note="听了承办单位汇报，又到现场看过，和本人谈了半个小时。")


@dataclass
class Promised:
    """One promise of the town on its way."""

    story: dict[str, Any]
    cast: Cast
    hours: Hours

    def events(self) -> list[Event]:
        dice = Random(self.story["id"])
        start = self.hours.today - dt.timedelta(days=self.story["ago"])
        at = self.hours.office(start, dice)
        if at is None:
            return []
        found: list[Event] = [(at, self.promise)]
        for step in self.story.get("steps", []):
            at = self.hours.office(start + dt.timedelta(days=step["day"]), dice, at)
            if at is None:
                break
            found.append((at, partial(self.do, step)))
        return found

    def promise(self) -> None:
        story, cast = self.story, self.cast
        zh, en = story["occasion"]
        Commitment.objects.promise(
            by=getattr(cast, story["by"]),
            what=story["what"],
            effect=story.get("effect", ""),
            sign=story.get("sign", ""),
            unit=cast.unit(story["unit"]),
            co_owners=[cast.unit(name) for name in story.get("helpers", [])],
            place=cast.place(story["place"]),
            enterprise=cast.firm if story.get("firm") else None,
            to_words=story.get("to", ""),
            due_on=self.day(story["due"]),
            occasion={"zh": zh, "en": en},
            once=once_of(story),
        )

    def day(self, days: int) -> dt.date:
        """So many days after the promise was to be made."""
        return self.hours.today + dt.timedelta(days=days - self.story["ago"])

    def do(self, step: dict[str, Any]) -> None:
        promise = Commitment.objects.get(once=once_of(self.story))
        by = Voice.PETITIONER if step["who"] == "people" else getattr(self.cast, step["who"])
        getattr(self, step["verb"])(promise, by, step)

    def note(self, promise: Commitment, by: User, step: dict[str, Any]) -> None:
        promise.note(by=by, words=step["words"])

    def report(self, promise: Commitment, by: User, step: dict[str, Any]) -> None:
        promise.report(by=by, words=step["words"])

    def confirm(self, promise: Commitment, by: User | Voice, step: dict[str, Any]) -> None:
        promise.confirm(by=by, kept=step["kept"], words=step["words"])

    def recheck(self, promise: Commitment, by: User | Voice, step: dict[str, Any]) -> None:
        next_on = timezone.localdate() + dt.timedelta(days=step["next"]) if "next" in step else None
        promise.recheck(by=by, holds=step["holds"], words=step["words"], next_on=next_on)

    def change(self, promise: Commitment, by: User, step: dict[str, Any]) -> None:
        promise.change(by=by, due_on=self.day(step["to"]), reason=step["reason"])

    def drop(self, promise: Commitment, by: User, step: dict[str, Any]) -> None:
        promise.drop(by=by, reason=step["reason"], approved_by=by)

    def ask_to_drop(self, promise: Commitment, by: User, step: dict[str, Any]) -> None:
        promise.ask_to_drop(by=by, reason=step["reason"])

    def refuse_to_drop(self, promise: Commitment, by: User, step: dict[str, Any]) -> None:
        promise.refuse_to_drop(by=by, words=step["words"])
