"""Timers of this room: reminders to those who booked, and a word to the office where an announced leader has left."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .reminding import remind as remind_all
from .reminding import warn


@app.periodic(cron="5 8 * * *")
@app.task(name="sixia.reception.remind", lock="sixia.reception.remind")
def remind(timestamp: int) -> None:
    """Every morning."""
    remind_all()
    warn()
