"""Clocks on things (计时): the mixin for whatever must be done in time, and the recount when a calendar changes.

A verb of the owning room starts and ends clocks and tells it in the trail itself; only a recount, which nobody asked
for by hand, is told here, on the clock. Rooms above that keep a copy of a due date register to hear of it (`on_recount`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from procrastinate.contrib.django import app

from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.trail.models import Voice

from .counting import ZONE
from .models import CalendarYear, Clock, ClockQuerySet, Rule, TooLong

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User

__all__ = ["Clock", "Clocked", "TooLong", "follow", "hang", "on_recount", "recount"]

CHUNK = 500
RECOUNT = "sixia.deadlines.recount"

Heard = Callable[[Clock], None]
_heard: dict[str, list[Heard]] = defaultdict(list)


RUNNING = Statement(
    lambda: (
        Clock.objects.running()
        .filter(thing=blank("thing"), thing_id=blank("thing_id"))
        .select_related("rule")
        .order_by("internal_due", "id")
    )
)


class Clocked(models.Model):
    """Mixin of every thing on which limits run."""

    _running: list[Clock] | None = None

    class Meta:
        abstract = True

    @property
    def clocks(self) -> ClockQuerySet:
        return Clock.objects.about(self._meta.label_lower, [self.pk]).select_related("rule").order_by("internal_due", "id")

    def running(self) -> list[Clock]:
        """The limits that press now, the nearest first; no query after `hang`."""
        if self._running is None:
            self._running = RUNNING.all(thing=self._meta.label_lower, thing_id=self.pk)
        return self._running

    def running_clock(self, code: str) -> Clock | None:
        return next((clock for clock in self.running() if clock.rule.code == code), None)

    def pressing_clock(self) -> Clock | None:
        """The nearest limit on a duty of ours; a right of the petitioner presses nobody."""
        return next((clock for clock in self.running() if not clock.rule.for_citizen), None)

    def prepare_clock(self, code: str, *, at: datetime, place_code: str = "") -> Clock:
        """A clock with its dates, not saved yet; no query once rules and calendar are in memory."""
        rule = Rule.objects.in_force(code, at.astimezone(ZONE).date())
        clock = Clock(thing=self._meta.label_lower, thing_id=self.pk, place_code=place_code, rule=rule, started_at=at)
        clock.set_dates()
        return clock

    def start_clock(self, code: str, *, at: datetime, place_code: str = "") -> Clock:
        """One INSERT and nothing else."""
        clock = self.prepare_clock(code, at=at, place_code=place_code)
        clock.save(force_insert=True)
        self._running = None
        return clock

    @transaction.atomic
    def extend_clock(self, code: str, *, extended_by: int) -> Clock:
        """Raises `TooLong` beyond what the rule allows and `Clock.DoesNotExist` when none is running."""
        clock = self._locked().get(rule__code=code)
        clock.extend(extended_by=extended_by)
        self._running = None
        return clock

    @transaction.atomic
    def end_clock(self, code: str, *, at: datetime, met: bool | None = None) -> Clock | None:
        """Nothing happens when none is running."""
        clock = self._locked().filter(rule__code=code).first()
        if clock:
            clock.end(at=at, met=met)
        self._running = None
        return clock

    @transaction.atomic
    def end_duties(self, *, at: datetime, met: bool | None = None) -> list[Clock]:
        """End every limit on a duty of ours; the petitioner's rights run on."""
        duties = list(self._locked().filter(rule__for_citizen=False))
        for clock in duties:
            clock.end(at=at, met=met)
        self._running = None
        return duties

    def _locked(self) -> ClockQuerySet:
        return self.clocks.running().select_for_update(of=("self",))


def hang(things: Iterable[Clocked]) -> None:
    """Read the running clocks of a whole list in one query."""
    by_id = {thing.pk: thing for thing in things}
    if not by_id:
        return
    for thing in by_id.values():
        thing._running = []
    label = next(iter(by_id.values()))._meta.label_lower
    for clock in Clock.objects.about(label, by_id).running().select_related("rule").order_by("internal_due", "id"):
        by_id[clock.thing_id].running().append(clock)


def on_recount(label: str, hear: Heard) -> None:
    """Call `hear(clock)` in the same transaction whenever a clock on a thing of this label (“cases.case”) was recounted."""
    if hear not in _heard[label]:
        _heard[label].append(hear)


def follow(year: CalendarYear) -> None:
    """Have the queue recount the clocks a changed year touches, if there are any."""
    if Clock.objects.running().touching(year.year).exists():
        app.configure_task(RECOUNT).defer(year=year.year)


def recount(clocks: ClockQuerySet, *, by: User | Voice = Voice.SYSTEM) -> int:
    """Recount running clocks chunk by chunk, so that it can be stopped and begun again; how many changed."""
    changed, after = 0, 0
    while chunk := list(clocks.running().filter(id__gt=after).order_by("id").values_list("id", flat=True)[:CHUNK]):
        changed += _recount_chunk(chunk, by=by)
        after = chunk[-1]
    return changed


@transaction.atomic
def _recount_chunk(ids: list[int], *, by: User | Voice) -> int:
    changed = 0
    locked = Clock.objects.running().filter(id__in=ids).select_related("rule").select_for_update(of=("self",)).order_by("id")
    for clock in locked:
        if clock.recount(by=by):
            changed += 1
            for hear in _heard[clock.thing]:
                hear(clock)
    return changed
