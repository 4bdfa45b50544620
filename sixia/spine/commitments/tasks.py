"""Jobs of this room: load, call one verb."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .models import Commitment


@app.periodic(cron="40 7 * * *")
@app.task(name="sixia.commitments.remind", queueing_lock="sixia.commitments.remind")
def remind(timestamp: int) -> None:
    Commitment.objects.remind()


@app.periodic(cron="50 7 * * *")
@app.task(name="sixia.commitments.escalate", queueing_lock="sixia.commitments.escalate")
def escalate(timestamp: int) -> None:
    Commitment.objects.escalate()
