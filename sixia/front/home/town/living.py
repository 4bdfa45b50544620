"""The town lives: every case goes its way through the verbs of the house, each step at its own time.

All steps of all cases happen in the order of time, so that numbers, trail and clocks are those of a real office. It is one
transaction: broken off it leaves nothing, done again it adds nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from django.db import connection, transaction
from django.utils import timezone, translation

from sixia.foundations.accounts.models import User
from sixia.foundations.deadlines import calendars
from sixia.foundations.notifications.models import Notice
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice
from sixia.foundations.units import dispatch
from sixia.foundations.units.models import Matter, Token, Unit
from sixia.spine.cases.models import Assignment, Case
from sixia.spine.cases.workflow import Channel

from ..cast import Cast, build, county
from . import fulfilling, onsite, pairings, paper, pictures, promises, reception, visits
from .clock import story_time
from .fates import Fate, fated, timeline
from .folk import Folk
from .hours import Hours
from .stories import ONCE, Happening, happenings, people

LOCK = 990101  # one builder at a time
UNREAD_FOR = dt.timedelta(days=3)
WRITTEN_DOWN = (Channel.PHONE, Channel.VISIT, Channel.LETTER, Channel.RECEPTION, Channel.FIELD, Channel.FAX)
CHANNELS = {  # of a hundred cases, as far as place and matter allow
    Channel.WEB: 46,
    Channel.PHONE: 25,
    Channel.VISIT: 12,
    Channel.LETTER: 6,
    Channel.RECEPTION: 5,
    Channel.FAX: 1,
    Channel.FIELD: 5,
}
AFTER_DETOUR = "经原承办单位说明，改由你单位办理。"
NEXT_STEPS = {"": "已告知由哪个单位办理、怎样查进度。", "en": "Told which unit handles it and how to follow it."}
RAISED_BY_MACHINE = ("02", "03")  # what the telephone system of the housing bureau hears of

Heard = Callable[[int, int], None]
Event = tuple[dt.datetime, Callable[[], object]]


@dataclass
class Life:
    """One case on its way."""

    happening: Happening
    fate: Fate
    channel: str
    clerk: User | Voice
    receiver: Unit | None  # the unit that received it directly
    case: Case | None = None


def quiet(done: int, of: int) -> None:
    """Nobody watches."""


def happen(events: list[Event], heard: Heard = quiet) -> None:
    """Each at its own time, in the order of time."""
    with story_time() as go_to:
        for done, (at, step) in enumerate(sorted(events, key=lambda event: event[0]), start=1):
            go_to(at)
            step()
            heard(done, len(events))


@transaction.atomic
def live(heard: Heard = quiet) -> int:
    """Let everything happen that has not happened yet; how many cases are new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    town = Town(build())
    with translation.override("zh-hans"):
        return town.live(heard)


class Town:
    """The county while it is being told."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.folk = Folk(cast)
        self.matters = Matter.objects.in_bulk()
        self.hours = Hours(calendars.load(), timezone.now())

    def live(self, heard: Heard) -> int:
        there = set(Case.objects.filter(once__in=[it.once for it in happenings()]).values_list("once", flat=True))
        events: list[Event] = []
        new = [(happening, fate) for happening, fate in fated(happenings()) if happening.once not in there]
        for happening, fate in new:
            events += self.events_of(happening, fate)
        events += self.affairs_of_offices(Random(str(ONCE)))
        events += onsite.events(self.cast, self.hours)
        events += visits.events(self.cast, self.hours)
        events += pairings.events(self.cast, self.hours)
        events += promises.events(self.cast, self.hours)
        events += reception.events(self.cast, self.hours)
        happen(events, heard)
        happen(fulfilling.events(self.cast, self.hours))  # of promises that stand only now
        Notice.objects.filter(made_at__lt=self.hours.now - UNREAD_FOR).mark_read()
        return len(new)

    def events_of(self, happening: Happening, fate: Fate) -> list[Event]:
        life = self.begin(happening, fate)
        steps = timeline(happening, fate, self.hours, officer_registers=life.channel in WRITTEN_DOWN)
        return [(at, partial(getattr(self, step), life)) for step, at in steps]

    def affairs_of_offices(self, dice: Random) -> list[Event]:
        """What happens once and is no case of its own: an old ledger taken over, a key for a connected system."""
        events: list[Event] = []
        if not Case.objects.filter(source=paper.SOURCE).exists():
            at = self.hours.office(self.hours.today - dt.timedelta(days=9), dice) or self.hours.now
            events.append((at, lambda: paper.take_over(self.cast)))
        if not Token.objects.filter(unit=self.cast.other_bureau).exists():
            at = self.hours.office(self.hours.today - dt.timedelta(days=280), dice) or self.hours.now
            events.append((at, self.connect))
        return events

    def connect(self) -> None:
        """The key is shown to nobody: what the telephone system would send, the stories send."""
        Token.objects.issue(unit=self.cast.other_bureau, name="住建热线工单系统", by=self.cast.keeper)

    # --- who hears of it, and how ----------------------------------------------------------------

    def begin(self, happening: Happening, fate: Fate) -> Life:
        channel = happening.story.channel or self.channel_of(happening)
        place = self.cast.place(happening.place)
        receiver = None
        if channel == Channel.MACHINE:
            receiver = self.cast.other_bureau
        elif channel in (Channel.PHONE, Channel.VISIT) and place.lies_in(self.cast.township.code):
            receiver = self.cast.unit("shiqiao") if happening.dice("receiver").random() < 0.6 else None
        return Life(happening, fate, channel, self.clerk_of(channel, place, receiver), receiver)

    def channel_of(self, happening: Happening) -> str:
        dice = happening.dice("channel")
        if happening.story.matter.startswith(RAISED_BY_MACHINE) and dice.random() < 0.2:
            return Channel.MACHINE
        channel = dice.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        helped = happening.place.startswith(("上坪村", "东门社区"))  # where the village helper and the grid worker walk
        return Channel.WEB if channel == Channel.FIELD and not helped else channel

    def clerk_of(self, channel: str, place: Place, receiver: Unit | None) -> User | Voice:
        if channel == Channel.MACHINE:
            return Voice.MACHINE
        if channel not in WRITTEN_DOWN:
            return Voice.PETITIONER
        if channel == Channel.FIELD:
            return self.cast.village_worker if place.lies_in(self.cast.village.code) else self.cast.grid_worker
        return self.cast.township_intake if receiver else self.cast.intake

    def officer_of(self, unit: Unit) -> User:
        """Who does the work there: its handler, else whoever takes in, else its head."""
        lines = {name: line for name, line in county()["officers"].items() if f"nx-{line[1]}" == unit.code}
        for role in ("handler", "intake", "head"):
            for name, line in lines.items():
                if line[2] == role:
                    return self.cast.officers[name]
        raise LookupError(f"Nobody works in {unit.code}.")

    # --- the steps -------------------------------------------------------------------------------

    def register(self, life: Life) -> None:
        story, dice = life.happening.story, life.happening.dice("person")
        now = timezone.now()
        took = {Channel.LETTER: 90, Channel.FAX: 60, Channel.RECEPTION: 45}.get(Channel(life.channel), 12)
        life.case, _fresh = Case.objects.register(
            by=life.clerk,
            words=life.happening.words,
            place=self.cast.place(life.happening.place),
            place_words=life.happening.told(story.spot),
            channel=life.channel,
            unit=life.receiver,
            received_at=now - dt.timedelta(minutes=dice.randint(3, took)) if life.channel in WRITTEN_DOWN else now,
            once=life.happening.once,
            **self.folk.behind(life.happening, life.channel),
        )
        if story.picture and life.happening.is_first:
            pictures.hang(story.picture, on=life.case, by=life.clerk)

    def sort(self, life: Life) -> None:
        case, story = taken(life), life.happening.story
        case.sort(
            by=self.sorter_of(case),
            kind=story.kind,
            matter=self.matters.get(story.matter),
            place=case.place,
            accused_unit=self.cast.unit(story.accused) if story.accused else None,
        )

    def sorter_of(self, case: Case) -> User:
        assert case.unit is not None
        return self.cast.intake if case.unit == self.cast.petition_office else self.officer_of(case.unit)

    def send_astray(self, life: Life) -> None:
        """To a unit that then says: not ours."""
        case = taken(life)
        case.forward(by=self.cast.intake, unit=self.cast.unit(life.happening.story.detour), why="按来信所提单位先行转送")

    def forward(self, life: Life) -> None:
        """Where the dispatch catalogue leads; a unit that received it and answers for it itself keeps it."""
        case, story = taken(life), life.happening.story
        if story.unit:
            unit, why = self.cast.unit(story.unit), ""
        else:
            best = dispatch.suggest(case.words, case.place, self.matters[story.matter])[0]
            unit, why = best.unit, best.why
        if unit == case.unit:
            return
        received = life.channel == Channel.RECEPTION
        case.forward(
            by=self.cast.township_intake if case.unit == self.cast.unit("shiqiao") else self.cast.intake,
            unit=unit,
            mode=Assignment.Mode.ASSIGN if received else Assignment.Mode.FORWARD,
            why=why,
            note="叶青松副县长接访时交办，请按期反馈办理情况。" if received else AFTER_DETOUR if story.detour else "",
        )

    def accept(self, life: Life) -> None:
        case = taken(life)
        assert case.unit is not None
        case.accept(by=self.officer_of(case.unit), next_step=NEXT_STEPS[life.happening.story.language])

    def answer(self, life: Life) -> None:
        self._answer(life, life.happening.story.answer)

    def answer_again(self, life: Life) -> None:
        self._answer(life, life.happening.story.second)

    def _answer(self, life: Life, words: str) -> None:
        case, told, story = taken(life), life.happening.told, life.happening.story
        assert case.handler is not None
        case.answer(by=case.handler, words=told(words), outcome=story.outcome, facts=told(story.facts), basis=told(story.basis))

    def rate(self, life: Life) -> None:
        stars = life.happening.dice("rating").choices([5, 4, 3], [48, 36, 16])[0]
        own = [told for words in life.happening.story.thanks if (told := life.happening.told(words))]
        self._rate(life, stars, own if stars > 3 else [])

    def rate_again(self, life: Life) -> None:
        own = [] if life.happening.story.language == "en" else people()["thanks_again"]
        self._rate(life, life.happening.dice("second rating").choice([4, 4, 5, 3]), own)

    def _rate(self, life: Life, stars: int, own: list[str]) -> None:
        dice = life.happening.dice(f"thanks for round {taken(life).round}")
        english = life.happening.story.language == "en"
        common = [*people()["thanks_en" if english else f"thanks_{stars}"], "", ""]  # many say nothing
        words = dice.choice(own) if own and dice.random() < 0.7 else dice.choice(common)
        taken(life).rate(by=Voice.PETITIONER, resolved=True, stars=stars, words=words)

    def complain(self, life: Life) -> None:
        stars = life.happening.dice("complaint").choice([1, 2, 2, 3])
        words = life.happening.told(life.happening.story.again)
        taken(life).rate(by=Voice.PETITIONER, resolved=False, stars=stars, words=words)


def taken(life: Life) -> Case:
    assert life.case is not None, f"{life.happening.key} is not registered yet"
    return life.case
