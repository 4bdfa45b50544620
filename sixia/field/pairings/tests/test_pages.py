"""The pages an officer goes through, without JavaScript."""

import datetime as dt
import io
import uuid

import pytest
from django.utils import timezone
from python_calamine import load_workbook

from sixia.field.pairings.models import Coverage, Pairing
from sixia.field.pairings.workflow import How, Kind
from sixia.foundations.people.models import Enterprise, Household
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .conftest import SINCE, WHY


def filled(to, **given):
    kept = {"once": str(uuid.uuid4()), "post": to.pk, "kind": "place", "place": "石桥镇上坪村", "purpose": WHY}
    return {**kept, "starts_on": "2026-01-05", **given}


def test_a_leader_ties_a_post_to_a_village(cast, post, officer):
    response = officer("leader").post("/pairings/tie/", filled(post), follow=True)

    pairing = Pairing.objects.get()
    assert (pairing.place, pairing.post) == (cast.village, post)
    assert pairing.spoken_number in response.content.decode()


def test_a_double_click_makes_one_tie(cast, post, officer):
    form, leader = filled(post), officer("leader")

    first, second = (leader.post("/pairings/tie/", form) for _time in range(2))

    assert first["Location"] == second["Location"]
    assert Pairing.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"kind": "enterprise", "enterprise": "宁溪县竹韵家具厂"}, Kind.ENTERPRISE),
        ({"kind": "project", "project": "上坪村便民桥"}, Kind.PROJECT),
        ({"kind": "household", "address": "上坪村12号"}, Kind.HOUSEHOLD),
    ],
)
def test_it_can_be_an_enterprise_a_project_or_a_household(cast, post, officer, given, kind):
    officer("leader").post("/pairings/tie/", filled(post, **given))

    assert (Pairing.objects.get().kind, Pairing.objects.get().place) == (kind, cast.village)


def test_an_enterprise_already_known_is_not_registered_again(cast, post, officer):
    officer("leader").post("/pairings/tie/", filled(post, kind="enterprise", enterprise=cast.firm.name))

    assert Pairing.objects.get().enterprise == cast.firm
    assert Enterprise.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"place": ""}, "place"),
        ({"place": "瀛洲岛"}, "place"),
        ({"kind": "enterprise"}, "enterprise"),
        ({"enterprise": "宁溪县云峰茶业有限公司"}, "enterprise"),
        ({"kind": "household", "address": "上坪村12号", "project": "便民桥"}, "project"),
        ({"purpose": ""}, "purpose"),
        ({"starts_on": "2026-13-40"}, "starts_on"),
        ({"starts_on": "0926-01-01"}, "starts_on"),
        ({"days_per_quarter": "-3"}, "days_per_quarter"),
        ({"post": ""}, "post"),
    ],
)
def test_a_form_that_fails_comes_back_filled_in_and_nothing_is_kept(cast, post, officer, given, wrong):
    response = officer("leader").post("/pairings/tie/", filled(post, **given))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [wrong])
    assert form["purpose"].value() == given.get("purpose", WHY)
    assert not (Pairing.objects.exists() or Household.objects.exists())


def test_the_same_tie_again_is_said_above_the_form_in_both_languages(cast, post, tied, officer):
    leader = officer("leader")

    for language, said in (("zh-hans", "已经挂钩这个对象"), ("en", "already tied")):
        leader.cookies["django_language"] = language
        response = leader.post("/pairings/tie/", filled(post))
        assert response.status_code == 422
        assert said in response.content.decode()


def test_a_contact_is_written_down_with_their_words_and_a_wrong_day_is_said(cast, tied, officer):
    leader, url = officer("leader"), f"{tied.url}contact/"
    form = {"once": str(uuid.uuid4()), "on": timezone.localdate() + dt.timedelta(days=2), "how": "visit", "words": "桥还没修"}

    refused = leader.post(url, form)
    assert refused.status_code == 422
    assert refused.context["form"]["words"].value() == "桥还没修"

    page = leader.post(url, {**form, "on": timezone.localdate()}, follow=True).content.decode()
    assert "桥还没修" in page


def test_for_a_township_the_village_can_be_said(cast, post, officer):
    town = Pairing.objects.tie(by=cast.leader, post=post, place=cast.township, starts_on=SINCE, purpose=WHY)
    form = {"once": str(uuid.uuid4()), "on": timezone.localdate(), "how": "visit", "where": "上坪村"}

    officer("leader").post(f"{town.url}contact/", form)

    assert Coverage.objects.get().place == cast.village


def test_days_spent_are_shown_to_the_holder_alone(cast, tied, officer):
    tied.contact(by=cast.leader, on=timezone.localdate(), how=How.VISIT)

    seen = {name: officer(name).get(tied.url).context["spent"] for name in ("leader", "supervisor", "inspector", "intake")}

    assert seen == {"leader": 1, "supervisor": None, "inspector": None, "intake": None}


def test_the_next_holder_takes_the_tie_in_hand_with_its_sheet(cast, post, tied, officer):
    case = Case.objects.register(by=Voice.PETITIONER, words="村口的桥栏杆断了。", place=cast.village).case
    promise = Commitment.objects.promise(
        by=cast.leader, what="月底前换好栏杆", unit=post.unit, post=post, place=cast.village, due_on=dt.date(2099, 1, 1)
    )
    post.hand_over(to=cast.researcher, by=cast.keeper)
    researcher = officer("researcher")
    assert "还没有接手" in researcher.get(tied.url).content.decode()

    form = {"post": post.pk, "on": timezone.localdate(), "note": "桥的事最急"}
    researcher.post(f"{tied.url}hand-over/", form)

    sheet = researcher.get(f"{tied.url}sheet/1/").content.decode()
    assert case.title in sheet and promise.what in sheet and "桥的事最急" in sheet


def test_a_post_that_nobody_holds_is_said(cast, post, tied, officer):
    post.tenures.get().end(by=cast.keeper, on=timezone.localdate() - dt.timedelta(days=1))

    page = officer("supervisor").get("/pairings/?box=vacant").content.decode()

    assert cast.village.name in page and "职务空缺" in page


def test_a_tie_on_a_village_that_merged_later_says_what_it_has_become_part_of(cast, tied, neighbours, officer):
    cast.village.merge(into=neighbours[0], by=cast.keeper)

    page = officer("leader").get(tied.url).content.decode()

    assert f"已并入{neighbours[0].name}" in page
    assert list(Pairing.objects.of_place(neighbours[0])) == [tied]


def test_the_export_names_no_address(cast, tied, to_household, officer):
    response = officer("head").get("/pairings/export/?box=all")

    (sheet,) = load_workbook(io.BytesIO(response.content)).sheet_names
    rows = load_workbook(io.BytesIO(response.content)).get_sheet_by_name(sheet).to_python()
    assert len(rows) == 2
    assert "12号" not in str(rows) and cast.village.name in rows[1][0]


def test_the_quietest_village_stands_first_and_says_that_silence_is_not_calm(cast, tied, officer):
    Coverage.objects.gather()
    tied.contact(by=cast.leader, on=timezone.localdate(), how=How.VISIT)

    response = officer("leader").get("/pairings/quiet/")

    page, rows = response.content.decode(), response.context["villages"]
    assert "沉默不等于平安" in page
    assert [row.code for row in rows][-1] == cast.village.code
    assert rows[-1].tied and rows[0].never


def test_the_page_of_silence_narrows_to_a_place_and_refuses_what_lies_beyond(cast, officer):
    Coverage.objects.gather()
    head = officer("township_head")

    assert len(head.get("/pairings/quiet/").context["villages"]) == 4
    assert len(head.get("/pairings/quiet/?place=990101101201").context["villages"]) == 1
    for beyond in ("990101", "990101201", "99", "nonsense"):
        assert head.get(f"/pairings/quiet/?place={beyond}").status_code == 404


def test_enterprises_projects_and_households_are_known_by_their_ties(cast, post, to_household, officer):
    Pairing.objects.tie(by=cast.leader, post=post, enterprise=cast.firm, starts_on=SINCE, purpose=WHY)

    def shown(name, kind):
        return [row.object for row in officer(name).get(f"/pairings/quiet/?kind={kind}").context["rows"]]

    assert shown("leader", "enterprise") == [cast.firm.name]
    assert shown("leader", "household") == []
    assert len(shown("head", "household")) == 1


def many(cast, post):
    """Sixty ties, contacts on the first."""
    for turn in range(60):
        Pairing.objects.tie(
            by=cast.leader,
            post=post,
            project=f"工程{turn}",
            at=cast.village,
            starts_on=SINCE + dt.timedelta(days=turn),
            purpose=WHY,
        )
    first = Pairing.objects.earliest("id")
    for turn in range(40):
        first.contact(by=cast.leader, on=SINCE + dt.timedelta(days=turn), how=How.PHONE, words="电话里说的")
        Case.objects.register(by=Voice.PETITIONER, words=f"第{turn}盏路灯不亮。", place=cast.village)
    return first


def test_no_page_asks_the_database_more_than_twelve_times_however_many_rows_there_are(
    cast, post, officer, django_assert_max_num_queries
):
    first = many(cast, post)
    Coverage.objects.gather()
    leader = officer("leader")
    pages = [
        "/pairings/?box=all",
        "/pairings/?box=mine",
        "/pairings/quiet/",
        "/pairings/quiet/?kind=project",
        f"{first.url}sheet/",
    ]

    for url in [*pages, first.url, f"{first.url}?box=all"]:
        with django_assert_max_num_queries(12):
            assert leader.get(url).status_code == 200


def test_a_long_list_goes_on_and_comes_back(cast, post, officer):
    many(cast, post)
    leader = officer("leader")

    first = leader.get("/pairings/?box=all")
    second = leader.get(f"/pairings/?box=all&after={first.context['page'].after}")

    assert len(first.context["rows"]) == 25
    assert {row.number for row in first.context["rows"]}.isdisjoint(row.number for row in second.context["rows"])
    assert second.context["page"].before


def test_an_officer_outside_sees_no_tie_and_one_inside_may_not_do_everything(cast, tied, officer):
    assert officer("handler").get(tied.url).status_code == 404
    assert officer("intake").get(f"{tied.url}contact/").status_code == 403
