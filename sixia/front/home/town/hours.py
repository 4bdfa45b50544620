"""When things happen: officers in office hours of working days, people whenever they get to it, nothing in the future."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.utils import timezone

from sixia.foundations.deadlines.counting import DAY, ZONE, WorkingCalendar

OPENS, LUNCH, BACK, CLOSES = dt.time(8, 30), dt.time(12), dt.time(14, 30), dt.time(17, 50)
EARLY, LATE = dt.time(6, 50), dt.time(22, 20)


class Hours:
    """The moments of a story up to now."""

    def __init__(self, calendar: WorkingCalendar, now: dt.datetime) -> None:
        self.calendar = calendar
        self.now = timezone.localtime(now, ZONE)
        self.today = self.now.date()

    def office(self, on: dt.date, rng: Random, after: dt.datetime | None = None) -> dt.datetime | None:
        """In office hours on that day or the working day before it, and after what came before; None: still to come."""
        day = self._workday(on, -DAY)
        at = self._moment(day, rng)
        if after is not None and at <= after:
            at = after + dt.timedelta(minutes=rng.randint(4, 40))
            if not self.is_open(at):
                at = self._moment(self._workday(after.date() + DAY, DAY), rng)
        elif at > self.now:
            earlier = self._moment(self._workday(day - DAY, -DAY), rng)
            at = earlier if after is None or earlier > after else at
        return at if at <= self.now else None

    def anytime(self, on: dt.date, rng: Random, after: dt.datetime | None = None) -> dt.datetime | None:
        """From early morning to late evening, on any day."""
        at = _between(on, EARLY, LATE, rng)
        if after is not None and at <= after:
            at = after + dt.timedelta(minutes=rng.randint(30, 200))
        elif after is None and at > self.now:
            at = _between(on - DAY, EARLY, LATE, rng)
        return at if at <= self.now else None

    def is_open(self, at: dt.datetime) -> bool:
        time = at.astimezone(ZONE).time()
        return self.calendar.is_workday(at.astimezone(ZONE).date()) and (OPENS <= time <= LUNCH or BACK <= time <= CLOSES)

    def _workday(self, on: dt.date, step: dt.timedelta) -> dt.date:
        while not self.calendar.is_workday(on):
            on += step
        return on

    def _moment(self, on: dt.date, rng: Random) -> dt.datetime:
        return _between(on, OPENS, LUNCH, rng) if rng.random() < 0.55 else _between(on, BACK, CLOSES, rng)


def _between(on: dt.date, first: dt.time, last: dt.time, rng: Random) -> dt.datetime:
    start = dt.datetime.combine(on, first, ZONE)
    seconds = (dt.datetime.combine(on, last, ZONE) - start).total_seconds()
    return start + dt.timedelta(seconds=rng.randrange(int(seconds)))
