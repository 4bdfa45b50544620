import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sixia.foundations.accounts.checks import two_factor_is_known
from sixia.foundations.accounts.second_factor import lock
from sixia.foundations.accounts.tests.conftest import PASSWORD, confirm

pytestmark = pytest.mark.django_db


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up_app(client):
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


@pytest.fixture(autouse=True)
def told_at_once(monkeypatch):
    """allauth tells of a change when it is committed, which in these tests it never is."""
    monkeypatch.setattr(transaction, "on_commit", lambda told, **more: told())


@pytest.fixture
def secret(sure):
    return set_up_app(sure)


@pytest.fixture
def half_way(secret, sign_in):
    """Another browser where the password was given, and the second factor is asked."""
    client = Client()
    assert sign_in(client).url == reverse("mfa_authenticate")
    return client


def test_the_picture_for_the_app_obeys_the_content_policy(sure):
    response = sure.get(reverse("mfa_activate_totp"))

    assert 'src="data:image/svg+xml' in response.content.decode()
    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_an_app_is_set_up_and_the_trail_says_so(secret, officer):
    kept = {it.type: it for it in Authenticator.objects.filter(user=officer)}

    assert set(kept) == {"totp", "recovery_codes"}
    assert [entry.verb for entry in officer.trail] == ["app_added"]


def test_a_wrong_code_sets_nothing_up(sure, officer):
    page = sure.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()

    assert "这个验证码不对" in page
    assert not Authenticator.objects.exists()


def test_the_secret_is_kept_encrypted_and_outlives_a_new_key(secret, officer, settings):
    kept = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret not in kept

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, made later"

    assert lock().decrypt(kept.encode()).decode() == secret


def test_the_password_alone_does_not_open_any_more(half_way, officer):
    assert "_auth_user_id" not in half_way.session
    assert half_way.get(reverse("accounts:mine")).status_code == 302


def test_the_code_opens(half_way, secret, officer):
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    response = half_way.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert response.url == reverse("home:desk")
    assert officer.sign_ins.latest("id").means == "second"


def test_guessing_codes_is_stopped(half_way):
    for _try in range(6):
        page = half_way.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()

    assert "试得太多了" in page


def test_a_recovery_code_opens_once(half_way, someone, sign_in, officer):
    code = Authenticator.objects.get(user=officer, type="recovery_codes").wrap().get_unused_codes()[0]
    assert half_way.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302

    again = Client()
    sign_in(again)

    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_recovery_codes_are_shown_and_renewed(secret, someone, officer):
    before = someone.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    someone.post(reverse("mfa_generate_recovery_codes"))
    after = someone.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    assert len(before) == len(after) == 10
    assert not set(before) & set(after)
    assert officer.trail.last().verb == "recovery_codes_renewed"


def test_removing_the_app_is_told(secret, someone, officer):
    assert someone.get(reverse("mfa_deactivate_totp")).status_code == 200
    someone.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert [entry.verb for entry in officer.trail] == ["app_added", "app_removed"]


def test_changes_ask_for_the_password_first(someone):
    asked = someone.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert "确认是您本人" in someone.get(asked.url).content.decode()

    assert someone.post(asked.url, {"password": "not it"}).status_code == 200
    assert someone.post(asked.url, {"password": PASSWORD, "next": reverse("mfa_index")}).url == reverse("mfa_index")


def test_guessing_the_password_of_one_who_is_signed_in_is_stopped_too(someone):
    answers = [someone.post(reverse("account_reauthenticate"), {"password": "not it"}).status_code for _try in range(5)]

    assert answers == [200, 200, 200, 200, 429]


@pytest.fixture
def required(settings):
    settings.SIXIA_TWO_FACTOR = "required"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "sixia.foundations.accounts.second_factor.SecondFactorFirst"]


def test_where_it_is_a_duty_one_sets_it_up_before_anything_else(required, client, sign_in, officer):
    sign_in(client)

    assert client.get(reverse("accounts:mine")).url == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    confirm(client)
    set_up_app(client)
    assert client.get(reverse("accounts:mine")).status_code == 200


def test_where_it_is_a_duty_removing_the_last_leads_back(required, client, sign_in, officer):
    sign_in(client)
    confirm(client)
    set_up_app(client)
    client.get(reverse("accounts:mine"))

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get(reverse("accounts:mine")).url == reverse("mfa_index")


def test_where_it_is_a_duty_a_visitor_notices_nothing(required, client):
    assert client.get(reverse("account_login")).status_code == 200


def test_a_misspelt_rule_is_an_error(settings):
    settings.SIXIA_TWO_FACTOR = "maybe"

    assert [error.id for error in two_factor_is_known(None)] == ["sixia.E020"]
