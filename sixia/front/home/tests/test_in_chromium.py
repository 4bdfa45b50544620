"""The front page in a real browser: for everyone, on every device, without JavaScript too."""

import pytest

from sixia.foundations.places.models import Place
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status

pytestmark = pytest.mark.django_db(transaction=True)

LARGE = {"name": "sixia_type", "value": "large"}


@pytest.fixture(autouse=True)
def _a_case_of_each_status(db, transactional_db):
    county = Place.objects.create(code="990101", name="宁溪县")
    for serial, status in enumerate(Status):
        Case.objects.create(number=f"{serial:015d}", words="桥", title="桥", place=county, status=status)


LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "light-contrast": {"color_scheme": "light", "contrast": "more"},
    "dark-contrast": {"color_scheme": "dark", "contrast": "more"},
    "phone": {"width": 390, "height": 844, "is_mobile": True, "has_touch": True},
}


def spills(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("look", LOOKS)
def test_the_front_page_breaks_no_rule_of_accessibility(open_page, axe, look):
    chinese, english = open_page(**LOOKS[look]), open_page(locale="en", **LOOKS[look])

    chinese.goto("/")
    english.goto("/")

    assert axe(chinese) == []
    assert axe(english) == []


def test_large_type_breaks_no_rule_and_nothing_spills_over_the_edge(page, axe, live_server):
    page.context.add_cookies([{**LARGE, "url": live_server.url}])
    wrong = {}

    for path in ("/", "/help/", "/nowhere/"):
        page.goto(path)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wrong[path, width] = axe(page) + ["spills"] * spills(page)

    assert not any(wrong.values())


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_nothing_on_the_front_page_spills_over_the_edge(open_page, locale):
    page = open_page(locale=locale)
    page.goto("/")

    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert not spills(page), width


def test_the_rules_of_accessibility_see_a_fault(page, axe):
    page.goto("/help/")

    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.ico\"><input>')")

    assert len(axe(page)) >= 2


def test_what_is_touched_on_a_phone_is_large_enough_for_a_finger(phone):
    phone.goto("/")
    phone.get_by_text("菜单").click()

    small = phone.evaluate("""() => [...document.querySelectorAll("button, summary, textarea, .field > input, .menu a, .foot a")]
        .filter((it) => !["checkbox", "hidden"].includes(it.type))
        .map((it) => [it.textContent.trim() || it.name, it.getBoundingClientRect()])
        .filter(([, box]) => box.height < 44 || box.width < 44)
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)""")

    assert small == []


def test_the_menu_of_a_phone_takes_one_line_until_it_is_opened(phone):
    phone.goto("/")

    head = phone.locator(".head").bounding_box()
    assert head["height"] < 80
    assert not phone.get_by_role("link", name="工作人员登录").is_visible()
    phone.get_by_text("菜单").click()
    assert phone.get_by_role("link", name="工作人员登录").is_visible()


def test_on_a_desktop_the_ways_in_are_seen_and_reached_by_keyboard_alone(page):
    page.goto("/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    assert {"反映事情", "查进度", "帮助", "工作人员登录", "English", "大字版"} <= reached


def test_without_javascript_language_type_and_colours_can_be_chosen(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/help/")

    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Large type").click()
    page.get_by_role("button", name="Dark").click()

    html = page.locator("html")
    assert page.url.endswith("/help/")
    assert html.get_attribute("lang") == "en"
    assert html.get_attribute("data-type") == "large"
    assert html.get_attribute("data-colour") == "dark"


def test_the_front_page_prints_without_its_controls(page):
    page.goto("/")
    page.emulate_media(media="print")

    assert not page.locator(".foot").is_visible()
    assert not page.get_by_role("button", name="大字版").is_visible()
    assert page.get_by_role("heading", name="您遇到了什么事？").is_visible()
