from __future__ import annotations

from procrastinate.contrib.django import app

from . import clocks
from .models import Clock, forget


@app.task(name=clocks.RECOUNT, lock=clocks.RECOUNT)
def recount(year: int) -> None:
    forget()
    clocks.recount(Clock.objects.touching(year))


@app.periodic(cron="20 3 * * *")
@app.task(name="sixia.deadlines.settle", lock=clocks.RECOUNT)
def settle(timestamp: int) -> None:
    """Every night: clocks started on a calendar that another worker already knew better."""
    forget()
    clocks.recount(Clock.objects.provisional())
