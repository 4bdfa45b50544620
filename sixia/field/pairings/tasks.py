import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from .models import CoverageTally

LOCK = "sixia.pairings.gather"


@app.periodic(cron="41 * * * *")
@app.task(name=LOCK, queueing_lock=LOCK)
def gather(timestamp: int) -> None:
    """Every hour: what was raised since yesterday, whatever hour the worker missed."""
    CoverageTally.objects.gather(since=timezone.now() - dt.timedelta(days=1))


@app.periodic(cron="50 2 * * *")
@app.task(name="sixia.pairings.gather_all", queueing_lock="sixia.pairings.gather_all")
def gather_all(timestamp: int) -> None:
    """Every night: everything, so that a worker that was away for a week leaves no village silent."""
    CoverageTally.objects.gather()
