import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sixia.foundations.accounts.models import Session, User
from sixia.foundations.accounts.tasks import forget_ended_sessions

pytestmark = pytest.mark.django_db


def who(client):
    """Who the server takes this browser's reader for."""
    answer = client.get(reverse("accounts:mine"))
    return answer.wsgi_request.user.get_username()


def test_a_session_and_whose_it_is_are_read_at_once(someone):
    who(someone)

    with CaptureQueriesContext(connection) as asked:
        assert who(someone) == "lin"

    tables = ("accounts_session", "accounts_user")
    assert len([query for query in asked if any(f'FROM "{table}"' in query["sql"] for table in tables)]) == 1


def test_a_session_no_longer_open_is_nobodys(someone):
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))

    assert who(someone) == ""


def test_one_who_has_left_is_not_let_in_by_an_open_session(someone, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)

    assert who(someone) == ""


def test_what_the_session_itself_says_counts(someone):
    other = User.objects.create_user("gu", "gu@office.example", name="顾晓梅")
    Session.objects.update(user=other)

    assert who(someone) == "lin"


def test_signed_in_as_another_one_is_the_other(someone, officer):
    other = User.objects.create_user("gu", "gu@office.example", name="顾晓梅")

    someone.force_login(other, backend="sixia.foundations.accounts.signing_in.Backend")

    assert who(someone) == "gu"


def test_a_browser_without_an_officer_has_a_session_too(client):
    store = client.session
    store["language"] = "en"
    store.save()
    client.cookies["sessionid"] = store.session_key

    assert who(client) == ""
    assert (Session.objects.get().user, client.session["language"]) == (None, "en")


def test_what_has_ended_is_forgotten_at_night(someone, officer):
    ended = Session(session_key="ended", session_data="", user=officer, expire_date=timezone.now() - dt.timedelta(minutes=1))
    ended.save()

    forget_ended_sessions(0)

    assert who(someone) == "lin" and not Session.objects.filter(session_key="ended").exists()
