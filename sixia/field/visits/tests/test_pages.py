"""The pages an officer and the people go through, without JavaScript."""

import datetime as dt
import io
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import load_workbook

from sixia.field.visits.models import Invitation, Visit
from sixia.field.visits.workflow import Status
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel
from sixia.spine.commitments.models import Commitment

from .conftest import WORDS, plan

pytestmark = pytest.mark.django_db


def planned_form(cast, **given):
    start = timezone.localtime() + dt.timedelta(days=2)
    return {
        "once": str(uuid.uuid4()),
        "user": cast.leader.pk,
        "place": cast.village.pk,
        "kinds": ["reception", "onsite"],
        "purpose": "看桥，听群众说说",
        "start_at": f"{start:%Y-%m-%dT09:00}",
        "end_at": f"{start:%Y-%m-%dT12:00}",
        "entourage": "2",
        "banners": "no",
        **given,
    }


def invited(**given):
    return {
        "once": str(uuid.uuid4()),
        "words": "请来看看我们合作社的冷库，建好了用不上电。",
        "place_words": "石桥镇上坪村",
        "contact": "13900001234",
        "consent": "on",
        **given,
    }


def test_a_visit_from_the_plan_to_those_told(cast, officer, case):
    leader = officer("leader")

    leader.post(f"/visits/plan/?case={case.number}", planned_form(cast, cases=[case.number]))
    visit = Visit.objects.get()
    start = visit.url
    leader.post(f"{start}depart/")
    assert Visit.objects.get().status == Status.PLANNED  # nobody leaves before the brief was read
    leader.post(f"{start}brief/open/")
    leader.post(f"{start}depart/")
    leader.post(f"{start}stop/", {"once": uuid.uuid4(), "kind": "home", "where": "三组老桥头", "minutes": 40})
    leader.post(f"{start}meet/", {"once": uuid.uuid4(), "kind": "individual", "count": 1})
    leader.post(f"{start}note/", {"once": uuid.uuid4(), "kind": "words", "text": "绕路半年了。", "said_by": "开小店的大嫂"})
    for what in ("水黄", "路坏", "灯不亮", "要停车场"):
        leader.post(f"{start}matter/", {"once": uuid.uuid4(), "what": what, "raised_by": "三组村民"})
    water, road, light, parking = visit.matters.all()
    due = f"{timezone.localdate() + dt.timedelta(days=20):%Y-%m-%d}"
    leader.post(f"{start}matters/{water.once}/", {"why": "当场排浑，水清了。", "front_lines": ["conflict"]})
    leader.post(f"{start}matters/{road.once}/?as=case", {"words": "进村路坏了三处。"})
    leader.post(
        f"{start}matters/{light.once}/?as=promise",
        {"once": uuid.uuid4(), "what": "月底前装好路灯", "unit": cast.bureau.pk, "due_on": due},
    )
    leader.post(f"{start}matters/{parking.once}/?as=not_solvable", {"why": "是基本农田。", "basis": "《土地管理法》"})
    leader.post(f"{start}carried/{case.number}/", {"outcome": "case", "result": "看了现场，三天内报方案。"})
    closed = leader.post(f"{start}close/", {"summary": "四件事。", "entourage": "3"})
    leader.post(f"{start}matters/{water.once}/tell/", {"how": "face", "words": "好。"})

    visit.refresh_from_db()
    assert closed.status_code == 302 and visit.status == Status.CLOSED
    assert Case.objects.get(met_on=road).channel == Channel.FIELD
    assert Commitment.objects.get().unit == cast.bureau
    assert [matter.outcome for matter in visit.matters.all()] == ["on_the_spot", "case", "promise", "not_solvable"]
    page = leader.get(start).text
    assert "四件事" in page and "开小店的大嫂" in page and "《土地管理法》" in page
    assert "水黄" not in leader.get("/visits/returns/").text and "路坏" in leader.get("/visits/returns/").text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"purpose": ""}, "purpose"),
        ({"kinds": []}, "kinds"),
        ({"place": "990101999999"}, "place"),
        ({"end_at": "2020-01-01T00:00"}, "end_at"),
        ({"start_at": "昨天"}, "start_at"),
        ({"purpose": "长" * 400}, "purpose"),
        ({"cases": ["000000000000000"]}, "cases"),
    ],
)
def test_a_plan_that_fails_comes_back_filled_in(cast, officer, given, said):
    response = officer("leader").post("/visits/plan/", planned_form(cast, **given))

    assert response.status_code == 422
    assert said in response.context["form"].errors
    assert response.context["form"]["tasks"].value() in (None, "")
    assert not Visit.objects.exists()


def test_a_double_click_plans_one_visit(cast, officer):
    form, leader = planned_form(cast), officer("leader")

    first, second = leader.post("/visits/plan/", form), leader.post("/visits/plan/", form)

    assert first["Location"] == second["Location"]


def test_what_speaks_against_closing_is_said_and_what_was_typed_stays(cast, officer, under_way):
    under_way.take_up(by=cast.leader, what="桥")

    response = officer("leader").post(f"{under_way.url}close/", {"summary": "写了很久的小结，不能丢。"})

    assert response.status_code == 422
    assert "凭结果销账" in response.text and "写了很久的小结" in response.text


def test_a_promise_for_yesterday_is_refused_in_words(cast, officer, under_way):
    matter = under_way.take_up(by=cast.leader, what="路灯")

    response = officer("leader").post(
        f"{under_way.url}matters/{matter.once}/?as=promise",
        {"once": uuid.uuid4(), "what": "村口装路灯", "unit": cast.bureau.pk, "due_on": "2020-01-01"},
    )

    assert response.status_code == 422
    assert not Commitment.objects.exists()


def test_what_people_said_is_not_read_by_those_it_may_be_about(cast, officer, under_way):
    under_way.note(by=cast.leader, kind="words", text="镇里的人不管。", said_by="店主")

    assert "镇里的人不管" in officer("leader").get(under_way.url).text
    assert "镇里的人不管" in officer("inspector").get(under_way.url).text
    for name in ("township_intake", "handler"):
        page = officer(name).get(under_way.url)
        assert page.status_code == 200 and "镇里的人不管" not in page.text and "店主" not in page.text


def test_an_unannounced_visit_is_hidden_from_those_visited_until_it_has_begun(cast, officer):
    visit = plan(cast, unannounced=True)

    hidden = [officer(name).get(visit.url).status_code for name in ("township_intake", "inspector", "handler")]
    listed = officer("township_intake").get("/visits/calendar/?whose=all").text
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)

    assert hidden == [404, 404, 404]
    assert visit.url not in listed
    assert officer("township_intake").get(visit.url).status_code == 200


def test_the_questions_of_a_shallow_visit_are_put_to_the_visitor_alone(cast, officer, under_way):
    under_way.stop(by=cast.leader, kind="site", minutes=10, shown_to_us=True)

    assert "住着谁" in officer("leader").get(under_way.url).text
    for name in ("inspector", "supervisor", "intake"):
        assert "住着谁" not in officer(name).get(under_way.url).text


def test_a_note_on_a_case_sealed_meanwhile_is_kept_and_the_writer_is_told_without_what(cast, officer, under_way, case):
    under_way.note(by=cast.leader, kind="words", text="那件事是这样的。", case=case)
    under_way.carry(by=cast.leader, case=case)
    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    page = officer("leader").get(under_way.url).text

    assert "那件事是这样的" not in page and case.title not in page and case.spoken_number not in page
    assert "妥善保存" in page


def test_the_brief_tells_the_cases_the_promises_and_what_is_different(cast, officer, closed, case):
    Commitment.objects.promise(
        by=cast.leader,
        what="换好桥栏杆",
        unit=cast.bureau,
        place=cast.village,
        due_on=timezone.localdate() + dt.timedelta(days=9),
    )
    visit = plan(cast, cases=[case])

    page = officer("leader").get(f"{visit.url}brief/").text

    assert case.title in page and "换好桥栏杆" in page and "叶青松" in page
    assert "新来诉求" in page


def test_a_brief_with_much_to_say_is_cut_and_says_so(cast, officer):
    for position in range(15):
        Case.objects.register(by=cast.leader, words=f"第{position}件事。", place=cast.village)
    visit = plan(cast)

    page = officer("leader").get(f"{visit.url}brief/").text

    assert "还有 9 件" in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "", "?box=open", "?box=all", "plan/", "returns/", "calendar/", "calendar/?whose=all&month=2026-02", "where/", "map/",
        "where/?by=silent", "record/", "invitations/", "invitations/?box=answered", "{number}/", "{number}/brief/",
        "{number}/note/", "{number}/meet/", "{number}/stop/", "{number}/matter/", "{number}/close/", "{number}/carry/", "invite/",
    ],
)  # fmt: skip
def test_pages_speak_both_languages(cast, officer, under_way, language, address):
    response = officer("leader").get("/visits/" + address.format(number=under_way.number), headers={"Accept-Language": language})

    assert response.status_code == 200
    assert ("大字" in response.text) == (language == "zh-hans")


@pytest.mark.parametrize("rows", [1, 20])
def test_pages_take_at_most_twelve_statements_whatever_the_rows(cast, officer, rows, django_assert_max_num_queries):
    visit = plan(cast, companions=[cast.head])
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)
    for position in range(rows):
        Case.objects.register(by=cast.leader, words=f"第{position}件。", place=cast.village)
        visit.note(by=cast.leader, kind="seen", text=f"看到{position}")
        visit.stop(by=cast.leader, kind="home")
        visit.take_up(by=cast.leader, what=f"事{position}", raised_by="村民").raise_case(by=cast.leader, words=f"事{position}。")
        plan(cast, purpose=f"第{position}次下访")
    leader = officer("leader")
    addresses = ["?box=mine", "?box=all", "returns/", "calendar/?whose=all", "where/", "map/", "record/", "invitations/"]

    for address in [*addresses, f"{visit.number}/?box=open", f"{visit.number}/brief/", f"{visit.number}/carry/"]:
        with django_assert_max_num_queries(12):
            assert leader.get(f"/visits/{address}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "?box=%00", "calendar/?month=9999-99", "calendar/?month=0001-01", "calendar/?month=%00", "where/?place=%00",
        "where/?place=11&by=%00", "map/?place=990101101201", "plan/?case=%00&place=%00&invitation=%00", "record/nobody/",
        "calendar/x.ics", "calendar/a:b:c.ics", "returns/?after=x",
    ],
)  # fmt: skip
def test_an_address_nobody_would_type_breaks_nothing(cast, officer, address):
    assert officer("leader").get(f"/visits/{address}").status_code in (200, 404)


def test_people_invite_without_an_account_and_get_an_answer(cast, client, officer):
    receipt = client.post("/visits/invite/", invited(), follow=True)
    thing = Invitation.objects.get()
    leader = officer("leader")
    form = planned_form(cast)
    to_answer = leader.post(f"/visits/plan/?invitation={thing.number}", form)
    leader.post(to_answer["Location"], {"visit": Visit.objects.get().number, "words": "后天上午到，请在家等。"})

    assert thing.spoken_secret in receipt.text
    assert f"/visits/invitations/{thing.number}/" in to_answer["Location"]
    assert "后天上午到" in client.get(f"/visits/invite/{thing.number}/").text
    assert Client().get(f"/visits/invite/{thing.number}/").status_code == 302


def test_an_invitation_is_opened_with_its_receipt_where_all_receipts_are(cast, client):
    client.post("/visits/invite/", invited())
    thing, other = Invitation.objects.get(), Client()

    opened = other.post("/cases/follow/", {"number": thing.number, "secret": thing.secret})

    assert opened["Location"] == f"/visits/invite/{thing.number}/"


@pytest.mark.parametrize(
    ("given", "said"), [({"words": ""}, "words"), ({"contact": "随便"}, "contact"), ({"consent": ""}, "consent")]
)
def test_an_invitation_that_fails_comes_back_filled_in(cast, client, given, said):
    response = client.post("/visits/invite/", invited(**given))

    assert response.status_code == 422
    assert said in response.context["form"].errors
    assert not Invitation.objects.exists()


def test_declining_needs_a_reason(cast, client, officer):
    client.post("/visits/invite/", invited())
    thing, leader = Invitation.objects.get(), officer("leader")

    empty = leader.post(f"/visits/invitations/{thing.number}/", {"reason": ""})
    said = leader.post(f"/visits/invitations/{thing.number}/", {"reason": "供电所本周会上门。"})

    assert empty.status_code == 422 and said.status_code == 302
    assert "供电所本周会上门" in client.get(f"/visits/invite/{thing.number}/").text


def test_the_petitioner_sees_who_takes_the_case_down_but_not_an_unannounced_visit_to_come(cast, client, case):
    client.post("/cases/follow/", {"number": case.number, "secret": case.secret})
    secret = plan(cast, cases=[case], unannounced=True)
    before = client.get(f"/visits/own/{case.number}/").text
    secret.open_brief(by=cast.leader)
    secret.depart(by=cast.leader)

    assert "叶青松" not in before
    assert "叶青松" in client.get(f"/visits/own/{case.number}/").text


def test_the_page_of_a_case_shows_the_visits_that_take_it_along(cast, officer, case):
    visit = plan(cast, cases=[case])

    assert visit.url in officer("leader").get(f"/visits/case/{case.number}/", headers={"HX-Request": "true"}).text
    assert officer("colleague").get(f"/visits/case/{case.number}/").status_code == 404


def test_the_export_holds_no_word_of_anyone(cast, officer, closed):
    closed.note(by=cast.leader, kind="words", text=WORDS, said_by="店主")

    response = officer("leader").get("/visits/export/?box=made")

    rows = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2 and rows[1][7] == closed.purpose
    assert WORDS not in str(rows) and "店主" not in str(rows)


def test_a_village_merged_after_planning_is_said_on_the_page(cast, officer):
    visit = plan(cast, place=cast.place("下洋村"))
    cast.place("下洋村").merge(into=cast.village, by=cast.keeper)
    visit.open_brief(by=cast.leader)

    assert "原定去下洋村" in officer("leader").get(visit.url).text


def test_the_brief_is_for_those_who_go_and_those_who_may_hear(cast, officer, planned):
    assert officer("leader").get(f"{planned.url}brief/").status_code == 200
    assert officer("inspector").get(f"{planned.url}brief/").status_code == 200
    assert officer("handler").get(f"{planned.url}brief/").status_code == 403


def test_a_case_taken_along_is_named_only_to_those_who_may_see_it_or_go(cast, officer, case):
    visit = plan(cast, cases=[case], companions=[cast.colleague])

    assert case.title in officer("colleague").get(visit.url).text
    assert case.title in officer("intake").get(visit.url).text
    assert case.title not in officer("education_handler").get(visit.url).text
