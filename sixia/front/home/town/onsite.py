"""On-site meetings, deeds and stubborn problems of the demo county, each step at its own time, through the verbs of `onsite`."""

from __future__ import annotations

import datetime as dt
import tomllib
import uuid
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from sixia.field.onsite import candidates
from sixia.field.onsite.models import Deed, Meeting, StubbornProblem, Topic
from sixia.field.onsite.workflow import Kind
from sixia.foundations.deadlines.counting import DAY
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Matter, Post
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind as CaseKind

from ..cast import Cast
from .hours import Hours

ONCE = uuid.UUID("5a2d3c1e-7d0b-5b8e-8f4a-4c1f0d2e9b77")
PROMISING = ("promise", "study_first")
Event = tuple[dt.datetime, Callable[[], object]]


@cache
def told() -> dict[str, list[dict[str, Any]]]:
    """What onsite.toml says."""
    return tomllib.loads((Path(__file__).parent / "onsite.toml").read_text(encoding="utf-8"))


def once(*key: object) -> uuid.UUID:
    return uuid.uuid5(ONCE, "/".join(map(str, key)))


def events(cast: Cast, hours: Hours) -> list[Event]:
    """What has not happened yet, each step with its time; of the future only what is already planned."""
    found: list[Event] = []
    for kind, model, story_of in (
        ("meeting", Meeting, Sitting),
        ("deed", Deed, Doing),
        ("problem", StubbornProblem, Solving),
    ):
        for story in told()[kind]:
            if not model.objects.filter(once=once(story["key"])).exists():  # type: ignore[attr-defined]
                found += story_of(cast, hours, story).events()
    return [event for event in found if event[0] <= hours.now]


class Telling:
    """One story: who is in it, and when."""

    def __init__(self, cast: Cast, hours: Hours, story: dict[str, Any]) -> None:
        self.cast, self.hours, self.story = cast, hours, story
        self.day = self.workday(story["days"])

    def workday(self, days_ago: int) -> dt.date:
        """That many days ago, or the nearest working day before it; what is still to come, the one after it."""
        day, step = self.hours.today - dt.timedelta(days=days_ago), -DAY if days_ago >= 0 else DAY
        while not self.hours.calendar.is_workday(day):
            day += step
        return day

    def at(self, hour: int, minute: int = 0, *, before: int = 0) -> dt.datetime:
        """On the day of the story, or so many working days before or after it."""
        day, step = self.day, -DAY if before > 0 else DAY
        for _each in range(abs(before)):
            day += step
            while not self.hours.calendar.is_workday(day):
                day += step
        return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))

    def due(self, days: int) -> dt.date:
        return timezone.localdate() + dt.timedelta(days=days)

    def post(self, name: str) -> Post:
        return Post.objects.get(tenures__user=self.cast.officers[name], tenures__acting=False)


class Sitting(Telling):
    """A meeting on its way, from the calendar to the published minutes."""

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("place", "chair__unit", "unit").get(once=once(self.story["key"]))

    def events(self) -> list[Event]:
        story = self.story
        ahead = story["days"] < 0
        planned = self.at(9, 10, before=6) if not ahead else self.hours.now - dt.timedelta(hours=30)
        found: list[Event] = [(planned, self.plan), (planned + dt.timedelta(hours=1), self.prepare)]
        for topic in story["topics"]:
            if "raised" in topic:
                found.append((self.at(19, 40, before=7), partial(self.raise_, topic["raised"])))
                found.append((self.at(9, 0, before=6), partial(self.forward, topic["raised"])))
        if story.get("only_planned"):
            return found
        called = planned + dt.timedelta(hours=2)
        found.append((called, self.summon))
        for code, (who, attends, answer, hours_later) in story["answers"].items():
            found.append((called + dt.timedelta(hours=hours_later), partial(self.respond, code, who, attends, answer)))
        if ahead:
            return found
        start = self.at(9, 30)
        found.append((start, self.start))
        for position, topic in enumerate(story["topics"], start=1):
            found.append((start + dt.timedelta(minutes=topic["minutes"]), partial(self.decide, position, topic)))
        found.append((start + dt.timedelta(minutes=150), self.close))
        found.append((self.at(10, before=-1), self.sign))
        if not story.get("not_published"):
            found.append((self.at(15, before=-3), self.publish))
        return found

    def plan(self) -> None:
        story, cast = self.story, self.cast
        Meeting.objects.plan(
            by=cast.officers[story["who"]],
            unit=cast.unit(story["unit"]),
            place=cast.place(story["place"]),
            venue=story["venue"],
            starts_at=self.at(9, 30),
            chair=self.post(story["chair"]),
            purpose=story["purpose"],
            kind=story.get("kind", Kind.ONSITE),
            once=once(story["key"]),
        )

    def prepare(self) -> None:
        """Each topic comes from an open case of the place where there is one; what the story tells stands in for it elsewhere."""
        meeting, who = self.meeting, self.cast.officers[self.story["who"]]
        used: set[int] = set()
        for position, story in enumerate(self.story["topics"], start=1):
            case = self.case_for(meeting, story, used)
            meeting.take_up(
                by=who,
                case=case,
                title="" if case else story["title"],
                asked_by=story.get("asked_by", "") if not case else str(case.enterprise or ""),
                measures=story["measures"],
                tasks=[(self.cast.unit(code), what) for code, what in story["tasks"].items()],
                once=once(self.story["key"], position),
            )
        if meeting.kind == Kind.REVIEW:
            self.add_from_register(meeting)

    def add_from_register(self, meeting: Meeting) -> None:
        """The rest of a review's agenda builds itself; each topic of it is prepared before the day."""
        who = self.cast.officers[self.story["who"]]
        meeting.fill(by=who, proposals=candidates.for_review(who, meeting)[: self.story["from_register"]])
        for topic in meeting.topics.filter(measures=""):
            unit = topic.case.unit if topic.case and topic.case.unit else meeting.unit
            topic.prepare(by=who, measures=self.story["register_measures"], tasks=[(unit, self.story["register_task"])])

    def raise_(self, said: dict[str, Any]) -> None:
        place = self.cast.place(self.story["place"])
        Case.objects.register(by=Voice.PETITIONER, words=said["words"], place=place, once=once(self.story["key"], said["words"]))

    def forward(self, said: dict[str, Any]) -> None:
        case, by = Case.objects.get(once=once(self.story["key"], said["words"])), self.cast.intake
        case.sort(by=by, kind=CaseKind.APPEAL, matter=Matter.objects.get(code=said["matter"]), place=case.place)
        case.forward(by=by, unit=self.cast.unit(said["unit"]), why="派单目录")

    def case_for(self, meeting: Meeting, story: dict[str, Any], used: set[int]) -> Case | None:
        """The one raised for this topic, or the open case of its matter there that has been handled longest."""
        if "raised" in story:
            return Case.objects.get(once=once(self.story["key"], story["raised"]["words"]))
        if "matter" not in story:
            return None
        cases = Case.objects.in_place(meeting.place_id).open().filter(sealed=False, matter__code__startswith=story["matter"])
        cases = cases.filter(words__contains=story.get("like", "")).exclude(pk__in=used)
        case = cases.order_by("-round", "due_at", "id").first()
        if case:
            used.add(case.pk)
        return case

    def summon(self) -> None:
        units = [self.cast.unit(code) for code in self.story["called"]]
        self.meeting.summon(by=self.cast.officers[self.story["who"]], units=units)

    def respond(self, code: str, who: str, attends: bool, answer: str) -> None:
        summons = self.meeting.summonses.get(unit=self.cast.unit(code))
        summons.respond(by=self.cast.officers[who], attends=attends, answer=answer)

    def start(self) -> None:
        meeting, who = self.meeting, self.cast.officers[self.story["who"]]
        meeting.start(by=who)
        for summons in meeting.summonses.exclude(attends=False):
            summons.arrive(by=who)
        for position, name in enumerate(dict.fromkeys([self.story["chair"], self.story["who"], *self.story["there"]])):
            meeting.note_present(by=who, user=self.cast.officers[name], once=once(self.story["key"], "there", position))
        for position, (name, capacity) in enumerate(self.story.get("people", [])):
            meeting.note_present(by=who, name=name, capacity=capacity, once=once(self.story["key"], "people", position))

    def decide(self, position: int, story: dict[str, Any]) -> None:
        """As told; what the register added is studied first by the unit that has it."""
        topic = self.meeting.topics.unsealed().filter(position=position, decision="").first()
        if topic:
            self.end(topic, story)

    def end(self, topic: Topic, story: dict[str, Any]) -> None:
        who = self.cast.officers[self.story["who"]]
        promise = None
        if story["end"] in PROMISING:
            promise = {
                "what": story["promise"],
                "unit": self.cast.unit(story["promises"]),
                "due_on": self.due(story["due"]),
                "effect": story.get("effect", ""),
                "sign": story.get("sign", ""),
            }
        owner = self.post(story["owner"]) if "owner" in story and topic.case and not topic.case.ownership() else None
        answer = {"words": story["answer"], "outcome": "supported", "basis": story["basis"]} if "answer" in story else None
        topic.decide(
            by=who, decision=story["end"], words=story["words"], basis=story.get("basis", ""), promise=promise,
            front_line=story.get("front", []), owner=owner, answer=answer,
        )  # fmt: skip
        for number, more in enumerate(story.get("more", [])):
            unit, due_on = self.cast.unit(more["unit"]), self.due(more["due"])
            topic.promise(
                by=who, what=more["what"], unit=unit, due_on=due_on, once=once(self.story["key"], topic.position, number)
            )

    def close(self) -> None:
        meeting = self.meeting
        rest = list(meeting.topics.unsealed().undecided().select_related("case__unit"))
        for topic in rest:
            code = self.code_of(topic)
            self.end(topic, {**told()["rest"][0], "promises": code})
        meeting.close(by=self.cast.officers[self.story["who"]])

    def code_of(self, topic: Topic) -> str:
        """The unit that has the case, by the name of the story; else the one that calls the meeting."""
        unit = topic.case.unit if topic.case else None
        return next((code for code, known in self.cast.units.items() if known == unit), self.story["unit"])

    def sign(self) -> None:
        meeting = self.meeting
        for presence in meeting.presences.select_related("user", "meeting"):
            by = presence.user or self.cast.officers[self.story["who"]]
            presence.sign(by=by, on_paper=presence.user is None)

    def publish(self) -> None:
        """Where a private name still stands, the minutes wait to be worded for the public."""
        meeting = self.meeting
        if not meeting.names_standing():
            meeting.publish(by=self.cast.officers[self.story["who"]])


class Doing(Telling):
    """A practical deed, from the promise to those who benefit."""

    @property
    def deed(self) -> Deed:
        return Deed.objects.select_related("unit", "topic").get(once=once(self.story["key"]))

    def events(self) -> list[Event]:
        story = self.story
        found: list[Event] = [(self.at(10, 20), self.undertake)]
        if "done" in story:
            done_at = timezone.make_aware(dt.datetime.combine(self.workday(story["done"]), dt.time(16)))
            found.append((done_at, self.finish))
            for position, word in enumerate(story.get("words", [])):
                found.append((done_at + dt.timedelta(days=2 + position, hours=1), partial(self.accept, position, word)))
            if "again" in story:
                found.append((done_at + dt.timedelta(days=story["again"][0]), self.recheck))
        return found

    def undertake(self) -> None:
        story, cast = self.story, self.cast
        Deed.objects.undertake(
            by=cast.officers[story["who"]], title=story["title"], place=cast.place(story["place"]), unit=cast.unit(story["unit"]),
            beneficiaries=story["beneficiaries"], benefit=story["benefit"], benefit_words=story["benefit_words"],
            amount=story.get("amount"), recheck_on=self.due(120), once=once(story["key"]),
        )  # fmt: skip

    def finish(self) -> None:
        self.deed.finish(by=self.cast.officers[self.story["who"]], words=self.story["done_words"])

    def accept(self, position: int, word: list[Any]) -> None:
        who, accepted, words = word
        self.deed.accept(by=self.cast.officers[who], accepted=accepted, words=words, once=once(self.story["key"], position))

    def recheck(self) -> None:
        _days, who, holds, words = self.story["again"]
        self.deed.recheck(by=self.cast.officers[who], holds=holds, words=words, next_on=self.due(180))


class Solving(Telling):
    """A stubborn problem and its milestones."""

    @property
    def problem(self) -> StubbornProblem:
        return StubbornProblem.objects.select_related("place", "leader__unit").get(once=once(self.story["key"]))

    def events(self) -> list[Event]:
        found: list[Event] = [(self.at(11), self.define)]
        for position, step in enumerate(self.story["milestones"]):
            found.append((self.at(11, 5 + position), partial(self.set_milestone, position, step)))
            if "kept" in step:
                when = timezone.make_aware(dt.datetime.combine(self.workday(step["kept"]), dt.time(10)))
                found += [(when, partial(self.report, position, step)), (when + DAY, partial(self.confirm, position, step))]
        if "solved" in self.story:
            found.append((timezone.make_aware(dt.datetime.combine(self.workday(self.story["solved"]), dt.time(15))), self.solve))
        if "came_back" in self.story:
            found.append(
                (timezone.make_aware(dt.datetime.combine(self.workday(self.story["came_back"]), dt.time(9))), self.relapse)
            )
        return found

    def define(self) -> None:
        story, leader = self.story, self.cast.officers[self.story["leader"]]
        StubbornProblem.objects.define(
            by=leader, place=self.cast.place(story["place"]), leader=self.post(story["leader"]), once=once(story["key"]),
            **{name: story[name] for name in ("title", "definition", "cause", "plan")},
        )  # fmt: skip

    def set_milestone(self, position: int, step: dict[str, Any]) -> None:
        self.problem.set_milestone(
            by=self.cast.officers[self.story["leader"]], what=step["what"], unit=self.cast.unit(step["unit"]),
            due_on=self.due(step["due"]), sign=step["sign"], once=once(self.story["key"], position),
        )  # fmt: skip

    def report(self, position: int, step: dict[str, Any]) -> None:
        milestone = list(self.problem.milestones.select_related("commitment"))[position]
        milestone.commitment.report(by=self.cast.officers[step["who"]], words=step["report"])

    def confirm(self, position: int, step: dict[str, Any]) -> None:
        milestone = list(self.problem.milestones.select_related("commitment"))[position]
        milestone.commitment.confirm(by=self.cast.supervisor, kept=True, words=step["seen"])

    def solve(self) -> None:
        self.problem.solve(by=self.cast.officers[self.story["leader"]], result=self.story["result"], recheck_on=self.due(180))

    def relapse(self) -> None:
        self.problem.relapse(by=self.cast.inspector, words=self.story["back_words"])
