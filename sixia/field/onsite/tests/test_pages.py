"""The pages officers and everyone go through, without JavaScript."""

import datetime as dt
import io
import uuid

import pytest
from django.utils import timezone
from python_calamine import load_workbook

from sixia.field.onsite.models import Deed, Meeting, StubbornProblem
from sixia.field.onsite.workflow import Decision, Status
from sixia.foundations.units.models import Matter
from sixia.spine.cases.models import Case

from .conftest import MEASURES, PURPOSE, WORDS, in_days, open_case, planned, post_of, promised, seal

pytestmark = pytest.mark.django_db


def plan_form(cast, **given):
    return {
        "once": str(uuid.uuid4()),
        "kind": "onsite",
        "unit": cast.unit("county").pk,
        "place": cast.township.pk,
        "venue": "上坪村桥头",
        "starts_at": f"{timezone.localtime() + dt.timedelta(days=5):%Y-%m-%dT%H:%M}",
        "chair": post_of(cast.leader).pk,
        "purpose": PURPOSE,
        **given,
    }


def test_a_meeting_from_the_calendar_to_the_public_minutes(cast, officer, client, case):
    leader, handler = officer("leader"), officer("handler")
    leader.post("/onsite/plan/", plan_form(cast))
    meeting = Meeting.objects.get()
    at = f"/onsite/{meeting.number}"

    leader.post(f"{at}/take-up/", {"case": case.spoken_number})
    leader.post(f"{at}/topics/1/prepare/", {"measures": MEASURES, "unit_1": cast.bureau.pk, "what_1": "带护栏到场"})
    assert leader.get(f"{at}/summon/").context["form"].initial["units"] == [cast.bureau.pk]
    leader.post(f"{at}/summon/", {"units": [cast.bureau.pk]})
    handler.post(f"{at}/respond/", {"attends": "yes", "answer": "陈立 公路股股长"})
    leader.post(f"{at}/start/")
    leader.post(f"{at}/arrive/", {"unit": cast.bureau.code})
    leader.post(f"{at}/present/", {"once": str(uuid.uuid4()), "user": cast.leader.pk})
    leader.post(
        f"{at}/topics/1/decide/",
        {
            "once": str(uuid.uuid4()),
            "decision": "promise",
            "words": "二十天内换好。",
            "front_line": ["conflict"],
            **promised(cast),
            "unit": cast.bureau.pk,
        },
    )
    leader.post(f"{at}/close/")
    leader.post(f"{at}/sign/")
    leader.post(f"{at}/publish/", {"purpose": PURPOSE, "title_1": case.title, "words_1": "二十天内换好。", "publish": "1"})

    meeting.refresh_from_db()
    assert meeting.published_at
    page = client.get(meeting.public_url).content.decode()
    assert "二十天内换好。" in page and "换好桥上全部栏杆" in page and "县交通运输局" in page
    assert meeting.public_url in client.get("/meetings/").content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"starts_at": "2020-01-01T09:00"}, "starts_at"),
        ({"starts_at": "2199-01-01T09:00"}, "starts_at"),
        ({"venue": ""}, "venue"),
        ({"purpose": "长" * 301}, "purpose"),
        ({"place": "110101"}, "place"),
        ({"chair": "0"}, "chair"),
        ({"once": "x"}, "once"),
    ],
)
def test_a_plan_that_fails_comes_back_filled_in(cast, officer, given, said):
    response = officer("leader").post("/onsite/plan/", plan_form(cast, **given))

    form = response.context["form"]
    assert response.status_code == 422 and said in form.errors
    assert form["purpose"].value() == plan_form(cast, **given)["purpose"]
    assert not Meeting.objects.exists()


def test_a_post_without_holder_is_said_above_the_form(cast, officer):
    post = post_of(cast.leader)
    post.tenures.get().end(by=cast.keeper, on=in_days(2))

    response = officer("leader").post("/onsite/plan/", plan_form(cast, chair=post.pk))

    assert response.status_code == 422 and "没有人担任" in response.content.decode()


def test_a_double_click_plans_one_meeting(cast, officer):
    form, leader = plan_form(cast), officer("leader")

    first, second = leader.post("/onsite/plan/", form), leader.post("/onsite/plan/", form)

    assert first["Location"] == second["Location"] and Meeting.objects.count() == 1


def test_a_closed_bureau_cannot_be_told_from_the_form(cast, officer, meeting):
    cast.unit("culture").close(by=cast.keeper)

    response = officer("leader").post(f"/onsite/{meeting.number}/summon/", {"units": [cast.unit("culture").pk]})

    assert response.status_code == 422


def test_beginning_without_tasks_says_on_the_page_what_is_missing(cast, officer, summoned):
    summoned.take_up(by=cast.leader, title="垃圾清运")

    page = officer("leader").post(f"/onsite/{summoned.number}/start/", follow=True).content.decode()

    assert "会议还不能开" in page and "2. 垃圾清运" in page


def test_a_task_needs_a_unit_and_words_and_nothing_typed_is_lost(cast, officer, meeting):
    meeting.take_up(by=cast.leader, title="修桥")
    typed = {"measures": MEASURES, "unit_1": "", "what_1": "带图纸", "unit_2": cast.bureau.pk, "what_2": ""}

    response = officer("leader").post(f"/onsite/{meeting.number}/topics/1/prepare/", typed)

    form = response.context["form"]
    assert response.status_code == 422
    assert {"unit_1", "what_2"} <= set(form.errors)
    assert form["what_1"].value() == "带图纸" and form["measures"].value() == MEASURES


@pytest.mark.parametrize(
    ("decision", "missing"),
    [("promise", {"what", "unit", "due_on"}), ("study_first", {"what", "unit", "due_on"}), ("cannot", {"basis"})],
)
def test_each_decision_asks_for_what_it_needs(cast, officer, started, topic, decision, missing):
    typed = {"once": str(uuid.uuid4()), "decision": decision, "words": "写了很久的纪要，不能丢。"}

    response = officer("leader").post(topic.decide_url, typed)

    form = response.context["form"]
    assert response.status_code == 422 and missing == set(form.errors)
    assert form["words"].value() == typed["words"]


def test_a_topic_decided_meanwhile_is_said_and_what_was_typed_is_kept(cast, officer, started, topic):
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)
    typed = {"once": str(uuid.uuid4()), "decision": "cannot", "words": "另一份写了很久的纪要。", "basis": "《公路法》"}

    response = officer("leader").post(topic.decide_url, typed)

    assert response.status_code == 422
    assert "刚刚定了" in response.content.decode() and "另一份写了很久的纪要。" in response.content.decode()


def test_a_number_that_is_no_open_case_and_a_sealed_one_get_the_same_answer(cast, officer, meeting, case):
    sealed = open_case(cast, "有人收了好处。")
    seal(cast, sealed)
    intake = officer("leader")

    said = [
        intake.post(f"/onsite/{meeting.number}/take-up/", {"case": number}, follow=True).content.decode().count("没有这个编号的")
        for number in (sealed.number, "202601010000000", "")
    ]

    assert said == [1, 1, 1] and not meeting.topics.exists()


def test_a_private_name_is_shown_in_its_place_and_the_minutes_are_not_published(cast, officer, started, topic):
    started.note_present(by=cast.leader, user=cast.leader)
    topic.decide(by=cast.leader, decision="on_the_spot", words="已给林阿凤家装好护栏。")
    started.close(by=cast.leader)
    leader = officer("leader")
    leader.post(f"/onsite/{started.number}/sign/")

    response = leader.post(
        f"/onsite/{started.number}/publish/",
        {"purpose": PURPOSE, "title_1": topic.title, "words_1": "已给林阿凤家装好护栏。", "publish": "1"},
    )

    assert response.status_code == 422 and "已给林阿凤家装好护栏" in response.content.decode()
    started.refresh_from_db()
    assert started.published_at is None


def test_a_topic_shows_what_people_said_only_to_those_who_may_see_the_case(cast, officer, meeting):
    elsewhere = open_case(cast, "云峰村的桥栏杆断了，晚上没人敢过。")
    elsewhere.sort(by=cast.intake, kind="appeal", matter=None, place=cast.place("云峰村"))
    town = planned(cast, by=cast.township_head, unit=cast.unit("shiqiao"), place=cast.village)
    for held in (meeting, town):
        held.take_up(by=cast.leader, case=elsewhere, measures=MEASURES)

    leader = officer("leader").get(f"/onsite/{meeting.number}/topics/1/prepare/").content.decode()
    head = officer("township_head").get(f"/onsite/{town.number}/topics/1/prepare/").content.decode()

    assert "晚上没人敢过" in leader
    assert "晚上没人敢过" not in head.replace(elsewhere.title, "")


def test_the_case_page_shows_the_meeting_to_officers_who_may_see_it(cast, officer, started, topic, case):
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)

    page = officer("handler").get(f"/onsite/cases/{case.number}/", headers={"HX-Request": "true", "HX-Target": "onsite-of_case"})

    assert WORDS in page.content.decode() and "<html" not in page.content.decode()
    assert officer("colleague").get(f"/onsite/cases/{case.number}/").status_code == 404


def test_the_petitioner_reads_on_their_own_page_what_was_decided(cast, client, started, topic, case):
    client.post("/cases/follow/", {"number": case.number, "secret": case.secret})
    assert "列入议程" in client.get(f"/onsite/follow/{case.number}/").content.decode()

    topic.decide(by=cast.leader, decision="promise", words="二十天内换好。", promise=promised(cast))

    page = client.get(f"/onsite/follow/{case.number}/").content.decode()
    assert "二十天内换好。" in page and "换好桥上全部栏杆" in page


def test_the_petitioner_accepts_a_deed_with_their_receipt_and_a_double_click_is_one_word(cast, client, deed, case):
    deed.finish(by=cast.handler, words="护栏装好了")
    client.post("/cases/follow/", {"number": case.number, "secret": case.secret})
    typed = {f"{deed.number}-once": str(uuid.uuid4()), f"{deed.number}-accepted": "yes", f"{deed.number}-words": "好走了"}
    at = f"/onsite/follow/{case.number}/accept/{deed.number}/"

    client.post(at, typed)
    client.post(at, typed)

    assert [(it.accepted, it.words) for it in deed.acceptances.all()] == [(True, "好走了")]
    assert client.post(at, {}).status_code == 422
    assert "好走了" not in client.get("/deeds/").content.decode()


def test_a_deed_with_a_telephone_number_in_it_is_refused_at_once(cast, officer):
    typed = {
        "once": str(uuid.uuid4()), "title": "装护栏", "place": cast.village.pk, "unit": cast.bureau.pk, "beneficiaries": "全村",
        "benefit": "facility", "benefit_words": "有事打 13912345678",
    }  # fmt: skip

    response = officer("township_head").post("/onsite/deeds/undertake/", typed)

    assert response.status_code == 422 and "benefit_words" in response.context["form"].errors and not Deed.objects.exists()


def test_a_deed_does_not_name_whoever_raised_the_case_behind_it(cast, officer, closed, topic):
    typed = {
        "once": str(uuid.uuid4()), "title": "给林阿凤家门口装护栏", "place": cast.village.pk, "unit": cast.bureau.pk,
        "beneficiaries": "全村", "benefit": "facility", "benefit_words": "过桥不怕了",
    }  # fmt: skip

    response = officer("township_head").post(f"/onsite/deeds/undertake/?of={closed.number}-{topic.position}", typed)

    assert response.status_code == 422 and "林阿凤" in str(response.context["form"].errors["title"])
    assert not Deed.objects.exists()


def test_a_deed_that_comes_of_a_topic_is_accepted_by_whoever_raised_its_case(cast, officer, closed, topic, case):
    at = f"/onsite/deeds/undertake/?of={closed.number}-{topic.position}"
    head = officer("township_head")
    assert head.get(at).context["form"].initial["title"] == topic.title

    head.post(
        at,
        {
            "once": str(uuid.uuid4()), "title": "桥上装护栏", "place": cast.village.pk, "unit": cast.bureau.pk,
            "beneficiaries": "全村", "benefit": "facility", "benefit_words": "过桥不怕了",
        },
    )  # fmt: skip

    assert list(Deed.objects.of_case(case)) == [Deed.objects.get()]


@pytest.mark.parametrize("of", ["", "x", "202601010000000-1", "1-x"])
def test_a_deed_of_no_topic_is_none_the_worse(officer, of):
    assert officer("township_head").get(f"/onsite/deeds/undertake/?of={of}").status_code == 200


def test_a_problem_is_defined_and_solved_on_pages(cast, officer, client):
    leader = officer("leader")
    typed = {
        "once": str(uuid.uuid4()), "title": "上坪村桥年年坏", "place": cast.village.pk, "definition": "一到汛期就坏，年年修。",
        "cause": "没有养护单位", "plan": "定下养护单位", "leader": post_of(cast.leader).pk,
    }  # fmt: skip
    leader.post("/onsite/problems/define/", typed)
    problem = StubbornProblem.objects.get()

    response = leader.post(f"{problem.url}solve/", {"result": "两个桥墩都重做了，汛期没有再坏。"})

    assert response.status_code == 422 and "不能变为" in response.content.decode()
    leader.post(f"{problem.url}set-milestone/", {"once": str(uuid.uuid4()), **promised(cast), "unit": cast.bureau.pk})
    assert "换好桥上全部栏杆" in client.get(problem.public_url).content.decode()


def test_done_at_once_says_how_many_of_how_many_and_shows_zeros(cast, client, published):
    page = client.get("/meetings/at-once/").content.decode()

    assert "1个议题中，1个当场解决" in page
    assert page.count('<dd class="num">0</dd>') == 4


def test_the_export_has_one_row_a_topic_and_no_private_name(cast, officer, closed):
    response = officer("leader").get("/onsite/export/?box=all")

    rows = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2 and rows[1][9] == WORDS
    assert "林阿凤" not in str(rows)


@pytest.mark.parametrize("page", ["agenda", "notice", "sheet"])
def test_what_is_printed_says_where_and_who_chairs(officer, closed, page):
    text = officer("leader").get(f"/onsite/{closed.number}/{page}/").content.decode()

    assert "上坪村桥头" in text and "叶青松" in text


@pytest.mark.parametrize("verb", ["set-milestone", "solve", "relapse"])
def test_what_everyone_reads_of_a_problem_names_nobody_who_raised_it(cast, officer, problem, case, verb):
    problem.matter = Matter.objects.first()
    problem.save()
    Case.objects.filter(pk=case.pk).update(matter=problem.matter)
    words = "林阿凤家门口的桥又坏了，重做桥墩。"
    typed = {"once": str(uuid.uuid4()), **promised(cast, what=words), "unit": cast.bureau.pk, "result": words, "words": words}
    before = problem.trail.count()

    response = officer("leader").post(f"{problem.url}{verb}/", typed)

    assert response.status_code == 422 and "林阿凤家门口" in response.content.decode()
    assert problem.trail.count() == before


def test_a_problem_is_not_defined_with_the_name_of_one_who_raised_it(cast, officer, case):
    matter = Matter.objects.first()
    typed = {
        "once": str(uuid.uuid4()), "title": "桥年年坏", "place": cast.township.code, "matter": matter.pk,
        "definition": "林阿凤反映的这座桥年年修年年坏", "cause": "桥墩基础冲空", "plan": "重做两个桥墩",
        "leader": post_of(cast.leader).pk,
    }  # fmt: skip
    Case.objects.filter(pk=case.pk).update(matter=matter)

    assert officer("leader").post("/onsite/problems/define/", typed).status_code == 422
    seal(cast, case)
    assert officer("leader").post("/onsite/problems/define/", typed).status_code == 302  # a refusal would tell that there is one
    assert StubbornProblem.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    ["/onsite/?box=all", "/onsite/{number}/", "/onsite/{number}/topics/", "/meetings/", "/meetings/at-once/", "/deeds/",
     "/problems/",
     "/onsite/deeds/", "/onsite/problems/", "/meetings/{number}/"],
)  # fmt: skip
def test_a_page_costs_the_same_for_many_as_for_one(
    cast, officer, django_assert_max_num_queries, published, deed, problem, address
):
    for turn in range(3):
        more = planned(cast, purpose=f"第{turn}场")
        more.take_up(by=cast.leader, case=open_case(cast, f"路灯{turn}不亮。"), measures="换", tasks=[(cast.bureau, "去")])
        more.summon(by=cast.leader, units=[cast.bureau])
        Deed.objects.undertake(
            by=cast.leader, title=f"实事{turn}", place=cast.village, unit=cast.bureau, beneficiaries="全村", benefit="service",
            benefit_words="方便",
        )  # fmt: skip
    leader = officer("leader")
    leader.get("/onsite/")

    with django_assert_max_num_queries(12):
        assert leader.get(address.format(number=published.number)).status_code == 200


def test_a_meeting_out_of_sight_does_not_exist(officer, summoned):
    assert officer("colleague").get(summoned.url).status_code == 404


def test_the_list_says_how_many_since_when_and_in_what_order(officer, summoned):
    page = officer("leader").get("/onsite/").content.decode()

    assert "1场" in page and "最近的在前" in page


def test_a_meeting_reads_in_english_too(cast, officer, published):
    page = officer("leader").get(published.url, headers={"Accept-Language": "en"}).content.decode()

    assert "decided on the spot" in page and Decision.ON_THE_SPOT.label
    assert published.status == Status.CLOSED and Case.objects.count() == 1
