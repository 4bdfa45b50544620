"""From first word to rating: a petitioner on her phone, an intake officer with nothing but the keyboard, a handler at a bureau.

Told in Chinese, in English, and in Chinese on a phone that runs no JavaScript.
"""

import re

import pytest
from playwright.sync_api import expect

from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}

BRIDGE = "村口的桥栏杆断了两根。孩子上学要从那里过，下雨天更怕。"
FIRST_ANSWER = "我们派人看过，栏杆已经换好，请您再看看。"
NOT_YET = "只换了一根，另一根还断着。"
SECOND_ANSWER = "另一根也换好了，两端加了警示牌，请您看看。"

TRAIL = {
    "zh-CN": [
        "已登记，由宁溪县信访局处理，…前转送或告知您。",
        "已转送县交通运输局，该单位要在…前告知您是否受理。",
        "县交通运输局已受理，…前答复。",
        "县交通运输局已答复。解决了没有，只有您说了算。",
        "您说：没有解决。已重新办理，…前再次答复。",
        "县交通运输局已答复。解决了没有，只有您说了算。",
        "您说：解决了。评价：满意。",
    ],
    "en": [
        "Registered. Now with County Petition Office, to be passed on or answered by ….",
        "Passed on to Transport Bureau, which has to tell you by … whether it accepts.",
        "Transport Bureau has accepted it. Answer due: ….",
        "Transport Bureau has answered. Is it resolved? Only you can say.",
        "You said: not resolved. It is handled again; a new answer is due on ….",
        "Transport Bureau has answered. Is it resolved? Only you can say.",
        "You said: resolved. Your rating: satisfied.",
    ],
}
WHY = {"zh-CN": "派单目录：桥梁与护栏 × 上坪村", "en": "Dispatch catalogue"}


@pytest.mark.parametrize(
    ("locale", "scripts"), [("zh-CN", True), ("en", True), ("zh-CN", False)], ids=["chinese", "english", "without-javascript"]
)
def test_a_bridge_is_reported_not_mended_said_so_and_mended(open_page, cast, sign_in, locale, scripts):
    phone = open_page(**PHONE, locale=locale, java_script_enabled=scripts)
    intake, handler = open_page(locale=locale), open_page(locale=locale)
    sign_in(intake, cast.intake)
    sign_in(handler, cast.handler)

    number, secret = she_raises_it_and_gets_a_receipt(phone)
    intake_sorts_and_forwards_it_with_the_keyboard_alone(intake, WHY[locale])
    the_bureau_accepts(handler)
    the_bureau_answers(handler, FIRST_ANSWER)

    later = open_page(**PHONE, locale=locale, java_script_enabled=scripts)  # another day: she has only the paper
    she_opens_it_with_the_receipt(later, number, secret)
    expect(later.locator("main")).to_contain_text(FIRST_ANSWER)
    she_says(later, resolved="no", stars=2, words=NOT_YET)

    handler.goto("/desk/")
    the_bureau_answers(handler, SECOND_ANSWER, after=NOT_YET)
    later.reload()
    expect(later.locator("main")).to_contain_text(SECOND_ANSWER)
    she_says(later, resolved="yes", stars=4)

    case = Case.objects.get()
    assert (case.status, case.round, case.handler) == (Status.SETTLED, 2, cast.handler)
    assert [(reply.round, reply.rating.resolved, reply.rating.stars) for reply in case.replies.all()] == [
        (1, False, 2),
        (2, True, 4),
    ]
    the_trail_tells_it(later, TRAIL[locale])


def she_raises_it_and_gets_a_receipt(phone):
    phone.goto("/")
    phone.fill("[name=words]", BRIDGE)
    phone.fill("[name=place_words]", "石桥镇上坪村口")
    phone.fill("[name=contact]", "13900000067")
    phone.check("[name=consent]")
    phone.locator("#raise form button.button").click()
    expect(phone.locator(".receipt .qr svg")).to_be_visible()
    number, secret = phone.locator(".receipt dd").nth(0), phone.locator(".receipt dd").nth(1)
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{3}", number.inner_text())
    return number.inner_text(), secret.inner_text()


def intake_sorts_and_forwards_it_with_the_keyboard_alone(desk, why):
    desk.goto("/desk/")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.locator("#detail h1")).to_contain_text("桥栏杆断了两根")

    desk.keyboard.press("s")
    expect(desk.locator("#detail input[name=kind]:checked")).to_have_value("appeal")
    tab_to(desk, "#detail form button.button")
    desk.keyboard.press("Enter")
    expect(desk.locator("#detail .timeline li")).to_have_count(2)
    expect(desk).to_have_url(re.compile(r"/cases/\d{15}/\?box=new$"))

    desk.keyboard.press("f")
    expect(desk.locator("#detail .suggestions")).to_contain_text(why)
    tab_to(desk, "#detail form button.button")
    desk.keyboard.press("Enter")
    expect(desk.locator("#detail .timeline li")).to_have_count(3)
    expect(desk.locator("#detail")).to_contain_text(why)


def the_bureau_accepts(desk):
    desk.goto("/desk/")
    desk.locator("#list .item").first.click()
    desk.locator("#detail [data-key=a]").click()
    desk.locator("#detail form .act button:not(.quiet)").click()
    expect(desk.locator("#detail [data-key=r]")).to_be_visible()


def the_bureau_answers(desk, words, after=""):
    if after:
        desk.locator("#list .item").first.click()
        expect(desk.locator("#detail")).to_contain_text(after)
    desk.locator("#detail [data-key=r]").click()
    desk.fill("#detail [name=facts]", "现场查看，栏杆断两根。")
    desk.fill("#detail [name=words]", words)
    desk.fill("#detail [name=basis]", "《中华人民共和国公路法》第三十五条")
    desk.locator("#detail form .act button:not(.quiet)").click()
    expect(desk.locator("#detail .words", has_text=words)).to_be_visible()
    desk.reload()
    expect(desk.locator("#detail h1")).to_contain_text("桥栏杆断了两根")
    expect(desk.locator("#list")).to_be_visible()


def she_opens_it_with_the_receipt(phone, number, secret):
    phone.goto("/cases/follow/")
    phone.fill("[name=number]", number)
    phone.fill("[name=secret]", secret.lower())
    phone.locator("#follow button").click()


def she_says(phone, *, resolved, stars, words=""):
    phone.check(f".judge [name=resolved][value={resolved}]")
    phone.check(f".judge [name=stars][value='{stars}']")
    phone.fill(".judge [name=words]", words)
    phone.locator(".judge button").click()
    expect(phone.locator(".judge")).to_have_count(0)


def the_trail_tells_it(phone, told):
    lines = phone.locator(".timeline li > span").all_inner_texts()
    assert len(lines) == len(told)
    for line, sentence in zip(lines, told, strict=True):
        assert re.match(re.escape(sentence).replace("…", ".+"), line), f"{line!r} is not {sentence!r}"


def test_the_code_on_the_receipt_opens_the_page_with_number_and_secret_filled_in(open_page, cast):
    first, second = open_page(**PHONE), open_page(**PHONE)
    number, secret = she_raises_it_and_gets_a_receipt(first)
    digits = number.replace(" ", "")

    second.goto(f"/cases/follow/?number={digits}#{secret.replace(' ', '')}")  # what the code says

    expect(second.locator("[name=number]")).to_have_value(digits)
    expect(second.locator("[name=secret]")).to_have_value(secret.replace(" ", ""))
    assert "#" not in second.url
    second.locator("#follow button").click()
    expect(second.locator("h1")).to_contain_text("桥栏杆断了两根")


def tab_to(page, selector):
    """By keyboard alone, as far as it may be; the keyboard stands in the pane once that is drawn."""
    expect(page.locator("#detail")).to_be_focused()
    for _step in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")
