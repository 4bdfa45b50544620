"""Jobs of this room: load, call one verb."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .models import Summons


@app.periodic(cron="20 * * * *")
@app.task(name="sixia.onsite.remind", queueing_lock="sixia.onsite.remind")
def remind(timestamp: int) -> None:
    Summons.objects.remind()
