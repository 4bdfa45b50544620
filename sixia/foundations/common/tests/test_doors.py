import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import View

from sixia.foundations.common.doors import MOST_RECEIPTS, RECEIPTS, machine, petitioner, public, staff

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sixia.foundations.common.tests.urls_for_tests")]

NUMBER = "202611230042177"


@pytest.fixture(autouse=True)
def doors_of_this_test(settings):
    settings.LOGIN_URL = "/sign-in/"
    settings.PETITIONER_DOOR = "/follow/"


@pytest.fixture
def officer():
    return get_user_model().objects.create_user("officer", "officer@example.org", "x", name="Officer")


def test_anyone_passes_the_public_door(client):
    assert client.get("/square/").content == b"square"


def test_a_visitor_at_the_staff_door_is_asked_to_sign_in_and_comes_back(client):
    answer = client.get("/office/?box=mine")

    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/office/%3Fbox%3Dmine"


def test_an_officer_passes_the_staff_door_and_nothing_stays_in_the_browser(client, officer):
    client.force_login(officer)

    answer = client.get("/office/")

    assert answer.content == b"office"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_an_officer_who_was_switched_off_is_a_visitor(client, officer):
    client.force_login(officer)
    officer.is_active = False
    officer.save()

    assert client.get("/office/").status_code == 302


def test_a_fragment_behind_the_staff_door_moves_the_whole_page_to_the_sign_in(client):
    answer = client.get("/office/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?box=due"})

    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/sign-in/?next=/desk/%3Fbox%3Ddue"


def test_the_door_stands_before_what_is_behind_it(client):
    assert client.get("/stamp/").status_code == 302


def test_without_the_receipt_its_door_asks_for_the_secret_and_says_nothing_else(client):
    answer = client.get(f"/receipt/{NUMBER}/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/follow/?number={NUMBER}"


def test_an_officer_without_the_receipt_does_not_pass_either(client, officer):
    client.force_login(officer)

    assert client.get(f"/receipt/{NUMBER}/").status_code == 302


def test_the_receipt_opens_its_own_door_and_no_other(client):
    client.get(f"/receipt/{NUMBER}/open/")

    assert client.get(f"/receipt/{NUMBER}/").content == f"receipt {NUMBER}".encode()
    assert "no-store" in client.get(f"/receipt/{NUMBER}/")["Cache-Control"]
    assert client.get("/receipt/202611239042173/").status_code == 302


def test_a_browser_remembers_the_latest_receipts_each_once(client):
    for number in [NUMBER, *range(MOST_RECEIPTS), MOST_RECEIPTS - 1]:
        client.get(f"/receipt/{number}/open/")

    assert client.get("/receipt/0/").status_code == 200
    assert client.get(f"/receipt/{MOST_RECEIPTS - 1}/").status_code == 200
    assert client.get(f"/receipt/{NUMBER}/").status_code == 302


def test_a_receipt_cannot_be_written_by_hand(client):
    client.cookies[RECEIPTS] = f"{NUMBER}:forged"

    assert client.get(f"/receipt/{NUMBER}/").status_code == 302


@pytest.mark.parametrize("door", [public, petitioner, staff, machine])
def test_a_door_marks_the_view_and_keeps_what_it_is(door):
    def view(request):
        """What it is for."""

    view.csrf_exempt = True

    guarded = door(view)

    assert guarded.door == door.__name__
    assert (guarded.__name__, guarded.__doc__, guarded.csrf_exempt) == ("view", "What it is for.", True)


@pytest.mark.parametrize("second", [public, petitioner, staff, machine])
def test_a_view_has_one_door_only(second):
    with pytest.raises(TypeError, match="exactly one"):
        second(public(lambda request: HttpResponse("")))


def test_a_view_of_django_is_wrapped_and_not_marked_itself():
    def theirs(request):
        return HttpResponse("")

    public(theirs)

    assert not hasattr(theirs, "door")


def test_a_class_carries_its_door_on_dispatch():
    @method_decorator(staff, name="dispatch")
    class Office(View):
        pass

    assert Office.as_view().door == "staff"


def test_the_machine_door_hands_everything_on():
    @machine
    def operation(request, number: str, *, deep: bool = False):
        return number, deep

    assert operation(None, "1", deep=True) == ("1", True)
