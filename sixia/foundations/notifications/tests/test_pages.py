import pytest
from django.conf import settings
from django.urls import reverse

from sixia.foundations.notifications.models import Notice
from sixia.foundations.notifications.notifying import notify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(phone, client, officer, said, live_server):
    """A phone where the officer is signed in and has something to read."""
    notify("tests.moved", to=officer, **said)
    client.force_login(officer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    phone.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return phone


def test_the_notices_are_for_everyone_and_fit_a_phone(desk, axe):
    desk.goto(reverse("notices:inbox"))

    assert axe(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_reading_one_on_a_phone(desk, officer):
    desk.goto(reverse("notices:inbox"))
    desk.get_by_role("link", name="Case 2026 1123 0042 177 moved").click()
    desk.wait_for_load_state()

    assert Notice.objects.inbox(officer).unread().count() == 0
