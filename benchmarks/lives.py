"""The life of one case as rows: how it came in, where it went, how far it got.

Shares of states, channels and times are those of an office that has worked for three years: the newest cases are still open, of
the older ones most are settled and a few hang.
"""

import datetime as dt
import json
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.texts import Writer
from sixia.foundations.common import numbers, words
from sixia.foundations.people.sealing import seal
from sixia.spine.cases.workflow import Channel, Kind, Status

YEARS = 3
FIRST_ID = 1_000  # the cast is there before
IDS_A_CASE = 8  # room for the rows of one case in each table, so that parts can be made side by side

COLUMNS = {
    "people_person": (
        "id name phone email identity_number address phone_index identity_index place_id language consented_at made_at"
    ),
    "cases_case": (
        "id version number secret_digest once words title channel kind matter_id place_id place_words person_id status unit_id "
        "handler_id due_at due_provisional round sealed source source_number received_at registered_at registered_by_id "
        "answered_at search"
    ),
    "cases_assignment": "id case_id mode from_unit_id unit_id why note by_id at accepted_by_id accepted_at ended_at",
    "cases_route": "id case_id branch basis next_step by_id at",
    "cases_reply": "id case_id round outcome facts words basis unit_id by_id at",
    "cases_rating": "id reply_id resolved stars words asked by_id at",
    "cases_named": "id case_id user_id by_id at",
    "deadlines_clock": (
        "id thing thing_id place_code rule_id started_at extended_by internal_due legal_latest provisional ended_at met"
    ),
    "trail_entry": "id at by_id voice room verb thing thing_id place_code data",
}

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Desk:
    """A unit that handles, and who sits there."""

    id: int
    told: dict[str, str]
    name: str
    handler: int


@dataclass(frozen=True)
class Stage:
    """What stands before the first case: the county, its units and officers, the rules."""

    count: int
    until: dt.datetime
    office: Desk
    desks: list[Desk]
    places: list[tuple[str, str]]  # code and name
    matters: list[tuple[str, str]]
    things: list[str]
    rules: dict[str, int]


@dataclass
class Life:
    """One case being lived through. `number` is its place in the whole, from 0, oldest first."""

    stage: Stage
    number: int
    chance: Random
    writer: Writer
    rows: Rows = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        stage, chance = self.stage, self.chance
        self.id = FIRST_ID + self.number
        span = dt.timedelta(days=365 * YEARS)
        age = 1 - (self.number + chance.random()) / stage.count
        self.received = stage.until - span * age
        self.place, self.where = chance.choice(stage.places)
        self.matter, self.thing = chance.choice(stage.matters)
        self.thing = chance.choice([self.thing, chance.choice(stage.things)])
        self.desk = stage.desks[min(int(chance.expovariate(0.25)), len(stage.desks) - 1)]
        self.status = self.how_far(stage.until - self.received)
        sorted_out = self.status != Status.REGISTERED
        kinds = (Kind.APPEAL, Kind.SUGGESTION, Kind.ACCUSATION)
        self.kind = chance.choices(kinds, (80, 18, 2))[0] if sorted_out else ""
        self.clocks = self.entries = self.assignments = 0

    def how_far(self, age: dt.timedelta) -> str:
        """The older, the further; a few always hang."""
        if age > dt.timedelta(days=75):
            return self.chance.choices((Status.SETTLED, Status.ANSWERED, Status.REOPENED, Status.ACCEPTED), (780, 200, 8, 12))[0]
        share = age / dt.timedelta(days=75)
        open_ones = (Status.REGISTERED, Status.FORWARDED, Status.ACCEPTED, Status.ANSWERED, Status.SETTLED, Status.REOPENED)
        return self.chance.choices(open_ones, (max(1 - share * 12, 0.01), max(1 - share * 4, 0.03), 1, share, share, 0.08))[0]

    def live(self) -> Rows:
        stage, later = self.stage, self.later
        person = self.write_person() if self.chance.random() < 0.85 else None
        registered = self.received + dt.timedelta(minutes=self.chance.randint(0, 600))
        self.entry("registered", registered, None, {"channel": Channel.WEB, "unit": stage.office.told, "due_on": later(15)})
        going, handled = self.status not in (Status.REGISTERED,), self.status not in (Status.REGISTERED, Status.FORWARDED)
        forwarded, accepted = registered + dt.timedelta(days=2), registered + dt.timedelta(days=6)
        answered = registered + dt.timedelta(days=20)
        due = self.clock("XF.forward", registered, 15, ended=forwarded if going else None)
        if going:
            self.entry("sorted", forwarded, stage.office.handler, {"kind": self.kind, "matter": {"zh": self.thing, "en": ""}})
            self.entry(
                "forwarded", forwarded, stage.office.handler, {"unit": self.desk.told, "mode": "forward", "due_on": later(17)}
            )
            due = self.clock("XF.notify.forwarded", forwarded, 15, ended=accepted if handled else None)
            self.assign(forwarded, accepted if handled else None)
        if self.kind == Kind.ACCUSATION:
            self.put("cases_named", self.row_id(), self.id, stage.office.handler, stage.office.handler, forwarded)
        if handled:
            basis = "《信访工作条例》第三十一条"
            self.put("cases_route", self.row_id(), self.id, "31.6", basis, "", self.desk.handler, accepted)
            self.entry("accepted", accepted, self.desk.handler, {"unit": self.desk.told, "branch": "31.6", "due_on": later(66)})
            said = self.status != Status.ACCEPTED
            due = self.clock("XF.handle", accepted, 60, ended=answered if said else None)
            if said:
                due = self.answer(answered)
        self.write_case(person, registered, due, answered if self.status in (Status.ANSWERED, Status.SETTLED) else None)
        return self.rows

    # --- its rows ---------------------------------------------------------------------------------

    def write_person(self) -> int:
        name = self.chance.choice("林陈黄张吴李郑王刘蔡") + self.chance.choice(("阿凤", "大山", "建华", "秀英", "志强", "小兰"))
        sealed = seal(name, "people_person.name"), seal(f"139{self.chance.randint(0, 99999999):08}", "people_person.phone")
        blind = f"{self.chance.getrandbits(256):064x}"
        self.put("people_person", self.id, *sealed, "", "", "", blind, "", self.place, "", self.received, self.received)
        return self.id

    def write_case(
        self, person: int | None, registered: dt.datetime, due: dt.datetime | None, answered: dt.datetime | None
    ) -> None:
        chance, title, said = self.chance, self.writer.title(self.where, self.thing), self.writer.words(self.where, self.thing)
        handled = self.status not in (Status.REGISTERED, Status.FORWARDED)
        unit = self.stage.office.id if self.status == Status.REGISTERED else self.desk.id
        channel = chance.choices((Channel.WEB, Channel.PHONE, Channel.VISIT, Channel.LETTER), (50, 35, 10, 5))[0]
        public = numbers.fresh_number(registered.date(), self.id)
        once = uuid.UUID(int=chance.getrandbits(128), version=4)
        search = words.lexemes(title, self.where, said)
        self.put(
            "cases_case", self.id, self.entries, public, f"{chance.getrandbits(256):064x}", once, said, title, channel, self.kind,
            self.matter if self.kind else None, self.place, self.where, person, self.status, unit,
            self.desk.handler if handled else None, due, False, 2 if self.status == Status.REOPENED else 1,
            self.kind == Kind.ACCUSATION, "", "", self.received, registered, None, answered, search,
        )  # fmt: skip

    def assign(self, at: dt.datetime, accepted: dt.datetime | None) -> None:
        why = f"派单目录：{self.thing}"
        by = self.desk.handler if accepted else None
        self.put(
            "cases_assignment", self.row_id(), self.id, "forward", self.stage.office.id, self.desk.id, why, "",
            self.stage.office.handler, at, by, accepted, None,
        )  # fmt: skip

    def answer(self, at: dt.datetime) -> dt.datetime | None:
        """The reply, and the petitioner's word where they gave one. Returns when the next duty is due."""
        said = self.writer.reply(self.where, self.thing, self.desk.name)
        reply = self.row_id()
        basis = "《信访工作条例》第三十二条"
        self.put("cases_reply", reply, self.id, 1, "supported", "", said, basis, self.desk.id, self.desk.handler, at)
        self.entry("answered", at, self.desk.handler, {"unit": self.desk.told, "reply": reply, "round": 1})
        self.clock("XF.review.request", at, 30, ended=None if self.status == Status.ANSWERED else at + dt.timedelta(days=30))
        if self.status == Status.ANSWERED:
            return None
        rated, settled = at + dt.timedelta(days=3), self.status == Status.SETTLED
        stars = self.chance.choice((3, 4, 5, 5)) if settled else self.chance.choice((1, 2))
        rating = self.row_id()
        self.put("cases_rating", rating, reply, settled, stars, "", "receipt", None, rated)
        told = {"rating": rating, "stars": stars}
        self.entry("rated" if settled else "reopened", rated, None, told if settled else {**told, "due_on": self.later(40)})
        return None if settled else self.clock("SX.reopen", rated, 15, ended=None)

    def clock(self, rule: str, at: dt.datetime, days: int, *, ended: dt.datetime | None) -> dt.datetime | None:
        due = at + dt.timedelta(days=days)
        self.put(
            "deadlines_clock", self.id * IDS_A_CASE + self.clocks, "cases.case", self.id, self.place, self.stage.rules[rule],
            at, 0, due, due, False, ended, None if ended is None else ended <= due,
        )  # fmt: skip
        self.clocks += 1
        return None if ended else due

    def entry(self, verb: str, at: dt.datetime, by: int | None, data: dict[str, Any]) -> None:
        voice = "staff" if by else "petitioner"
        told, row = json.dumps(data, ensure_ascii=False), self.id * IDS_A_CASE + self.entries
        self.put("trail_entry", row, at, by, voice, "cases", verb, "cases.case", self.id, self.place, told)
        self.entries += 1

    def row_id(self) -> int:
        self.assignments += 1
        return self.id * IDS_A_CASE + self.assignments

    def later(self, days: int) -> str:
        return (self.received + dt.timedelta(days=days)).date().isoformat()

    def put(self, table: str, *values: Any) -> None:
        self.rows[table].append(values)
