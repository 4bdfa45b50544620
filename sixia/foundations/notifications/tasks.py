"""Jobs of this room, and the one that looks after the queue for all rooms: `rescue`."""

from typing import Final

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from .models import SEND, Notice

TRIES_AGAIN: Final = 6
RETRY: Final = RetryStrategy(max_attempts=TRIES_AGAIN, exponential_wait=5)  # after 5 s, 25 s, 2 min, 10 min, 52 min, 4 h
SILENT: Final = 30  # seconds without a heartbeat, which a worker gives every 10: it is dead
MOST_RESCUES: Final = 5


@app.task(name=SEND, retry=RETRY, pass_context=True)
def send(context: JobContext, *, notice: int) -> None:
    if waiting := Notice.objects.filter(pk=notice).first():
        waiting.send(last=context.job.attempts >= TRIES_AGAIN)


@app.periodic(cron="* * * * *")
@app.task(name="sixia.notifications.rescue", queueing_lock="sixia.notifications.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Every minute: jobs whose worker was killed in the middle run again (so every job must be harmless when repeated).

    A job that keeps killing its worker is failed in the end, and stays in the queue's table for the keeper to see.
    """
    queue = context.app.job_manager
    for job in await queue.get_stalled_jobs(seconds_since_heartbeat=SILENT):
        if job.attempts >= MOST_RESCUES + TRIES_AGAIN:
            await queue.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await queue.retry_job(job)
