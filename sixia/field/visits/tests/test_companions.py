"""Who goes along is looked for by name, unit or post and added one by one: by plain sending, without JavaScript."""

import pytest
from playwright.sync_api import expect

from sixia.field.visits.models import Visit

from .test_pages import planned_form

pytestmark = pytest.mark.django_db
PLAN = "/visits/plan/"


def found(response):
    return [user for user, _words in response.context["form"]["companions"].matches]


def along(response):
    return [user for user, _words in response.context["form"]["companions"].chosen]


def test_nobody_is_listed_before_someone_is_looked_for(cast, officer):
    page = officer("leader").get(PLAN)

    assert found(page) == [] == along(page)
    assert str(cast.handler) not in page.text and '<input type="search" name="companions-find"' in page.text


@pytest.mark.parametrize("part", ["{name}", "{unit}", "{unit_en}", "{name} {unit}", " {unit}\0 "])
def test_a_colleague_is_found_by_a_part_of_the_name_or_of_the_unit(cast, officer, part):
    text = part.format(name=str(cast.handler)[:2], unit=cast.bureau.name[:2], unit_en=cast.bureau.name_en[:6].lower())

    page = officer("leader").post(PLAN, planned_form(cast, **{"companions-find": text}))

    assert cast.handler in found(page) and cast.leader not in found(page)
    assert not page.context["form"].errors and page.status_code == 200
    assert not Visit.objects.exists()


def test_a_colleague_is_added_and_everything_else_typed_stays(cast, officer):
    form = planned_form(cast, **{"companions": [cast.head.pk], "companions-add": cast.handler.pk, "companions-find": "交通"})

    page = officer("leader").post(PLAN, form)

    assert along(page) == [cast.handler, cast.head] or along(page) == [cast.head, cast.handler]
    assert found(page) == [] and page.context["form"]["purpose"].value() == form["purpose"]
    assert page.context["form"]["once"].value() == form["once"]


def test_a_colleague_is_taken_off_again(cast, officer):
    form = planned_form(cast, companions=[cast.head.pk, cast.handler.pk], **{"companions-drop": cast.head.pk})

    assert along(officer("leader").post(PLAN, form)) == [cast.handler]


def test_those_chosen_go_along_when_the_visit_is_planned(cast, officer):
    officer("leader").post(PLAN, planned_form(cast, companions=[cast.head.pk, cast.handler.pk]))

    assert set(Visit.objects.get().companions.all()) == {cast.head, cast.handler}


def test_a_name_that_was_typed_and_not_added_is_not_lost(cast, officer):
    page = officer("leader").post(PLAN, planned_form(cast, **{"companions-find": "查无此人"}))

    assert not Visit.objects.exists()
    assert "没有找到“查无此人”" in page.text


@pytest.mark.parametrize("wrong", ["x", "\0", "999999999999999999999", "-1"])
def test_a_colleague_there_is_not_breaks_nothing(cast, officer, wrong):
    leader = officer("leader")

    added = leader.post(PLAN, planned_form(cast, **{"companions-add": wrong}))
    sent = leader.post(PLAN, planned_form(cast, companions=[wrong]))

    assert along(added) == []
    assert sent.status_code in (302, 422)


@pytest.mark.django_db(transaction=True)
def test_on_a_phone_only_this_piece_comes_again_and_the_reader_stays_in_it(cast, phone, sign_in, axe):
    sign_in(phone, cast.leader)
    phone.goto(PLAN)
    phone.evaluate("window.same = true")

    phone.get_by_label("同去的人：名称中的几个字").fill("交通")
    phone.get_by_role("button", name="查找").click()
    phone.get_by_role("button", name=f"添加{cast.handler}").click()
    phone.get_by_role("button", name=f"去掉{cast.handler}").wait_for()

    expect(phone.locator("#id_companions-find")).to_be_focused()
    assert phone.evaluate("window.same")
    assert axe(phone) == []
