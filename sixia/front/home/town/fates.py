"""What becomes of each case: how far it comes, how long each step takes, and how long ago the last one was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from sixia.spine.cases.workflow import Kind

from .hours import Hours
from .stories import Happening

Days = tuple[int, int]  # at least, at most

THEIRS = {"register", "rate", "complain", "rate_again"}  # steps of the petitioner, taken at any hour
LASTS: dict[str, Days] = {
    "sort": (0, 2),
    "send_astray": (0, 0),
    "forward": (0, 0),
    "accept": (1, 7),
    "answer": (4, 38),
    "rate": (1, 9),
    "complain": (1, 6),
    "answer_again": (4, 14),
    "rate_again": (1, 6),
}
SORTED = ("register", "sort")
FORWARDED = (*SORTED, "forward")
ACCEPTED = (*FORWARDED, "accept")
ANSWERED = (*ACCEPTED, "answer")
SETTLED = (*ANSWERED, "rate")
REOPENED = (*ANSWERED, "complain")
SLOW = {"answer": (62, 74)}
SEALED_FOR = 4  # days: no accusation lies about unsorted, and so unsealed
LATE_TO_ACCEPT = {"accept": (17, 19)}


@dataclass(frozen=True)
class Fate:
    """How far, how many cases, and how many days ago the last step was."""

    name: str
    steps: tuple[str, ...]
    n: int
    since: Days
    lasts: dict[str, Days] = field(default_factory=dict)

    @property
    def is_late(self) -> bool:
        return self.name.startswith("late")

    def suits(self, happening: Happening) -> bool:
        story = happening.story
        if happening.is_first and story.fate:
            return story.fate == self.name
        if "complain" in self.steps and not happening.told(story.second):
            return False
        if story.kind == Kind.ACCUSATION:
            return "forward" in self.steps and not self.is_late
        return not (self.is_late and story.kind == Kind.SUGGESTION and "accept" in self.steps)


# Those that suit few cases choose first; the last takes all that remain.
FATES = (
    Fate("late_reopened", REOPENED, 2, (26, 33)),
    Fate("reopened", REOPENED, 9, (0, 13)),
    Fate("answered_again", (*REOPENED, "answer_again"), 5, (0, 28)),
    Fate("settled_again", (*REOPENED, "answer_again", "rate_again"), 12, (1, 150)),
    Fate("late_registered", ("register",), 2, (17, 20)),
    Fate("late_forwarded", FORWARDED, 3, (17, 21)),
    Fate("late_accepted", ACCEPTED, 4, (63, 72)),
    Fate("late_answered", ANSWERED, 4, (12, 90), SLOW),
    Fate("late_settled", SETTLED, 5, (8, 120), SLOW | LATE_TO_ACCEPT),
    Fate("registered", ("register",), 14, (0, 3)),
    Fate("sorted", SORTED, 4, (0, 4)),
    Fate("forwarded", FORWARDED, 22, (0, 9)),
    Fate("accepted", ACCEPTED, 48, (0, 44)),
    Fate("answered", ANSWERED, 52, (0, 190)),
    Fate("settled", SETTLED, 10_000, (0, 215)),
)


def fated(happenings: list[Happening]) -> list[tuple[Happening, Fate]]:
    """Each case with its fate, the same every time."""
    waiting = list(happenings)
    Random("宁溪").shuffle(waiting)
    waiting.sort(key=lambda it: not (it.is_first and it.story.fate))
    met = []
    for fate in FATES:
        chosen = [it for it in waiting if fate.suits(it)][: fate.n]
        met += [(it, fate) for it in chosen]
        waiting = [it for it in waiting if it not in chosen]
    return met


def timeline(happening: Happening, fate: Fate, hours: Hours, *, officer_registers: bool) -> list[tuple[str, dt.datetime]]:
    """The steps with their moments, as far as now."""
    dice = happening.dice("time")
    steps = _steps(happening, fate)
    lasts = [dice.randint(*({**LASTS, **fate.lasts}[step])) for step in steps[1:]]
    since = dice.randint(*fate.since)
    if happening.story.kind == Kind.ACCUSATION:
        since = max(since, SEALED_FOR)
    on = hours.today - dt.timedelta(days=since + sum(lasts))
    taken: list[tuple[str, dt.datetime]] = []
    for step, days in zip(steps, [0, *lasts], strict=True):
        on += dt.timedelta(days=days)
        at_their_hour = step in THEIRS and not (step == "register" and officer_registers)
        when = hours.anytime if at_their_hour else hours.office
        at = when(on, dice, taken[-1][1] if taken else None)
        if at is None:
            break
        taken.append((step, at))
    return taken


def _steps(happening: Happening, fate: Fate) -> list[str]:
    steps = list(fate.steps)
    if happening.story.detour and "accept" in steps:
        steps.insert(steps.index("forward"), "send_astray")
    return steps
