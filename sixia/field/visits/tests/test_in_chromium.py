"""Pages of a visit in a real browser: the brief on one sheet, a phone without sideways scrolling, the rules of accessibility."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .conftest import plan

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "进村那条路从二组弯道到三组桥头有六处塌了半边，雨天车开不过去，孩子上学要绕四里路，老人看病也出不来，说了几回都没有人来看"
PAGES = ["?box=mine", "plan/", "where/", "map/", "calendar/?whose=all", "record/", "returns/", "{number}/", "{number}/brief/"]


@pytest.fixture
def crowded(cast):
    """A visit to a place where everything is long and there is much of it."""
    for position in range(8):
        made = plan(cast, purpose=f"{LONG[:60]}（第{position}次）", start_at=timezone.now() - dt.timedelta(days=9 - position))
        made.open_brief(by=cast.leader)
        made.depart(by=cast.leader)
        made.take_up(by=cast.leader, what=LONG[:90], raised_by="村民").solve(by=cast.leader, why="办了。")
        made.close(by=cast.leader)
    cases = [Case.objects.register(by=cast.leader, words=f"{LONG}{n}", place=cast.village).case for n in range(20)]
    due_on = timezone.localdate() + dt.timedelta(days=30)
    for n in range(15):
        Commitment.objects.promise(by=cast.leader, what=f"{LONG}{n}", unit=cast.bureau, place=cast.village, due_on=due_on)
    visit = plan(cast, purpose=LONG, tasks=LONG * 20, measures=LONG * 20, distance=LONG[:60])
    for case in cases[:6]:
        visit.carry(by=cast.leader, case=case, pre_study=LONG * 10)
    return visit


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_the_brief_fits_one_sheet_whatever_there_is_to_say(cast, crowded, open_page, sign_in, locale):
    page = open_page(locale=locale)
    sign_in(page, cast.leader)
    page.goto(f"/visits/{crowded.number}/brief/")

    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_no_page_scrolls_sideways_on_a_phone(cast, crowded, phone, sign_in):
    sign_in(phone, cast.leader)
    wide = {}

    for path in PAGES:
        phone.goto("/visits/" + path.format(number=crowded.number))
        wide[path] = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert {path: over for path, over in wide.items() if over > 0} == {}


def test_pages_keep_the_rules_of_accessibility(cast, crowded, page, sign_in, axe):
    sign_in(page, cast.leader)
    crowded.open_brief(by=cast.leader)
    crowded.depart(by=cast.leader)

    for path in [*PAGES, "{number}/note/", "{number}/matter/", "{number}/close/", "invite/"]:
        page.goto("/visits/" + path.format(number=crowded.number))
        assert axe(page) == [], path


def test_a_note_is_taken_and_its_page_comes_back_with_it(cast, crowded, phone, sign_in):
    crowded.open_brief(by=cast.leader)
    crowded.depart(by=cast.leader)
    sign_in(phone, cast.leader)
    phone.goto(f"/visits/{crowded.number}/")

    phone.get_by_role("link", name="记一条", exact=True).click()
    phone.get_by_label("原话").last.fill("谁来都说快了快了。")
    phone.get_by_role("button", name="记下来").click()

    phone.get_by_text("谁来都说快了快了。").wait_for()
    assert crowded.notes.get().text == "谁来都说快了快了。"
