"""Every public page and the desk by the rules of accessibility: light and dark, desk and phone, large type, fingers, zoom."""

import re

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile

from sixia.foundations.trail.models import Voice
from sixia.front.integrations.ledgers.models import Ledger
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

from . import doors_commitments, doors_onsite, doors_pairings, doors_reception, doors_visits

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "村口的桥栏杆断了两根。孩子上学要从那里过，下雨天更怕。"
ANSWER = {"words": "栏杆已经换好，请您看看。", "outcome": "supported", "facts": "断两根", "basis": "《公路法》第三十五条"}
SHEET = "编号,诉求内容,地点,日期\n1,路灯不亮,石桥镇,2026-03-01\n2,,石桥镇,昨天\n".encode()

TALL = 3000  # a bar that stays at the lower edge covers nothing
PHONE = {"width": 390, "height": TALL, "is_mobile": True, "has_touch": True}
LOOKS = {
    "desktop-light-chinese": {"height": TALL, "color_scheme": "light"},
    "phone-dark-english": {**PHONE, "color_scheme": "dark", "locale": "en"},
    "phone-large-chinese": {**PHONE, "color_scheme": "light", "large": True},
}
PUBLIC = [
    "/",
    "/help/",
    "/cases/raise/",
    "/cases/raise/ with errors",
    "/cases/follow/",
    "/cases/follow/ with errors",
    "/cases/follow/{answered}/",
    "/cases/follow/{answered}/ with errors",
    "/cases/follow/{answered}/receipt/",
    "/deadlines/",
    "/deadlines/XF.handle/2026-09-01/",
    "/deadlines/calendar/2026/",
    "/accounts/login/",
    "/api/docs/",
    "/nowhere/",
    "/reception/",
    "/reception/{day}/",
    "/reception/{day}/book/",
    "/reception/{day}/book/ with errors",
    "/reception/board/{day}/",
    "/promises/",
    "/promises/{promise}/",
    "/meetings/",
    "/deeds/",
    "/problems/",
    "/problems/{problem}/",
    "/visits/invite/",
    "/visits/invite/ with errors",
]
INTAKE = [
    "/cases/?box=all",
    "/cases/?box=all&narrow=1",
    "/cases/?box=late",
    "/cases/{fresh}/?box=all",
    "/cases/{fresh}/sort/?box=all",
    "/cases/{fresh}/sort/?box=all with errors",
    "/cases/{forwarded}/forward/?box=all",
    "/cases/{accusation}/",
    "/cases/{answered}/",
    "/cases/{answered}/receipt/",
    "/cases/{answered}/receipt/ with errors",
    "/reception/desk/{day}/amend/",
    "/cases/register/",
    "/cases/register/ with errors",
    "/ledgers/",
    "/ledgers/{ledger}/",
    "/notices/",
    "/accounts/",
    "/accounts/sign-ins/",
    "/accounts/2fa/",
    "/accounts/password/change/",
]
HANDLER = [
    "/cases/{forwarded}/accept/?box=due",
    "/cases/{accepted}/answer/?box=due",
    "/cases/{accepted}/answer/?box=due with errors",
]
LEADER = [
    "/reception/desk/days/",
    "/reception/desk/{day}/",
    "/reception/desk/results/",
    "/commitments/?box=all",
    "/commitments/{promise}/",
    "/commitments/{promise}/drop/",
    "/commitments/{promise}/refuse_to_drop/",
    "/commitments/promise/",
    "/visits/?box=all",
    "/visits/{visit}/",
    "/visits/{visit}/brief/",
    "/visits/{visit}/note/",
    "/visits/{visit}/follow-up/",
    "/visits/plan/",
    "/visits/where/",
    "/visits/map/",
    "/visits/calendar/",
    "/pairings/?box=all",
    "/pairings/{tie}/",
    "/pairings/quiet/",
    "/pairings/quiet/?kind=untied",
    "/onsite/?box=all",
    "/onsite/{meeting}/",
    "/onsite/deeds/",
    "/onsite/deeds/{deed}/",
    "/onsite/problems/",
    "/field/",
]
PAGES = {None: PUBLIC, "intake": INTAKE, "handler": HANDLER, "leader": LEADER}


@pytest.fixture
def gone_down(cast):
    """One of everything that going down makes; by the name the addresses call it."""
    case = Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, person=cast.petitioner).case
    case.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
    case.forward(by=cast.intake, unit=cast.bureau, why="派单目录：桥梁与护栏")
    made = {
        **doors_reception.values(cast, case),
        **doors_commitments.values(cast, case),
        **doors_visits.values(cast, case),
        **doors_pairings.values(cast),
        **doors_onsite.values(cast, case),
    }
    named = {"day": "reception/", "promise": "promises/", "visit": "visits/", "tie": "pairings/", "meeting": "onsite/"}
    named |= {"deed": "onsite/deeds/", "problem": "onsite/problems/"}
    return {name: made[address, "number"] for name, address in named.items()}


@pytest.fixture
def things(cast, gone_down, settings, tmp_path):
    """A case in every state, and a ledger; by the name the addresses call them."""
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**house.STORAGES, "default": local}
    cases = {}
    for name in ("fresh", "forwarded", "accepted", "answered", "accusation"):
        cases[name] = Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, person=cast.petitioner).case
    for name in ("forwarded", "accepted", "answered"):
        cases[name].sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
        cases[name].forward(by=cast.intake, unit=cast.bureau, why="派单目录：桥梁与护栏")
    for name in ("accepted", "answered"):
        cases[name].accept(by=cast.handler)
    cases["answered"].answer(by=cast.handler, **ANSWER)
    cases["answered"].rate(by=Voice.PETITIONER, resolved=False, stars=2, words="又断了")
    cases["answered"].answer(by=cast.handler, **ANSWER)
    cases["accusation"].sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)
    ledger = Ledger.objects.receive(SimpleUploadedFile("ledger.csv", SHEET), by=cast.intake, unit=cast.petition_office)
    numbers = {name: case.number for name, case in cases.items()}
    return {**gone_down, **numbers, "ledger": ledger.token, "secret": cases["answered"].secret}


@pytest.fixture
def visit(open_page, live_server, cast, sign_in, things):
    """`visit(look, officer)` opens a browser in that look; what it gives back goes from page to page."""

    def open_in(look, officer=None):
        options = {**LOOKS[look]}
        large = options.pop("large", False)
        page = open_page(**options)
        if large:
            page.context.add_cookies([{"name": "sixia_type", "value": "large", "url": live_server.url}])
        if officer:
            sign_in(page, cast.officers[officer])
        else:
            page.goto(f"/cases/follow/?number={things['answered']}#{things['secret']}")
            page.locator("#follow button").click()

        def go(path):
            address, _space, faulty = path.format(**things).partition(" ")
            page.goto(address)
            if faulty:
                page.evaluate(SEND_EMPTY)
                page.wait_for_selector("#errors")
                page.wait_for_load_state("load")
            return page

        return go

    return open_in


SEND_EMPTY = """() => {
    const form = document.querySelector("main form:has(.field)[method=post]");
    form.noValidate = true;
    form.querySelectorAll("textarea, input[type=text]").forEach((it) => { it.value = "" });
    form.querySelectorAll("select").forEach((it) => { it.value = "" });
    form.requestSubmit();
}"""

# What is touched: not links inside a sentence, and a box to tick together with its words.
TOO_SMALL = """() => {
    const around = (it) => it.parentElement.closest("p, li, dt, dd, td") ?? it.parentElement;
    const inSentence = (it) => getComputedStyle(it).display === "inline" && around(it).innerText.trim() !== it.innerText.trim();
    const touched = (it) => ["checkbox", "radio"].includes(it.type) ? it.closest("label, .check") : it;
    return [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
        .filter((it) => it.type !== "hidden" && it.checkVisibility({ visibilityProperty: true }) && !it.matches(".skip"))
        .filter((it) => !inSentence(it))
        .map((it) => [it, touched(it).getBoundingClientRect()])
        .filter(([, box]) => box.height < 44 || box.width < 44)
        .map(([it, box]) => `${it.outerHTML.slice(0, 80)} ${box.width.toFixed()}x${box.height.toFixed()}`);
}"""


def told(wrong):
    return "\n".join(f"{path}: {fault}" for path, faults in wrong.items() for fault in faults)


def spills(page):
    return ["spills over the edge"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize(
    ("officer", "look"),
    [(None, look) for look in LOOKS]
    + [
        (officer, look) for officer in ("intake", "handler", "leader") for look in ("desktop-light-chinese", "phone-dark-english")
    ],
)
def test_no_page_breaks_a_rule(visit, axe, look, officer):
    go = visit(look, officer)
    wrong = {}

    for path in PAGES[officer]:
        page = go(path)
        wrong[path] = axe(page) + spills(page)

    assert not any(wrong.values()), told(wrong)


def test_every_table_that_may_scroll_is_named_and_can_be_reached_by_keyboard():
    """How wide a table is depends on what stands in it: a page looked at may have had too little."""
    templates = (path for path in (house.ROOT / "sixia").rglob("templates/**/*.html"))
    tables = [(path.name, tag) for path in templates for tag in re.findall(r'<div class="table"[^>]*>', path.read_text())]

    assert len(tables) > 10
    assert [it for it in tables if 'role="region" tabindex="0" aria-label' not in it[1]] == []


@pytest.mark.parametrize("look", ["phone-dark-english", "phone-large-chinese"])
def test_what_is_touched_on_a_public_page_is_large_enough_for_a_finger(visit, look):
    go = visit(look)

    small = {path: go(path).evaluate(TOO_SMALL) for path in PUBLIC}

    assert not any(small.values()), told(small)


def test_a_link_too_small_for_a_finger_is_noticed(visit):
    page = visit("phone-dark-english")("/help/")

    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<p><a href=\"/\">here</a></p>')")

    assert len(page.evaluate(TOO_SMALL)) == 1


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_at_twice_the_size_nothing_on_a_phone_spills_over_the_edge(visit, locale):
    go = visit("desktop-light-chinese" if locale == "zh-CN" else "phone-dark-english")
    spilt = []

    for path in PUBLIC:
        page = go(path)
        page.set_viewport_size({"width": 195, "height": 422})  # 390 pixels at 200 %
        spilt += [path] * bool(spills(page))

    assert spilt == []
