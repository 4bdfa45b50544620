"""The plan on the officer's desk, and on the household's own page."""

import uuid

import pytest
from django.test import Client

from sixia.field.pairings.models import SupportPlan
from sixia.field.pairings.workflow import Own
from sixia.foundations.trail.models import Voice

SAID = {"aspiration": "把两亩茶园管好", "skills": "会采茶", "needs": "一台小炒机"}


@pytest.fixture
def handler(officer):
    return officer("handler")


def test_drawn_up_it_shows_its_receipt_once_and_the_office_keeps_no_key_to_it(cast, to_household, handler):
    response = handler.post(f"{to_household.url}plan/", {**SAID, "once": str(uuid.uuid4())})

    plan = SupportPlan.objects.get()
    assert plan.spoken_secret in response.content.decode()
    assert handler.post(f"{plan.follow_url}agree/").status_code == 302
    plan.refresh_from_db()
    assert plan.agreed_at is None


def test_an_empty_plan_comes_back(cast, to_household, handler):
    response = handler.post(f"{to_household.url}plan/", {**SAID, "aspiration": " ", "once": str(uuid.uuid4())})

    assert response.status_code == 422
    assert response.context["form"]["skills"].value() == "会采茶"
    assert not SupportPlan.objects.exists()


def test_each_time_it_is_opened_stands_on_its_trail_where_the_household_reads_it(plan, handler, own):
    handler.get(plan.url)

    assert plan.trail.last().verb == "plan_read"
    assert "有工作人员查看了计划" in own.get(plan.follow_url).content.decode()


def test_the_household_reads_its_plan_says_yes_corrects_it_and_says_how_it_sees_itself(plan, own):
    page = own.get(plan.follow_url).content.decode()
    assert "把两亩茶园管好" in page and "等" not in plan.aspiration

    own.post(f"{plan.follow_url}agree/")
    own.post(f"{plan.follow_url}correct/", {"aspiration": "先管好一亩"})
    own.post(f"{plan.follow_url}say/", {"willing": Own.YES, "daring": Own.PARTLY, "words": "怕亏"})
    own.post(f"{plan.follow_url}steps/", {"what": "借邻居炒机试炒", "whose": "started"})
    own.post(f"{plan.follow_url}steps/1/", {"result": "炒了二十斤"})

    plan.refresh_from_db()
    assert (plan.aspiration, bool(plan.agreed_at)) == ("先管好一亩", True)
    assert plan.views.get().words == "怕亏"
    assert plan.steps.get().result == "炒了二十斤"


def test_the_household_confirms_or_deletes_what_was_written_down_for_it(cast, plan, own):
    plan.say(by=cast.handler, willing=Own.YES)
    own.post(f"{plan.follow_url}views/1/confirm/")
    assert plan.views.get().confirmed_at

    own.post(f"{plan.follow_url}views/1/strike/")

    assert not plan.views.exists()


def test_the_household_takes_the_plan_back_and_its_page_says_so(plan, own):
    own.post(f"{plan.follow_url}withdraw/")

    page = own.get(plan.follow_url).content.decode()
    assert "内容已删除" in page and "茶园" not in page
    refused = own.post(f"{plan.follow_url}say/", {"willing": Own.YES})
    assert refused.status_code == 422


def test_without_the_secret_nobody_reads_it(plan):
    stranger = Client()
    stranger.post("/cases/follow/", {"number": plan.number, "secret": "2345679F"})

    response = stranger.get(plan.follow_url)

    assert response.status_code == 302 and "/cases/follow/" in response["Location"]


@pytest.mark.parametrize("name", ["head", "leader", "inspector", "supervisor", "village_worker", "keeper"])
def test_to_any_other_officer_there_is_no_such_plan(plan, officer, name):
    client = officer(name)

    for path in ("", "revise/", "say/", "steps/", "coworkers/"):
        assert client.get(plan.url + path).status_code == 404


def test_a_coworker_helps_and_only_the_holder_names_one(cast, plan, handler, officer):
    handler.post(f"{plan.url}coworkers/", {"user": cast.village_worker.pk})
    helper = officer("village_worker")

    assert helper.post(f"{plan.url}steps/", {"what": "联系炒茶师傅", "whose": "ours"}).status_code == 302
    assert helper.get(f"{plan.url}coworkers/").status_code == 403

    handler.post(f"{plan.url}coworkers/{cast.village_worker.username}/release/")
    assert helper.get(plan.url).status_code == 404


def test_nothing_chosen_and_nothing_written_is_asked_again(plan, own):
    response = own.post(f"{plan.follow_url}say/", {"words": "  "})

    assert response.status_code == 422
    assert not plan.views.exists()


def test_the_page_has_no_sum_and_no_mark(cast, plan, handler):
    plan.say(by=Voice.PETITIONER, willing=Own.YES, daring=Own.NOT_YET)

    page = handler.get(plan.url).content.decode()

    assert "想干" in page and "还没有" in page
    assert not any(word in page for word in ("得分", "分值", "总分", "排名", "%"))


def test_the_plan_costs_no_more_queries_with_many_steps(cast, plan, handler, own, django_assert_max_num_queries):
    for turn in range(30):
        plan.add_step(by=Voice.PETITIONER, what=f"第{turn}步")
        plan.say(by=cast.handler, willing=Own.YES, words=f"第{turn}次")

    with django_assert_max_num_queries(12):
        handler.get(plan.url)
    with django_assert_max_num_queries(12):
        own.get(plan.follow_url)
