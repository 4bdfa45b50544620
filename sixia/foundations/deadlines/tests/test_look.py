import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("loaded")]

PAGES = [
    reverse("deadlines:rules"),
    reverse("deadlines:calendar", args=[2026]),
    reverse("deadlines:reckoning", args=["XF.handle", "2026-08-05"]),
    reverse("deadlines:reckoning", args=["XF.object", "2027-09-28"]),
    reverse("deadlines:reckoning", args=["HL.mailbox", "2026-08-05T1405"]),
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_the_page(open_page, axe, address, scheme):
    page = open_page(color_scheme=scheme)

    page.goto(address)

    assert axe(page) == []


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_nothing_runs_out_of_a_phone(open_page, address, locale):
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True, locale=locale)

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_date_is_counted_without_script(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(PAGES[0])

    page.select_option("[name=rule]", "XF.handle")
    page.fill("[name=start]", "2026-08-05")
    page.get_by_role("button", name="计算").click()

    assert page.url.endswith("/deadlines/XF.handle/2026-08-05/")
    assert page.get_by_role("heading", name="办结").is_visible()
