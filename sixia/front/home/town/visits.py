"""Visits of the demo county: a year of going down, each step at its own time, through the verbs of `visits`."""

from __future__ import annotations

import datetime as dt
import tomllib
import uuid
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from sixia.field.visits.models import Invitation, Matter, Visit
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from ..cast import Cast
from .hours import Hours

ONCE = uuid.UUID("0f0c8f0e-6f5e-5d0f-9c55-8a6f0c0e4d21")
PLANNED_BEFORE = dt.timedelta(days=4)
Event = tuple[dt.datetime, Callable[[], object]]


@cache
def told() -> dict[str, list[dict[str, Any]]]:
    """What visits.toml says."""
    return tomllib.loads((Path(__file__).parent / "visits.toml").read_text(encoding="utf-8"))


def once(*key: object) -> uuid.UUID:
    return uuid.uuid5(ONCE, "/".join(map(str, key)))


def events(cast: Cast, hours: Hours) -> list[Event]:
    """What has not happened yet of all visits and invitations, each with its time; nothing of the future but plans."""
    there = set(Visit.objects.filter(once__in=[once(it["key"]) for it in told()["visit"]]).values_list("once", flat=True))
    new = [Going(cast, hours, story) for story in told()["visit"] if once(story["key"]) not in there]
    found = [event for going in new for event in going.events()]
    for story in told()["invitation"]:
        if not Invitation.objects.filter(once=once(story["key"])).exists():
            found += invited(cast, hours, story)
    return [event for event in found if event[0] <= hours.now]


class Going:
    """One visit on its way."""

    def __init__(self, cast: Cast, hours: Hours, story: dict[str, Any]) -> None:
        self.cast, self.story = cast, story
        hour, minute = map(int, story["on"].split(":"))
        day, step = hours.today - dt.timedelta(days=story["days"]), dt.timedelta(days=-1 if story["days"] > 0 else 1)
        while not hours.calendar.is_workday(day):
            day += step
        self.start = timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
        self.end = self.start + dt.timedelta(hours=story["stay"])
        self.who = cast.officers[story["who"]]
        self.planned_at = min(self.start - PLANNED_BEFORE, hours.now - dt.timedelta(hours=20))

    def events(self) -> list[Event]:
        """Planned some days before, the brief on the eve, then the day itself, closed in the evening, told back later."""
        found: list[Event] = [(self.planned_at, self.plan)]
        if self.story["days"] < 0:
            return found
        found += [(self.start - dt.timedelta(hours=14), self.read), (self.start, self.leave)]
        found += [(self.start + dt.timedelta(minutes=40), self.write_down)]
        if not self.story.get("open"):
            found.append((self.end + dt.timedelta(hours=1), self.close))
        for position, matter in enumerate(self.story.get("matters", [])):
            if "tell" in matter:
                at = self.end + dt.timedelta(days=matter["tell"], hours=2)
                found.append((at, partial(self.tell, position, matter)))
        return found

    @property
    def visit(self) -> Visit:
        return Visit.objects.get(once=once(self.story["key"]))

    def plan(self) -> None:
        story = self.story
        visit = Visit.objects.plan(
            by=self.who,
            user=self.who,
            place=self.cast.place(story["place"]),
            start_at=self.start,
            end_at=self.end,
            companions=[self.cast.officers[name] for name in story.get("companions", [])],
            promises=self.to_follow_up(),
            norms=story["before"],
            once=once(story["key"]),
            **{name: story[name] for name in ("kinds", "purpose")},
            **{name: story[name] for name in ("why", "distance", "serves", "tasks", "measures", "unannounced") if name in story},
        )
        if "carry" in story and (case := self.hardest(visit, story["carry"])):
            visit.carry(by=self.who, case=case, pre_study=story["pre_study"])

    def to_follow_up(self) -> list[Commitment]:
        """What was promised at the place about this."""
        if "follow" not in self.story:
            return []
        made = Commitment.objects.in_place(self.cast.place(self.story["place"]).code)
        return list(made.filter(what__contains=self.story["follow"]))

    @staticmethod
    def hardest(visit: Visit, about: str) -> Case | None:
        """What is open there about this, first what was handled more than once."""
        cases = Case.objects.in_place(visit.place_id).filter(sealed=False, words__contains=about).open()
        return cases.order_by("-round", "received_at", "id").first()

    def read(self) -> None:
        self.visit.open_brief(by=self.who)

    def leave(self) -> None:
        self.visit.depart(by=self.who)

    def write_down(self) -> None:
        visit, key = self.visit, self.story["key"]
        for position, stop in enumerate(self.story.get("stops", [])):
            visit.stop(by=self.who, once=once(key, "stop", position), **stop)
        for position, met in enumerate(self.story.get("met", [])):
            visit.meet(by=self.who, once=once(key, "met", position), **met)
        for position, note in enumerate(self.story.get("notes", [])):
            visit.note(by=self.who, once=once(key, "note", position), **note)
        for position, matter in enumerate(self.story.get("matters", [])):
            taken = visit.take_up(
                by=self.who, once=once(key, "matter", position), what=matter["what"], raised_by=matter["raised_by"]
            )
            if "end" in matter:
                self.settle(taken, matter)
        for promise in visit.promises.all():
            visit.follow_up(by=self.who, promise=promise, found=self.story["found"])
        for carried in visit.carried.all():
            carried.settle(by=self.who, outcome="case", result=self.story["result"], front_lines=["conflict"])

    def settle(self, matter: Matter, story: dict[str, Any]) -> None:
        by, front = self.who, story.get("front", [])
        match story["end"]:
            case "on_the_spot":
                matter.solve(by=by, why=story["why"], benefit=story["benefit"], front_lines=front)
            case "case":
                matter.raise_case(by=by, words=story["words"], front_lines=front)
            case "not_solvable":
                matter.decline(by=by, why=story["why"], basis=story["basis"])
            case "promise":
                due_on = timezone.localdate() + dt.timedelta(days=story["due"])
                matter.promise(
                    by=by, what=story["promise"], unit=self.cast.unit(story["unit"]), due_on=due_on, to_words=story["raised_by"],
                    effect=story["effect"], sign=story["sign"], front_lines=front,
                )  # fmt: skip

    def close(self) -> None:
        story = self.story
        self.visit.close(
            by=self.who, summary=story["summary"], found_nothing=story.get("found_nothing", False), norms=story["after"]
        )

    def tell(self, position: int, story: dict[str, Any]) -> None:
        matter = Matter.objects.get(once=once(self.story["key"], "matter", position))
        matter.tell(by=self.who, how=story["how"], words=story["said"])


def invited(cast: Cast, hours: Hours, story: dict[str, Any]) -> list[Event]:
    """An invitation, and its answer the day after the visit was planned, or two days later."""
    at = hours.now - dt.timedelta(days=story["days"], hours=3)
    answered_at = hours.now - dt.timedelta(hours=6) if "visit" in story else at + dt.timedelta(days=2)
    found: list[Event] = [(at, partial(invite, cast, story))]
    return [*found, (answered_at, partial(answer, cast, story))] if "answer" in story else found


def invite(cast: Cast, story: dict[str, Any]) -> None:
    Invitation.objects.invite(
        by=Voice.PETITIONER,
        words=story["words"],
        place=cast.place(story["place"]),
        place_words=story["place_words"],
        wished=story["wished"],
        person=Person(name=story["name"], phone=story["phone"], consented_at=timezone.now()),
        enterprise=Enterprise(name=story["enterprise"]) if "enterprise" in story else None,
        once=once(story["key"]),
    )


def answer(cast: Cast, story: dict[str, Any]) -> None:
    invitation = Invitation.objects.get(once=once(story["key"]))
    if "visit" in story:
        visit = Visit.objects.get(once=once(story["visit"]))
        invitation.accept(by=visit.user, visit=visit, words=story["answer"])
    else:
        invitation.decline(by=cast.leader, reason=story["answer"])
