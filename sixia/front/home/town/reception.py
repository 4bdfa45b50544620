"""Reception days of the demo county: a year of them, told through the verbs of `reception`, each step at its own time."""

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

from sixia.field.reception.models import Audience, ReceptionDay
from sixia.field.reception.workflow import Way
from sixia.foundations.accounts.models import User
from sixia.foundations.deadlines.counting import DAY, ZONE
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Matter, Post, Role
from sixia.foundations.units.standing import holders
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

from ..cast import Cast
from .hours import Hours

ONCE = uuid.UUID("3f0c5a52-7f2b-5c0e-8f11-0a9901010004")
PUBLISHED_BEFORE = dt.timedelta(days=20)
BOOKED_BEFORE = dt.timedelta(days=4)
Event = tuple[dt.datetime, Callable[[], object]]


@cache
def told() -> dict[str, Any]:
    """What reception.toml says."""
    return tomllib.loads((Path(__file__).parent / "reception.toml").read_text(encoding="utf-8"))


def once(*key: object) -> uuid.UUID:
    return uuid.uuid5(ONCE, "/".join(map(str, key)))


def events(cast: Cast, hours: Hours) -> list[Event]:
    """What has not happened yet of all days and of what was said on them; nothing of the future but timetable and bookings."""
    marks = {once(it["key"]): it for it in told()["day"]}
    there = set(ReceptionDay.objects.filter(once__in=marks).values_list("once", flat=True))
    found = [event for mark, it in marks.items() if mark not in there for event in Receiving(cast, hours, it).events()]
    return [event for event in found if event[0] <= hours.now]


class Receiving:
    """One reception day on its way."""

    def __init__(self, cast: Cast, hours: Hours, story: dict[str, Any]) -> None:
        self.cast, self.hours, self.story = cast, hours, story
        self.on = hours.today - dt.timedelta(days=story["days"])
        step = -DAY if story["days"] > 0 else DAY
        while not hours.calendar.is_workday(self.on):
            self.on += step
        self.post = Post.objects.get(tenures__user=cast.officers[story["who"]], tenures__acting=False)
        self.office = cast.intake if self.post.unit != cast.unit("shiqiao") else cast.township_intake
        self.planned_at = min(self.at("10:00") - PUBLISHED_BEFORE, hours.now - dt.timedelta(hours=30))

    def at(self, clock: str, minutes: int = 0) -> dt.datetime:
        return dt.datetime.combine(self.on, dt.time.fromisoformat(clock), ZONE) + dt.timedelta(minutes=minutes)

    @property
    def day(self) -> ReceptionDay:
        return ReceptionDay.objects.get(once=once(self.story["key"]))

    def events(self) -> list[Event]:
        """Planned and published in time, then swapped or cancelled, then the day, then what came of it."""
        found: list[Event] = [(self.planned_at, self.plan)]
        if self.story.get("only_planned"):
            return found
        found.append((self.planned_at + dt.timedelta(hours=1), self.publish))
        found += [
            (self.planned_at + dt.timedelta(hours=3 + n), partial(self.book, *line))
            for n, line in enumerate(self.story.get("booked", []))
        ]
        if "swap" in self.story:
            found.append((self.at("15:00") - dt.timedelta(days=6), self.swap))
        if "cancelled" in self.story:
            found.append((self.at("17:00") - DAY, self.cancel))
            return found
        for position, key in enumerate(self.story.get("matters", [])):
            found += Said(self, key, position).events()
        found += [
            (self.at("09:05", 7 * n), partial(self.come, n, *line))
            for n, line in enumerate(self.story.get("waiting", []), start=1)
        ]
        if self.story["days"] > 0:
            found.append((self.at("11:50"), self.hold))
        return found

    def plan(self) -> None:
        story = self.story
        ReceptionDay.objects.plan(
            by=self.office,
            post=self.post,
            place=self.cast.place(story["place"]),
            address=story["address"],
            on=self.on,
            begins=dt.time(9),
            ends=dt.time.fromisoformat(story.get("ends", "11:30")),
            form=story.get("form", "fixed"),
            theme=story.get("theme", ""),
            minutes=story.get("minutes", 30),
            walk_ins=6,
            step_free=True,
            sign_language=story.get("sign_language", False),
            dialects="本地话",
            once=once(story["key"]),
        )

    def publish(self) -> None:
        self.day.publish(by=self.office)

    def swap(self) -> None:
        other = ReceptionDay.objects.get(once=once(self.story["swap"]))
        self.day.swap(by=self.office, with_=other, reason=self.story["reason"])

    def cancel(self) -> None:
        self.day.cancel(by=self.office, reason=self.story["cancelled"])

    def hold(self) -> None:
        self.day.hold(by=self.office)

    def book(self, name: str, words: str, way: str) -> None:
        officers: dict[str, User | Voice] = {"web": Voice.PETITIONER, "phone": self.cast.intake}
        by = officers.get(way, self.cast.village_worker)
        slot = next(slot for slot in self.day.slots.bookable() if slot.left)
        Audience.objects.book(by=by, slot=slot, words=words, person=someone(name), way=way, once=once(self.story["key"], name))

    def come(self, number: int, name: str, words: str) -> None:
        person = someone(name) if name else None
        audience = self.day.walk_in(by=self.office, person=person, words=words, once=once(self.story["key"], "came", number))
        if number == 1:
            audience.call(by=self.office)


class Said:
    """One person who came to a day, and what became of what they said."""

    def __init__(self, receiving: Receiving, key: str, position: int) -> None:
        self.receiving, self.cast, self.key, self.position = receiving, receiving.cast, key, position
        self.story = told()["matter"][key]
        self.dice = Random(f"宁溪/接访/{key}")

    @property
    def audience(self) -> Audience:
        return Audience.objects.get(once=once(self.key))

    @property
    def case(self) -> Case:
        return Case.objects.get(once=once(self.key, "case"))

    def events(self) -> list[Event]:
        at = self.receiving.at
        start = 20 + 35 * self.position
        found: list[Event] = [
            (at("14:00") - BOOKED_BEFORE, self.book),
            (at("09:00", start - 15), lambda: self.audience.arrive(by=self.receiving.office)),
            (at("09:00", start), lambda: self.audience.call(by=self.receiving.office)),
            (at("09:00", start + 4), self.hear),
            (at("09:00", start + 18), self.finish),
        ]
        if self.story["end"] == "spot":
            return [*found, (at("20:00") + DAY * self.dice.randint(1, 6), self.rate)]
        days = self.dice.randint(18, 40)
        found += [(at("16:10"), self.forward), (self.at_work("09:40", 3), self.accept)]
        if "answer" in self.story:
            found += [(self.at_work("10:20", days), self.answer), (at("19:30") + DAY * (days + 9), self.rate)]
        if self.story.get("kept"):
            found += [(self.at_work("15:00", days), self.report), (at("20:10") + DAY * (days + 10), self.say_kept)]
        return found

    def at_work(self, clock: str, days: int) -> dt.datetime:
        """At this hour so many days later, or on the next working day."""
        at = self.receiving.at(clock) + DAY * days
        while not self.receiving.hours.calendar.is_workday(at.astimezone(ZONE).date()):
            at += DAY
        return at

    def book(self) -> None:
        slot = list(self.receiving.day.slots.bookable())[self.position]
        person = self.cast.petitioner if self.story["name"] == "林阿凤" else someone(self.story["name"])
        Audience.objects.book(
            by=Voice.PETITIONER, slot=slot, words=self.story["words"], person=person, way=Way.WEB, once=once(self.key)
        )

    def hear(self) -> None:
        place = self.cast.place(self.story["place"])
        self.audience.hear(by=self.receiving.office, words=self.story["words"], place=place, once=once(self.key, "case"))

    def finish(self) -> None:
        """Answered or promised before they leave; the record is signed."""
        audience, office, story = self.audience, self.receiving.office, self.story
        if story["end"] == "spot":
            matter = Matter.objects.filter(pk=story["code"]).first()
            said = {"words": story["answer"], "outcome": "supported", "facts": story["facts"], "basis": story["basis"]}
            audience.answer(by=office, case=self.case, matter=matter, **said)
        if "promise" in story:
            audience.promise(
                by=audience.day.leader or office,
                case=self.case,
                what=story["promise"],
                unit=self.cast.unit(story["unit"]),
                due_on=timezone.localdate() + DAY * story["days"],
                once=once(self.key, "promise"),
            )
        answer = "当场答复" if story["end"] == "spot" else "登记办理，按期答复"
        audience.write_down(by=office, talk=f"来访人反映：{story['words']}\n接访意见：{answer}。")
        audience.confirm(by=office, on_paper=True)
        audience.receive(by=office)

    def forward(self) -> None:
        case, unit = self.case, self.cast.unit(self.story["unit"])
        at_county = case.unit == self.cast.petition_office  # else the township took it down, and passes it on itself
        officer = self.cast.intake if at_county else self.receiving.office
        matter = Matter.objects.filter(pk=self.story["code"]).first()
        case.sort(by=officer, kind=Kind.APPEAL, matter=matter, place=case.place)
        case.forward(by=officer, unit=unit, mode="assign", why="接访领导当场交办", note="请按期反馈办理情况。")

    def officer(self) -> User:
        unit = self.cast.unit(self.story["unit"])
        return (holders(unit, Role.HANDLER) or holders(unit, Role.INTAKE) or holders(unit))[0]

    def accept(self) -> None:
        self.case.accept(by=self.officer(), next_step="已告知由哪个单位办理、怎样查进度。")

    def answer(self) -> None:
        said = {"words": self.story["answer"], "outcome": "supported", "facts": self.story["facts"], "basis": self.story["basis"]}
        self.case.answer(by=self.officer(), **said)

    def rate(self) -> None:
        self.case.rate(by=Voice.PETITIONER, resolved=True, stars=self.dice.choice([5, 5, 4, 4, 3]))

    def report(self) -> None:
        promise = self.audience.promises.get()
        promise.report(by=self.officer(), words="已经办好，请群众看看。")

    def say_kept(self) -> None:
        self.audience.promises.get().confirm(by=Voice.PETITIONER, kept=True, words="看过了，是好了。")


def someone(name: str) -> Person:
    """Nobody has such a number: mobile numbers beginning 1390000 are given to no one here."""
    phone = f"1390000{Random(f'宁溪/接访/{name}').randrange(1000, 9999)}"
    return Person(name=name, phone=phone, consented_at=timezone.now())
