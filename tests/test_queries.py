"""What a page asks of the database: twelve statements at most, whoever opens it, once its words and calendars are read."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import doors

pytestmark = pytest.mark.once

MOST = 12


def test_no_page_takes_more_than_twelve_statements(cast):
    world = doors.build(cast)
    pages = [way for way in world.ways() if way.method == "GET" and way.door in ("public", "petitioner", "staff")]

    found = {(name, page.said): statements(world.clients[name], page.path) for page in pages for name in doors.CHARACTERS}

    assert sum(n > 0 for n in found.values()) > 300  # they did come in
    assert {f"{name} at {said}": n for (name, said), n in found.items() if n > MOST} == {}


def statements(client, path):
    """How many it takes when opened again; none where one does not come in. What the opening changed is undone."""
    with transaction.atomic():
        came_in = client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
        transaction.set_rollback(True)
    return len(caught) if came_in else 0
