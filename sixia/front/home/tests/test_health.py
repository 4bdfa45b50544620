import json

import psycopg
import pytest
from django.db import connection

import sixia
from sixia.front.home import health


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(health, "_kept", (float("-inf"), {}))


@pytest.fixture
def a_worker_lives(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values")


@pytest.mark.django_db(transaction=True)
def test_it_is_well_when_database_tables_and_worker_are(client, a_worker_lives):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert json.loads(answer.content) == {
        "status": "ok",
        "version": sixia.__version__,
        "database": "ok",
        "queue": "ok, 0 waiting",
        "migrations": "ok",
    }


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_it_still_serves_and_says_so(client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["queue"].startswith("no worker")


@pytest.mark.django_db(transaction=True)
def test_tables_older_than_the_program_count_as_down(client, monkeypatch):
    monkeypatch.setattr(health, "newest_migrations", lambda: frozenset({("cases", "9999_from_tomorrow")}))

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["migrations"] == "missing: cases.9999_from_tomorrow"


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_not_raised(client, monkeypatch):
    def away(**_):
        raise psycopg.OperationalError("no such file or directory")

    monkeypatch.setattr(psycopg, "connect", away)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"


@pytest.mark.django_db
def test_asking_often_asks_the_database_once_a_second(monkeypatch):
    looks = []
    monkeypatch.setattr(health, "look", lambda: looks.append(1) or {"status": "ok"})

    answers = [health.health() for _ in range(50)]

    assert answers == [{"status": "ok"}] * 50
    assert len(looks) == 1
