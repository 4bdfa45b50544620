import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from sixia.foundations.accounts.models import SignIn, User
from sixia.foundations.accounts.tests.conftest import HOUSE_HASHERS, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["lin", "LIN", "lin@office.example", " Lin@Office.example "])
def test_an_officer_signs_in_by_name_or_e_mail(client, sign_in, officer, name):
    response = sign_in(client, name)

    assert response.url == reverse("home:desk")
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_a_password_is_kept_as_argon2(settings, officer):
    settings.PASSWORD_HASHERS = HOUSE_HASHERS
    officer.set_password(PASSWORD)

    assert officer.password.startswith("argon2$")


def test_signing_in_changes_the_session_key(client, sign_in):
    client.get(reverse("account_login"))
    client.cookies["sessionid"] = planted = "a" * 32

    sign_in(client)

    assert client.cookies["sessionid"].value != planted


def test_signed_in_until_the_browser_closes(client, sign_in):
    sign_in(client)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


def test_one_comes_back_to_the_page_asked_for(client, officer):
    asked = client.get(reverse("accounts:mine"))
    response = client.post(asked.url, {"login": "lin", "password": PASSWORD, "next": reverse("accounts:mine")})

    assert response.url == reverse("accounts:mine")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_wrong_password_and_a_name_that_is_not_there_read_the_same(client, sign_in, language):
    client.cookies["django_language"] = language

    wrong = sign_in(client, "lin", "not it").content.decode()
    unknown = sign_in(client, "xin", "not it").content.decode()

    said = {"zh-hans": "用户名和密码对不上", "en": "This name and password do not go together."}[language]
    assert said in wrong and said in unknown
    assert wrong.count('class="error"') == unknown.count('class="error"')


@pytest.mark.parametrize("name", ["lin", "xin", "nobody@office.example"])
def test_after_five_wrong_tries_a_name_is_closed_whether_or_not_it_is_there(client, sign_in, name):
    answers = [sign_in(client, name, "not it").status_code for _try in range(6)]

    assert answers == [200, 200, 200, 200, 429, 429]


def test_while_closed_even_the_right_password_does_not_open(client, sign_in):
    for _try in range(5):
        sign_in(client, password="not it")

    assert sign_in(client).status_code == 429
    assert "_auth_user_id" not in client.session


def test_name_and_e_mail_give_no_second_set_of_tries(client, sign_in):
    for name in ["lin", "lin@office.example", "LIN", "lin", "LIN@office.example"]:
        answer = sign_in(client, name, "not it")

    assert answer.status_code == 429


def test_one_closed_here_is_open_elsewhere_and_others_are_open_here(client, sign_in, officer):
    User.objects.create_user("wu", password=PASSWORD, name="吴岩")
    for _try in range(5):
        sign_in(client, password="not it")

    assert sign_in(client, "wu").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.1.1.1")).status_code == 302


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "这里暂停用这个名字登录，还有 15 分钟"), ("en", "closed for 15 minutes")],
)
def test_the_closed_page_says_for_how_long(client, sign_in, language, said):
    client.cookies["django_language"] = language
    for _try in range(5):
        page = sign_in(client, password="not it")

    assert said in page.content.decode()
    assert 880 < int(page["Retry-After"]) <= 900


def test_trying_on_does_not_make_it_longer(client, sign_in):
    for _try in range(5):
        sign_in(client, password="not it")
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=10), tick=False):
        page = sign_in(client, password="not it")
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16), tick=False):
        after = sign_in(client)

    assert int(page["Retry-After"]) <= 300
    assert after.status_code == 302


def test_four_typing_errors_are_forgiven_by_a_right_password(client, sign_in):
    for _round in range(2):
        for _try in range(4):
            sign_in(client, password="not it")
        answer = sign_in(client)
        client.logout()

    assert answer.status_code == 302


def test_a_claimed_address_gives_no_second_set_of_tries(client, sign_in, officer):
    for number in range(5):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{number}"
        answer = sign_in(client, password="not it")

    assert answer.status_code == 429


def test_one_who_left_is_told_so_only_with_the_right_password(client, sign_in, officer):
    officer.is_active = False
    officer.save()

    assert sign_in(client).url == reverse("account_inactive")
    assert sign_in(client, password="not it").status_code == 200


def test_the_last_sign_ins_are_kept_and_older_ones_forgotten(client, sign_in, officer):
    for _old in range(40):
        SignIn.objects.note(user=officer, means=SignIn.Means.PASSKEY, ip=None, agent="old")
    sign_in(client)

    assert officer.sign_ins.count() == 30
    last = officer.sign_ins.latest("id")
    assert (last.means, last.ip) == ("password", "127.0.0.1")


def test_there_is_no_sign_up(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    for address in ["signup/", "2fa/passkeys/signup/", "password/reset/", "email/"]:
        assert client.get(f"/accounts/{address}").status_code == 404


def test_the_officers_language_is_that_of_the_pages_after_signing_in(client, sign_in, officer):
    officer.language = "en"
    officer.save()

    sign_in(client)

    assert client.cookies["django_language"].value == "en"


def test_signing_out_needs_a_button(someone):
    assert someone.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in someone.session

    assert someone.post(reverse("account_logout")).url == reverse("home:front")
    assert "_auth_user_id" not in someone.session
