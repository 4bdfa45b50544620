"""The path of a case as a line: what is behind it, where it is, what is still to come, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from sixia.foundations.deadlines.wording import due_words

from .models import Assignment, Case, Reply
from .workflow import Status


@dataclass(frozen=True)
class Step:
    """One step; `state` is done, now or next."""

    label: str
    state: str
    on: dt.datetime | None = None
    due: str = ""
    link: str = ""


REACHED = {
    Status.REGISTERED: 1,
    Status.FORWARDED: 2,
    Status.ACCEPTED: 3,
    Status.REOPENED: 3,
    Status.ANSWERED: 4,
    Status.SETTLED: 5,
}  # how many of the five steps lie behind a case of this status


def steps_of(case: Case, replies: Sequence[Reply], handed: Assignment | None) -> list[Step]:
    """Registered, passed on, accepted, answered, the petitioner's word. `replies` with ratings; `handed`: the last assignment."""
    rating = getattr(replies[-1], "rating", None) if replies else None
    taken_over = bool(case.source)  # its first days are those of the other register, which does not say when it was passed on
    dates = [
        case.received_at if taken_over else case.registered_at,
        handed.at if handed and not (taken_over and handed.at <= case.registered_at) else None,
        handed.accepted_at if handed else None,
        case.answered_at if case.status in (Status.ANSWERED, Status.SETTLED) else None,
        rating.at if rating and rating.resolved else None,
    ]
    labels = [
        pgettext("step", "Registered"),
        pgettext("step", "Passed on"),
        pgettext("step", "Accepted"),
        pgettext("step", "Answered"),
        pgettext("step", "Rated"),
    ]
    reached = REACHED[Status(case.status)]
    clock = case.pressing_clock() if case.is_open else None
    return [
        Step(
            label=label,
            state="done" if position < reached else "now" if position == reached else "next",
            on=on if position < reached else None,
            due=due_words(clock) if clock and position == reached else "",
            link=clock.reckoning_url if clock and position == reached else "",
        )
        for position, (label, on) in enumerate(zip(labels, dates, strict=True))
    ]
