"""An officer's desk in a real browser: keys, parts that swap, a phone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

pytestmark = pytest.mark.django_db(transaction=True)

BRIDGE = "村口的桥栏杆断了两根。孩子上学要从那里过。"
DRAIN = "排水沟堵了，一下雨路面就积水。"


@pytest.fixture
def cases(cast):
    """Two cases that the handler's bureau has accepted."""
    handed = []
    for words in (BRIDGE, DRAIN):
        case = Case.objects.register(by=Voice.PETITIONER, words=words, place=cast.village, person=cast.petitioner).case
        case.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
        case.forward(by=cast.intake, unit=cast.bureau, why="派单目录")
        case.accept(by=cast.handler)
        handed.append(case)
    return handed


@pytest.fixture
def desk(page, cast, cases, sign_in):
    sign_in(page, cast.handler)
    page.goto("/cases/?box=due")
    return page


def test_list_and_case_stand_side_by_side_and_the_address_is_the_case(desk, cases):
    desk.locator("#list .item").first.click()

    expect(desk.locator("#detail h1")).to_contain_text("桥栏杆断了两根")
    expect(desk.locator("#list .item").first).to_have_attribute("aria-current", "true")
    expect(desk.locator("#list .item")).to_have_count(2)
    assert cases[0].number in desk.url
    desk.reload()
    expect(desk.locator("#detail h1")).to_contain_text("桥栏杆断了两根")


def test_keys_walk_open_answer_and_explain_themselves(desk):
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    desk.keyboard.press("Enter")
    expect(desk.locator("#detail h1")).to_contain_text("桥栏杆断了两根")

    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("/")
    expect(desk.locator("input[type=search]").first).to_be_focused()
    desk.keyboard.press("Escape")
    desk.locator("#detail").focus()
    desk.keyboard.press("r")
    expect(desk).to_have_url(re.compile("/answer/"))


def test_words_begun_are_not_lost_by_opening_another_case(desk, cases):
    desk.goto(f"/cases/{cases[0].number}/answer/?box=due")
    facts = desk.locator("#detail textarea").first
    facts.fill("现场查看，栏杆断两根。")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    desk.locator("#list .item").last.click()

    assert asked
    expect(facts).to_have_value("现场查看，栏杆断两根。")


def test_on_a_phone_the_list_then_the_case_then_back(phone, cast, cases, sign_in):
    sign_in(phone, cast.handler)
    phone.goto("/cases/?box=due")
    expect(phone.locator("#detail")).to_be_hidden()

    phone.locator("#list .item").first.click()

    expect(phone.locator("#detail h1")).to_be_visible()
    expect(phone.locator("#list")).to_be_hidden()
    phone.reload()
    expect(phone.locator("#detail h1")).to_be_visible()
    phone.locator(".back").click()
    expect(phone.locator("#list")).to_be_visible()
    expect(phone.locator("#detail")).to_be_hidden()


def test_without_javascript_the_desk_is_links(open_page, cast, cases, sign_in):
    page = open_page(java_script_enabled=False)
    sign_in(page, cast.handler)
    page.goto("/cases/?box=due")

    page.locator("#list .item").last.click()

    assert cases[1].number in page.url
    assert "排水沟" in page.locator("#detail h1").inner_text()


@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark", "locale": "en"}, {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}],
    ids=["light", "dark-english", "phone"],
)
def test_the_desk_breaks_no_rule_of_accessibility(open_page, axe, cast, cases, sign_in, look):
    page = open_page(**look)
    sign_in(page, cast.handler)
    wrong = {}

    for path in ("/cases/?box=due", f"/cases/{cases[0].number}/?box=due", f"/cases/{cases[0].number}/answer/?box=due"):
        page.goto(path)
        wrong[path] = axe(page)

    assert not any(wrong.values())
