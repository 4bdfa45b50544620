import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.visits.brief import brief_of
from sixia.field.visits.models import Visit
from sixia.spine.commitments.models import Commitment

from .conftest import plan
from .test_pages import planned_form

pytestmark = pytest.mark.django_db


def promised(cast, what="换好桥上全部栏杆", **given):
    due_on = timezone.localdate() + dt.timedelta(days=20)
    said = {"by": cast.leader, "what": what, "unit": cast.bureau, "place": cast.village, "due_on": due_on}
    return Commitment.objects.promise(**{**said, **given})


def test_the_plan_offers_the_open_promises_of_the_place_and_keeps_those_ticked(cast, officer):
    chosen, left = promised(cast), promised(cast, "装路灯")
    leader, address = officer("leader"), f"/visits/plan/?place={cast.village.pk}"
    page = leader.get(address).text
    assert chosen.what in page and left.what in page

    leader.post(address, planned_form(cast, promises=[chosen.number]))

    assert list(Visit.objects.get().promises.all()) == [chosen]


def test_a_plan_that_fails_keeps_what_was_ticked(cast, officer):
    chosen = promised(cast)

    response = officer("leader").post("/visits/plan/", planned_form(cast, promises=[chosen.number], purpose=""))

    assert response.status_code == 422
    assert response.context["form"]["promises"].value() == [chosen.number]
    assert chosen.what in response.text


def test_a_number_that_is_no_promise_in_sight_is_refused(cast, officer):
    response = officer("leader").post("/visits/plan/", planned_form(cast, promises=["0" * 15]))

    assert response.status_code == 422
    assert not Visit.objects.exists()


def test_the_brief_names_them_first_and_says_what_came_of_them(cast, officer):
    nearer = promised(cast, "装路灯", due_on=timezone.localdate() + dt.timedelta(days=2))
    chosen = promised(cast)
    visit = plan(cast, promises=[chosen])

    brief = brief_of(visit, cast.leader)
    assert list(brief.promises.rows) == [chosen, nearer]

    chosen.report(by=cast.handler, words="栏杆换好了，请看。")
    chosen.confirm(by=cast.leader, kept=True, words="看过了。")
    page = officer("leader").get(f"{visit.url}brief/").text
    assert chosen.what in page and "本次跟进" in page and "已兑现" in page


# --- on the visit ------------------------------------------------------------------------------------


def out(cast, **given):
    visit = plan(cast, **given)
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)
    return visit


def test_what_was_found_stands_on_the_page_beside_what_was_promised_and_what_became_of_it(cast, officer):
    chosen = promised(cast)
    visit, leader = out(cast, promises=[chosen]), officer("leader")
    address = f"{visit.url}follow-up/?promise={chosen.number}"
    assert "所见待写" in leader.get(visit.url).text and chosen.what in leader.get(address).text

    leader.post(address, {"promise": chosen.number, "found": "换了一半，桥西还是旧的。"})
    chosen.report(by=cast.handler, words="都换好了。")

    page = leader.get(visit.url).text
    assert "换了一半，桥西还是旧的。" in page and chosen.what in page
    assert str(chosen.unit) in page and chosen.state_words in page and "当时：未兑现" in page
    assert "所见待写" not in page


def test_what_is_found_moves_the_promise_nowhere_and_is_told_once(cast):
    chosen = promised(cast)
    visit = out(cast, promises=[chosen])
    before = visit.trail.count()

    for _again in range(2):
        visit.follow_up(by=cast.leader, promise=chosen, found="都换好了。")

    chosen.refresh_from_db()
    assert chosen.status == "open" and visit.follow_ups.count() == 1
    assert visit.trail.count() == before + 1


def test_put_better_it_keeps_how_the_promise_stood_then(cast):
    chosen = promised(cast)
    visit = out(cast, promises=[chosen])
    visit.follow_up(by=cast.leader, promise=chosen, found="换了一半。")
    chosen.report(by=cast.handler, words="都换好了。")

    visit.follow_up(by=cast.leader, promise=chosen, found="换了一半，桥西还是旧的。")

    assert [(each.found, each.stood) for each in visit.follow_ups.all()] == [("换了一半，桥西还是旧的。", "open")]


def test_a_promise_of_the_place_that_was_not_planned_can_be_followed_up_too(cast, officer):
    other = promised(cast, "装路灯")
    visit, leader = out(cast), officer("leader")
    assert other.what in leader.get(f"{visit.url}follow-up/").text

    leader.post(f"{visit.url}follow-up/", {"promise": other.number, "found": "灯亮了。"})

    assert list(visit.promises.all()) == [other] and "灯亮了。" in leader.get(visit.url).text


def test_only_who_was_there_says_what_was_found_and_only_after_leaving(cast, officer):
    chosen = promised(cast)
    said = {"promise": chosen.number, "found": "换好了。"}
    ahead, visit = plan(cast, promises=[chosen]), out(cast, promises=[chosen])

    early = officer("leader").post(f"{ahead.url}follow-up/", said)
    outsider = officer("handler").post(f"{visit.url}follow-up/", said)

    assert (early.status_code, outsider.status_code) == (422, 403)
    assert not visit.follow_ups.exists() and not ahead.follow_ups.exists()


@pytest.mark.parametrize("given", [{"found": ""}, {"promise": "0" * 15}, {"promise": "\0"}, {"promise": ""}])
def test_a_follow_up_that_is_none_comes_back(cast, officer, given):
    chosen = promised(cast)
    visit = out(cast, promises=[chosen])

    response = officer("leader").post(f"{visit.url}follow-up/", {"promise": chosen.number, "found": "换好了。", **given})

    assert response.status_code == 422 and not visit.follow_ups.exists()


def test_a_promise_on_a_case_sealed_meanwhile_is_shown_to_those_named_alone(cast, officer, case):
    chosen = promised(cast, "核实那件事", case=case)
    visit = out(cast, promises=[chosen])
    visit.follow_up(by=cast.leader, promise=chosen, found="还在核实。")

    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    for name in ("leader", "inspector", "handler"):
        page = officer(name).get(visit.url).text
        assert "核实那件事" not in page and "还在核实" not in page


def test_whoever_came_to_follow_up_and_wrote_nothing_is_asked(cast, officer):
    visit = out(cast, promises=[promised(cast)])

    assert "来回头看承诺" in officer("leader").get(visit.url).text
    assert "来回头看承诺" not in officer("inspector").get(visit.url).text


def test_the_record_of_a_year_says_how_the_promises_followed_up_stand(cast, officer):
    chosen = promised(cast)
    visit = out(cast, promises=[chosen])
    visit.follow_up(by=cast.leader, promise=chosen, found="换了一半。")

    record = officer("leader").get("/visits/record/").context["record"]

    assert [(line.label, line.count) for line in record.followed] == [(chosen.state_words, 1)]


@pytest.mark.parametrize("rows", [1, 15])
def test_what_is_followed_up_costs_the_page_one_statement_however_much_it_is(cast, officer, rows, django_assert_max_num_queries):
    visit = out(cast, promises=[promised(cast, f"第{position}件事") for position in range(rows)])
    for promise in visit.promises.all():
        visit.follow_up(by=cast.leader, promise=promise, found="看过了。")
    leader = officer("leader")

    with django_assert_max_num_queries(12):
        assert leader.get(f"{visit.url}?box=open").status_code == 200
