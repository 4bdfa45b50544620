"""The queue in tests: jobs are rows in the test's own transaction, and a real worker runs them in the test's own thread.

`queue.waiting()` names the jobs that wait, `queue.work()` runs those that are due until none is. A job that failed and waits for
its next try is due later: `queue.hurry()` makes it due now. Periodic jobs come only when a test defers them.
"""

import json

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection
from procrastinate import utils
from procrastinate.contrib.django import app, db_cleanup
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob


class Queue:
    def waiting(self):
        return list(ProcrastinateJob.objects.filter(status="todo").order_by("id").values_list("task_name", flat=True))

    def failed(self):
        return list(ProcrastinateJob.objects.filter(status="failed").order_by("id").values_list("task_name", flat=True))

    def work(self):
        options = {"wait": False, "concurrency": 1, "listen_notify": False, "install_signal_handlers": False}
        async_to_sync(app.run_worker_async)(**options)

    def hurry(self):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


@pytest.fixture
def queue(db, monkeypatch):
    async def here(func, *args, **kwargs):
        return await sync_to_async(func, thread_sensitive=True)(*args, **kwargs)

    def fetched(self, cursor):
        """Django leaves jsonb as text where the worker's own connection reads it."""
        for row in dictfetch(self, cursor):
            yield {key: json.loads(value) if key == "args" and isinstance(value, str) else value for key, value in row.items()}

    dictfetch = DjangoConnector._dictfetch
    monkeypatch.setattr(DjangoConnector, "_dictfetch", fetched)
    monkeypatch.setattr(utils, "sync_to_async", here)
    monkeypatch.setattr(db_cleanup, "close_old_connections", lambda: None)  # it would close the test's transaction
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    return Queue()
