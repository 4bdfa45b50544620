from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sixia.foundations.trail.models import Voice

from .models import Ledger


@app.task(name="sixia.ledgers.take_in", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def take_in(ledger: int) -> None:
    found = Ledger.objects.select_related("unit", "by").get(pk=ledger)
    found.take_in(by=found.by or Voice.SYSTEM)


@app.periodic(cron="*/2 * * * *")
@app.task(name="sixia.ledgers.resume", queueing_lock="sixia.ledgers.resume")
def resume(timestamp: int) -> None:
    for ledger in Ledger.objects.unmoved(timezone.now()):
        ledger.resume(by=Voice.SYSTEM)


@app.periodic(cron="40 3 * * *")
@app.task(name="sixia.ledgers.discard", queueing_lock="sixia.ledgers.discard")
def discard(timestamp: int) -> None:
    for ledger in Ledger.objects.left_behind(timezone.now()):
        ledger.discard(by=Voice.SYSTEM)
