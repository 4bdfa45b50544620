import pytest
from django.test import Client

from sixia.field.visits import feeds
from sixia.field.visits.models import Feed

from .conftest import plan

pytestmark = pytest.mark.django_db


def test_one_s_own_calendar_reads_one_s_visits(cast, client, case):
    visit = plan(cast, cases=[case], purpose="看桥；听群众说, 一件一件来")
    plan(cast, user=cast.head, by=cast.head, purpose="别人的下访")

    response = client.get(Feed.objects.of(cast.leader).url)

    assert response["Content-Type"].startswith("text/calendar")
    assert visit.url in response.text.replace("\r\n ", "")
    assert "看桥；听群众说\\, 一件一件来" in response.text
    assert "别人的下访" not in response.text and case.title not in response.text


def test_a_renewed_address_shuts_the_old_one(cast, client, officer):
    old = Feed.objects.of(cast.leader).url

    officer("leader").post("/visits/calendar/renew/")

    assert client.get(old).status_code == 404
    assert client.get(Feed.objects.of(cast.leader).url).status_code == 200


def test_an_address_made_up_or_of_someone_gone_opens_nothing(cast):
    url = Feed.objects.of(cast.leader).url
    cast.leader.is_active = False
    cast.leader.save()

    assert Client().get(url).status_code == 404
    assert Client().get(url.replace(".ics", "x.ics")).status_code == 404


def test_a_long_line_is_folded_between_characters(cast):
    text = feeds.calendar_of([plan(cast, purpose="走" * 200)], address="http://x.example")

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "走" * 200 in text.replace("\r\n ", "")
