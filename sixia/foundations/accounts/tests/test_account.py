import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from sixia.foundations.accounts.models import NameTaken, User
from sixia.foundations.accounts.templatetags.browsers import browser
from sixia.foundations.accounts.tests.conftest import PASSWORD
from sixia.foundations.trail.models import Voice

pytestmark = pytest.mark.django_db

NEW = "上坪村的路-终于通车了"


@pytest.fixture
def elsewhere(sign_in):
    other = Client(HTTP_USER_AGENT="another browser")
    sign_in(other)
    return other


def is_in(client):
    return client.get(reverse("accounts:mine")).status_code == 200


def test_signing_out_everywhere_ends_the_others_and_keeps_this_one(someone, elsewhere, officer):
    someone.post(reverse("accounts:sign_out_everywhere"))

    assert (is_in(someone), is_in(elsewhere)) == (True, False)
    entry = officer.trail.get()
    assert (entry.verb, entry.data) == ("signed_out_everywhere", {"ended": 1})


def test_the_page_lists_where_one_is_signed_in(someone, elsewhere):
    page = someone.get(reverse("accounts:sign_ins")).content.decode()

    assert page.count("another browser") == 2
    assert page.count("127.0.0.1") == 4


def test_a_colleague_does_not_see_my_sign_ins(someone, elsewhere):
    colleague = User.objects.create_user("wu", name="吴岩")
    client = Client()
    client.force_login(colleague)

    assert "another browser" not in client.get(reverse("accounts:sign_ins")).content.decode()


def test_a_new_password_ends_the_other_sign_ins(someone, elsewhere, sign_in, officer):
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert someone.post(reverse("account_change_password"), form).status_code == 302

    assert (is_in(someone), is_in(elsewhere)) == (True, False)
    assert sign_in(Client(), password=NEW).status_code == 302
    assert [entry.verb for entry in officer.trail] == ["password_changed"]


def test_a_new_password_needs_the_present_one(someone, officer):
    form = {"oldpassword": "not it", "password1": NEW, "password2": NEW}
    page = someone.post(reverse("account_change_password"), form).content.decode()

    officer.refresh_from_db()
    assert "这不是您现在的密码" in page
    assert officer.check_password(PASSWORD)


def test_a_short_password_is_refused_with_the_reason(someone):
    form = {"oldpassword": PASSWORD, "password1": "短", "password2": "短"}

    assert "10" in someone.post(reverse("account_change_password"), form).content.decode()


def test_the_language_is_kept_and_told(someone, officer):
    response = someone.post(reverse("accounts:mine"), {"language": "en"}, follow=True)

    officer.refresh_from_db()
    assert officer.language == "en"
    assert "Change the password" in response.content.decode()


def test_a_language_we_do_not_speak_is_refused(someone, officer):
    assert someone.post(reverse("accounts:mine"), {"language": "fr"}).status_code == 422


def opened(*words, **options):
    told = io.StringIO()
    call_command("open_account", *words, **options, stdout=told)
    return told.getvalue().strip()


def test_the_keeper_opens_an_account_and_its_owner_sets_the_password(client, officer, sign_in):
    link = opened("gao", name="高原", email="gao@office.example")

    form = client.get(link, follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    assert done.url == reverse("account_reset_password_from_key_done")
    assert sign_in(Client(), "gao", NEW).status_code == 302
    entry = User.objects.get(username="gao").trail.first()
    assert (entry.verb, entry.voice) == ("opened", Voice.SYSTEM)


def test_the_link_sets_a_password_once(client, officer):
    link = opened("gao", name="高原")
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    again = Client().get(link, follow=True).content.decode()

    assert "password1" not in again
    assert "这个链接已经用过" in again


def test_an_account_without_a_password_cannot_be_signed_in_to(client, officer, sign_in):
    opened("gao", name="高原")

    assert sign_in(client, "gao", "").status_code == 200
    assert "_auth_user_id" not in client.session


def test_one_who_forgot_the_password_gets_a_new_link(officer):
    assert opened("lin", again=True).startswith("/accounts/password/set/")
    with pytest.raises(CommandError):
        opened("nobody", again=True)


@pytest.mark.parametrize(("username", "email"), [("LIN", ""), ("lin@office.example", ""), ("gao", "LIN@office.example")])
def test_a_name_leads_to_one_account_only(officer, username, email):
    with pytest.raises(NameTaken):
        User.objects.open(by=Voice.SYSTEM, username=username, name="高原", email=email)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["account_login", "accounts:mine", "accounts:sign_ins", "account_change_password", "mfa_index"])
def test_every_page_is_there_in_both_languages(someone, page, language):
    someone.cookies["django_language"] = language
    visitor = someone if page != "account_login" else Client(HTTP_COOKIE=f"django_language={language}")

    response = visitor.get(reverse(page))

    assert response.status_code == 200
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in response.content.decode()


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/131 Safari/537 Edg/131",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile MicroMessenger/8.0", "微信 · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox · Linux"),
        ("<script>alert(1)</script>" * 9, "<script>alert(1)</script>" * 2 + "<script>al"),
        ("", "—"),
    ],
)
def test_a_browser_is_named_in_words(agent, shown):
    assert browser(agent) == shown
