import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse

from sixia.foundations.common.rails import rail_groups
from sixia.foundations.notifications.models import Notice
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post, Role, Tenure, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(officer, said):
    return notify("tests.moved", to=officer, link="/desk/", **said)


@pytest.fixture
def given_up(petitioner, said):
    made = notify("tests.moved", to=petitioner, **said)
    Notice.objects.filter(pk=made.pk).update(state="given_up", attempts=7, failure="mail server answered 451")
    return made


@pytest.fixture
def appoint():
    place = Place.objects.create(code="990101", name="宁溪县")
    unit = Unit.objects.create(code="office", name="信访局", kind=Unit.Kind.PETITION, place=place)

    def to(user, role):
        post = Post.objects.create(unit=unit, title=role, role=role)
        Tenure.objects.create(post=post, user=user, starts_on=dt.date(2026, 1, 1))
        return user

    return to


def unread(user):
    return Notice.objects.inbox(user).unread().count()


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "通知"), ("en", "Notices")])
def test_my_notices_are_shown_in_my_language(client, officer, notice, language, words):
    client.force_login(officer)
    client.cookies["django_language"] = language

    page = client.get(reverse("notices:inbox")).content.decode()

    assert f"<h1>{words}</h1>" in page
    assert "Case 2026 1123 0042 177 moved" in page


def test_what_was_said_to_a_colleague_is_not_mine(client, colleague, notice):
    client.force_login(colleague)

    assert b"2026 1123 0042 177" not in client.get(reverse("notices:inbox")).content
    assert client.get(reverse("notices:read", args=[notice.key])).status_code == 404


def test_opening_one_marks_it_read_and_leads_on(client, officer, notice):
    client.force_login(officer)

    response = client.get(reverse("notices:read", args=[notice.key]))

    assert response.url == "/desk/"
    assert unread(officer) == 0


def test_a_link_never_leads_out_of_the_house(client, officer, said):
    notice = notify("tests.moved", to=officer, link="https://elsewhere.example/", **said)
    client.force_login(officer)

    assert client.get(reverse("notices:read", args=[notice.key])).url == reverse("notices:inbox")


def test_all_are_marked_read_at_once(client, officer, colleague, notice, said):
    notify("tests.moved", to=colleague, **said)
    client.force_login(officer)

    client.post(reverse("notices:read_all"))

    assert (unread(officer), unread(colleague)) == (0, 1)


def test_the_rail_counts_what_is_unread(rf, officer, notice):
    request = rf.get("/desk/")
    request.user = officer

    items = [item for _group, items in rail_groups(request, here="/desk/", counted=True) for item in items]

    assert [item.count for item in items if item.url == reverse("notices:inbox")] == [1]


def test_a_page_of_notices_costs_the_same_however_many_there_are(client, officer, said, django_assert_max_num_queries):
    for _notice in range(40):
        notify("tests.moved", to=officer, **said)
    client.force_login(officer)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("notices:inbox"))

    assert page.content.count(b"Case 2026") == 25


def test_only_the_keeper_and_the_supervisor_see_what_did_not_arrive(client, officer, colleague, given_up, appoint):
    client.force_login(colleague)
    assert client.get(reverse("notices:given_up")).status_code == 403

    client.force_login(appoint(officer, Role.SUPERVISOR))
    page = client.get(reverse("notices:given_up")).content.decode()

    assert "mail server answered 451" in page


def test_what_did_not_arrive_is_listed_without_the_matter_or_the_address(client, officer, given_up, appoint):
    client.force_login(appoint(officer, Role.KEEPER))

    page = client.get(reverse("notices:given_up")).content.decode()

    assert "Case … moved" in page
    assert "2026 1123 0042 177" not in page
    assert "chen@people.example" not in page and "陈秀兰" not in page


def test_the_keeper_sends_it_again(client, officer, given_up, appoint, queue):
    client.force_login(appoint(officer, Role.KEEPER))

    client.post(reverse("notices:resend", args=[given_up.key]))
    queue.work()

    assert Notice.objects.get(pk=given_up.pk).state == "sent"


def test_the_supervisor_only_looks(client, officer, given_up, appoint):
    client.force_login(appoint(officer, Role.SUPERVISOR))

    assert client.post(reverse("notices:resend", args=[given_up.key])).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("notices:inbox")).url.startswith(reverse("account_login"))


def test_the_command_lists_what_did_not_arrive_and_sends_it_again(given_up, capsys, queue):
    call_command("notices", "--given-up")
    assert str(given_up.key) in capsys.readouterr().out

    call_command("resend", str(given_up.key))
    queue.work()

    assert Notice.objects.get(pk=given_up.pk).state == "sent"
