from procrastinate.contrib.django import app

from .sessions import SessionStore


@app.periodic(cron="41 3 * * *")
@app.task(name="sixia.accounts.forget_ended_sessions", queueing_lock="sixia.accounts.forget_ended_sessions")
def forget_ended_sessions(timestamp: int) -> None:
    """What an ended session held is nobody's to keep."""
    SessionStore.clear_expired()
