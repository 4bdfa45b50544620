import contextlib
import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from psycopg.conninfo import make_conninfo

from sixia.foundations.notifications.models import SEND, Notice
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.notifications.tasks import MOST_RESCUES, TRIES_AGAIN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(tmp_path):
    started = []
    place = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in {"dbname", "user", "password", "host", "port"}
    }
    environment = {**os.environ, "DATABASE_URL": make_conninfo(**place), "DJANGO_SETTINGS_MODULE": "config.settings"}

    def start(*how):
        command = [sys.executable, "-m", "sixia.foundations.notifications.tests.dying_worker", str(tmp_path), *how]
        started.append(subprocess.Popen(command, cwd=settings.ROOT, env=environment, stderr=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def letter(officer, said, queue):
    notify("tests.moved", to=officer, **said)
    return Notice.objects.get(channel="email")


def until(true):
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def silence_the_dead():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")


def rescue():
    with contextlib.suppress(AlreadyEnqueued):  # the worker's own clock may have struck
        app.configure_task("sixia.notifications.rescue").defer(timestamp=0)


def test_a_job_whose_worker_was_killed_is_run_again(letter, worker, tmp_path):
    dying = worker("hang")
    until(lambda: ProcrastinateJob.objects.filter(status="doing", task_name=SEND).exists())
    until(sending)
    dying.kill()
    dying.wait()
    assert Notice.objects.get(pk=letter.pk).state == "waiting"

    silence_the_dead()
    rescue()
    living = worker()
    assert living.wait(60) == 0, living.stderr.read().decode()[-3000:]

    assert Notice.objects.get(pk=letter.pk).state == "sent"
    assert len(list(tmp_path.iterdir())) == 1
    assert not ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exists()


def sending():
    """The dying worker holds the notice's row: it is in the middle of sending."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
        )
        return cursor.fetchone()[0] == 1


def test_a_job_of_a_living_worker_is_left_alone(letter, worker):
    at_work = worker("hang")
    until(lambda: ProcrastinateJob.objects.filter(status="doing", task_name=SEND).exists())

    rescue()
    assert worker().wait(60) == 0

    assert ProcrastinateJob.objects.get(task_name=SEND).status == "doing"
    assert at_work.poll() is None


def test_a_job_that_kills_every_worker_is_failed_in_the_end(letter, worker):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE task_name = %s",
            [MOST_RESCUES + TRIES_AGAIN, SEND],
        )

    rescue()
    assert worker().wait(60) == 0

    assert ProcrastinateJob.objects.get(task_name=SEND).status == "failed"
