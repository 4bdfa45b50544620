"""Real passkeys in a real browser, with an authenticator that Chromium makes for tests."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from sixia.foundations.accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def keyed(page):
    """The page, on a device that can keep passkeys."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def sign_in(page):
    page.goto(reverse("account_login"))
    page.get_by_label("用户名或电子邮箱").fill("lin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


def confirmed(page, address):
    """To an address that asks for the password first."""
    page.goto(address)
    if "reauthenticate" in page.url:
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认").click()
        page.wait_for_url(f"**{address}")


def add_passkey(page, *, alone=True):
    confirmed(page, reverse("mfa_add_webauthn"))
    page.get_by_label("通行密钥的名称").fill("办公室的电脑")
    page.get_by_label("只用这个通行密钥登录").set_checked(alone)
    page.get_by_role("button", name="添加通行密钥").click()
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")


def sign_out(page):
    page.goto(reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="退出登录").click()
    page.wait_for_url(lambda url: "logout" not in url)


def test_an_officer_adds_a_passkey_and_signs_in_with_it_alone(keyed, officer):
    sign_in(keyed)
    add_passkey(keyed)
    sign_out(keyed)

    keyed.goto(reverse("account_login"))
    keyed.get_by_role("button", name="用通行密钥登录").click()
    keyed.wait_for_url(lambda url: "/accounts/" not in url)

    assert officer.sign_ins.latest("id").means == "passkey"
    assert Authenticator.objects.get(user=officer, type="webauthn").wrap().name == "办公室的电脑"
    assert officer.trail.get().verb == "passkey_added"


def test_a_passkey_is_the_second_factor_after_the_password(keyed, officer):
    sign_in(keyed)
    add_passkey(keyed, alone=False)
    sign_out(keyed)

    sign_in(keyed)
    keyed.get_by_role("button", name="使用通行密钥").click()
    keyed.wait_for_url(lambda url: "/accounts/" not in url)

    assert officer.sign_ins.latest("id").means == "second"


def test_a_device_without_a_passkey_is_told_so_in_words(keyed, officer):
    keyed.goto(reverse("account_login"))
    trouble = keyed.get_by_role("alert")
    assert trouble.count() == 0

    keyed.get_by_role("button", name="用通行密钥登录").click()

    trouble.wait_for()
    assert "没能用上通行密钥" in trouble.inner_text()
    assert keyed.url.endswith(reverse("account_login"))


def test_a_passkey_is_renamed_and_removed(keyed, officer):
    sign_in(keyed)
    add_passkey(keyed)

    keyed.goto(reverse("mfa_list_webauthn"))
    keyed.get_by_role("link", name="改名").click()
    keyed.get_by_label("通行密钥的名称").fill("我的手机")
    keyed.get_by_role("button", name="保存").click()
    keyed.get_by_text("我的手机").wait_for()
    keyed.get_by_role("link", name="移除").click()
    keyed.get_by_role("button", name="移除").click()
    keyed.get_by_text("还没有通行密钥").wait_for()

    assert [entry.verb for entry in officer.trail] == ["passkey_added", "passkey_removed"]


@pytest.mark.parametrize("address", ["account_login", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "accounts:sign_ins"])
def test_the_pages_are_for_everyone(keyed, officer, axe, address):
    if address != "account_login":
        sign_in(keyed)

        confirmed(keyed, reverse(address))
    else:
        keyed.goto(reverse(address))

    assert axe(keyed) == []
