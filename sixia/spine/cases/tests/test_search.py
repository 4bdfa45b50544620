"""Finding cases by their words: page after page, whatever the server knows of how frequent a word is."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection

from sixia.foundations.common import words
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.arriving import Arrival
from sixia.spine.cases.models.finding import COUNTED, newest_since

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ALIKE = 7  # so many at the same moment, but for every fourth: a page ends among them


def hours_ago(number):
    return number if number % 4 == 0 else number // ALIKE * ALIKE


@pytest.fixture
def many(cast):
    """Sixty of the lamps, every third at the long embankment, and forty of something else."""
    said = ["上坪村的路灯坏了。", "长堤路灯又不亮了。", "路灯坏了三个月。"] * 20 + ["水渠堵了。"] * 40
    Case.objects.take_in(
        [
            Arrival(str(number), AT - dt.timedelta(hours=hours_ago(number)), "", words, cast.village, unit=cast.bureau)
            for number, words in enumerate(said)
        ],
        by=Voice.SYSTEM,
        source="旧台账",
    )


@pytest.fixture(params=["not counted yet", "counted", "many, and looked for among the newest"])
def counted(many, request, monkeypatch):
    if request.param != "not counted yet":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE cases_case")
    if request.param.startswith("many"):
        monkeypatch.setattr(words, "MANY", 10)
        monkeypatch.setattr(words, "_PAGES", 10)
    COUNTED.forget()
    assert ("'路灯'" in COUNTED.get().shares) == (request.param != "not counted yet")
    assert bool(newest_since("路灯")) == request.param.startswith("many")


def pages(client, query):
    address = f"/cases/?box=all&q={query}"
    page = client.get(address).context["page"]
    while True:
        yield page
        if not page.after:
            return
        page = client.get(f"{address}&after={page.after}").context["page"]


@pytest.mark.parametrize(
    ("query", "count"),
    [("路灯", 60), ("路灯坏", 40), ("坏 路灯", 40), ("长堤路灯", 20), ("灯", 60), ("水渠 路灯", 0), ("钟楼", 0)],
)
def test_every_case_with_the_words_is_on_one_page_and_only_once(cast, client, counted, query, count):
    client.force_login(cast.handler, backend=settings.AUTHENTICATION_BACKENDS[-1])

    found = [row for page in pages(client, query) for row in page.rows]

    assert len({row.id for row in found}) == len(found) == count
    assert [(row.received_at, row.id) for row in found] == sorted(((row.received_at, row.id) for row in found), reverse=True)


def test_how_frequent_words_are_is_asked_once_and_then_known(cast, counted, django_assert_num_queries):
    COUNTED.forget()

    with django_assert_num_queries(2):
        Case.objects.searched("路灯"), Case.objects.searched("水渠")
