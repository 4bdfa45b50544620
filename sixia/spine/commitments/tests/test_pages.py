"""The pages of promises, without JavaScript: the public list, the desk, the windows on a case."""

import io
import re
import uuid

import pytest
from django.conf import settings
from django.test import Client
from python_calamine import load_workbook

from sixia.foundations.trail.models import Voice
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.tally import STATES, shown_to_all, tally_of
from sixia.spine.commitments.workflow import Status


@pytest.fixture
def officer(cast):
    def sign_in(name):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in


@pytest.fixture
def petitioner(case):
    client = Client()
    client.post("/cases/follow/", {"number": case.number, "secret": case.secret})
    return client


@pytest.fixture
def one_of_each(cast, make, in_days):
    """Kept, running, late, relapsed, dropped and changed; and what the public never counts."""
    kept, late, relapsed, dropped, changed = [make(what=f"承诺{n}") for n in range(5)]
    for promise in (kept, relapsed):
        promise.report(by=cast.handler, words="办好了")
        promise.confirm(by=Voice.PETITIONER, kept=True)
    relapsed.recheck(by=cast.supervisor, holds=False)
    dropped.drop(by=cast.head, reason="整座重建", approved_by=cast.leader)
    changed.change(by=cast.head, due_on=in_days(60), reason="大雨")
    Commitment.objects.filter(pk=late.pk).update(due_on=in_days(-1), promised_on=in_days(-9), first_due_on=in_days(-1))
    make(place=cast.place("竹洲村"))
    make(person=cast.petitioner)


def said(**given):
    return {"once": str(uuid.uuid4()), "what": "年底前换完栏杆", "due_on": "2099-12-31", **given}


# --- the public list --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["990101", "990101101", "990101101201", "990101201202", "990101001"])
def test_every_count_is_the_number_of_rows_behind_it(one_of_each, place):
    tally = tally_of(shown_to_all(place))

    assert tally.counts == {name: shown_to_all(place, name).count() for name in STATES}
    assert tally.total == shown_to_all(place).count()
    assert sum(n for name, n in tally.counts.items() if name != "changed") == tally.total


def test_the_list_shows_the_counts_and_each_leads_to_its_rows(client, one_of_each):
    page = client.get("/promises/?place=990101101").content.decode()

    for name in STATES:
        (shown,) = re.findall(rf'state={name}"[^>]*><span[^>]*><strong class="num">(\d+)', page)
        behind = client.get(f"/promises/?place=990101101&state={name}").content.decode()
        assert behind.count('class="item"') == int(shown)


def test_a_place_is_found_by_the_words_people_use(client, one_of_each, promised):
    assert "承诺" in client.get("/promises/", {"q": "上坪"}).content.decode()
    unknown = client.get("/promises/", {"q": "没有这个地方"}).content.decode()
    assert "宁溪县" in unknown


@pytest.mark.parametrize("query", ["place=abc", "place=%00", "state=nonsense", "after=x", "place=" + "9" * 50])
def test_nonsense_in_the_address_breaks_nothing(client, promised, query):
    assert client.get(f"/promises/?{query}").status_code == 200


def test_the_public_page_tells_what_became_of_it_and_names_no_officer(client, cast, kept):
    page = client.get(kept.public_url).content.decode()

    assert kept.what in page and "护栏已换完" in page
    assert cast.handler.name not in page
    assert "换好了，结实" not in page  # the people's own words are theirs


def test_what_is_private_has_no_public_page(client, cast, make):
    promise = make(person=cast.petitioner)

    assert client.get(promise.public_url).status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
def test_a_page_costs_the_same_however_many_there_are(client, officer, make, rows, django_assert_max_num_queries):
    for _n in range(rows):
        make()
    head = officer("head")

    for address, asking in (("/promises/", client), ("/commitments/?box=unit", head), ("/commitments/?box=all", head)):
        asking.get(address)
        with django_assert_max_num_queries(12):
            asking.get(address)


def test_a_promise_with_a_long_history_is_one_page_of_few_queries(
    cast, officer, make, in_days, post_of, django_assert_max_num_queries
):
    promise = make(co_owners=[cast.unit("shiqiao")])
    promise.change(by=cast.head, due_on=in_days(60), reason="大雨")
    promise.note(by=cast.handler, words="开工了")
    promise.report(by=cast.handler, words="办好了")
    promise.confirm(by=cast.supervisor, kept=True, words="看过")
    promise.recheck(by=cast.supervisor, holds=False, words="又松了")
    promise.hand_over(by=cast.head, post=post_of(cast.other_head), reason="划转")

    for name in ("leader", "supervisor", "other_head"):
        client = officer(name)
        client.get(promise.url)
        with django_assert_max_num_queries(12):
            page = client.get(promise.url).content.decode()
        assert "大雨" in page and "划转" in page and "又松了" in page


# --- the desk ---------------------------------------------------------------------------------------


def test_a_leader_writes_down_what_a_bureau_promised(cast, officer):
    given = said(unit=cast.bureau.pk, place=cast.village.code, co_owners=[cast.unit("shiqiao").pk])

    response = officer("leader").post("/commitments/promise/", given)

    promise = Commitment.objects.get()
    assert response["Location"] == promise.url
    assert promise.promised_by == cast.leader
    assert promise.public


def test_a_unit_that_helps_is_looked_for_by_a_part_of_its_name(cast, officer):
    unit, leader = cast.unit("shiqiao"), officer("leader")

    looked = leader.post("/commitments/promise/", said(unit=cast.bureau.pk, **{"co_owners-find": unit.name[:2]}))
    added = leader.post("/commitments/promise/", said(unit=cast.bureau.pk, **{"co_owners-add": unit.pk}))

    assert unit in [found for found, _words in looked.context["form"]["co_owners"].matches]
    assert [chosen for chosen, _words in added.context["form"]["co_owners"].chosen] == [unit]
    assert not Commitment.objects.exists()


def test_a_double_click_makes_one_promise(cast, officer):
    given, leader = said(unit=cast.bureau.pk, place=cast.village.code), officer("leader")

    leader.post("/commitments/promise/", given)
    leader.post("/commitments/promise/", given)

    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(("due_on", "says"), [("2020-01-01", "已经过去"), ("not a day", ""), ("", "")])
def test_a_wrong_day_comes_back_with_everything_that_was_typed(cast, officer, due_on, says):
    given = said(unit=cast.bureau.pk, place=cast.village.code, due_on=due_on)

    response = officer("leader").post("/commitments/promise/", given)

    page = response.content.decode()
    assert response.status_code == 422
    assert "年底前换完栏杆" in page and says in page
    assert not Commitment.objects.exists()


def test_a_handler_promises_only_for_the_own_unit(cast, officer):
    response = officer("handler").post("/commitments/promise/", said(unit=cast.other_bureau.pk, place=cast.village.code))

    assert response.status_code == 422
    assert not Commitment.objects.exists()


def test_the_owner_reports_someone_outside_confirms(cast, officer, promised):
    officer("handler").post(f"{promised.url}report/", {"once": str(uuid.uuid4()), "words": "换完了，请验收。"})
    promised.refresh_from_db()
    officer("supervisor").post(f"{promised.url}confirm/", {"seen": promised.version, "kept": "yes", "words": "到现场看过"})

    promised.refresh_from_db()
    assert promised.status == Status.KEPT


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        ("report", "colleague"),
        ("note", "leader"),
        ("confirm", "handler"),
        ("confirm", "head"),
        ("confirm", "colleague"),
        ("recheck", "handler"),
        ("change", "handler"),
        ("hand_over", "colleague"),
        ("drop", "head"),
        ("ask_to_drop", "handler"),
        ("ask_to_drop", "leader"),
        ("refuse_to_drop", "head"),
    ],
)
def test_who_may_not_is_refused(officer, promised, verb, who):
    assert officer(who).get(f"{promised.url}{verb}/").status_code == 403


@pytest.mark.parametrize(
    ("verb", "who", "given"),
    [
        ("change", "head", {"due_on": "2099-01-01", "reason": ""}),
        ("change", "head", {"due_on": "2020-01-01", "reason": "补记一下"}),
        ("drop", "leader", {"reason": ""}),
        ("ask_to_drop", "head", {"reason": ""}),
        ("hand_over", "head", {"post": "", "reason": "划转职能"}),
        ("report", "handler", {"once": str(uuid.uuid4()), "words": ""}),
    ],
)
def test_a_form_that_fails_comes_back_filled_in_and_changes_nothing(officer, promised, verb, who, given):
    response = officer(who).post(f"{promised.url}{verb}/", {"seen": promised.version, **given})

    assert response.status_code == 422
    assert given.get("reason", "") in response.content.decode()
    assert promised.trail.count() == 1


def test_a_stale_page_is_noticed_and_what_was_typed_is_kept(officer, cast, promised, in_days):
    seen = promised.version
    promised.change(by=cast.head, due_on=in_days(40), reason="等材料")

    response = officer("head").post(f"{promised.url}change/", {"seen": seen, "due_on": "2099-01-01", "reason": "另有原因"})

    assert response.status_code == 422
    assert "同事刚刚" in response.content.decode() and "另有原因" in response.content.decode()


def test_a_leader_above_approves_that_it_is_dropped(officer, cast, promised):
    officer("leader").post(f"{promised.url}drop/", {"seen": promised.version, "reason": "桥要整座重建"})

    promised.refresh_from_db()
    assert promised.drop_record.approved_by == cast.leader


def test_what_was_asked_waits_on_the_page_until_someone_above_answers(officer, promised, client):
    officer("head").post(f"{promised.url}ask_to_drop/", {"seen": promised.version, "reason": "桥要整座重建"})
    promised.refresh_from_db()
    waiting = officer("head").get(promised.url).content.decode()
    asked = officer("leader").get(promised.url).content.decode()
    form = officer("leader").get(f"{promised.url}drop/").content.decode()

    officer("leader").post(f"{promised.url}refuse_to_drop/", {"seen": promised.version, "words": "栏杆不能等新桥"})

    refused = officer("head").get(promised.url).content.decode()
    assert "桥要整座重建" in waiting and "/drop/" not in waiting and "/ask_to_drop/" not in waiting
    assert f"{promised.url}drop/" in asked and f"{promised.url}refuse_to_drop/" in asked and "桥要整座重建" in form
    assert "栏杆不能等新桥" in refused and "/ask_to_drop/" in refused
    assert "仍要兑现" in client.get(promised.public_url).content.decode()


def test_whoever_raised_the_case_reads_that_dropping_is_asked_and_then_why(cast, petitioner, make, case):
    promise = make(case=case)
    promise.ask_to_drop(by=cast.head, reason="桥要整座重建")
    address = f"/promises/case/{case.number}/"
    waiting = petitioner.get(address).content.decode()

    promise.drop(by=cast.leader, approved_by=cast.leader, reason="随新桥一起做")

    assert "申请撤销" in waiting and "桥要整座重建" not in waiting
    assert "随新桥一起做" in petitioner.get(address).content.decode()


def test_a_private_promise_does_not_exist_for_others(cast, officer, make):
    promise = make(by=Voice.SYSTEM, person=cast.petitioner)

    assert officer("colleague").get(promise.url).status_code == 404
    assert officer("handler").get(promise.url).status_code == 200


def test_the_export_holds_what_the_box_holds(officer, one_of_each):
    response = officer("leader").get("/commitments/export/?box=late")

    sheet = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(sheet) == 2


def test_the_rail_counts_only_what_the_officer_has(officer, promised):
    rail = officer("head").get("/desk/rail/", headers={"HX-Request": "true", "HX-Target": "items"}).content.decode()

    assert "box=mine" in rail


# --- on a case --------------------------------------------------------------------------------------


def test_the_petitioner_sees_the_promise_on_their_case_and_has_the_word(cast, petitioner, make, case):
    promise = make(case=case)
    promise.report(by=cast.handler, words="换完了")
    address = f"/promises/case/{case.number}/"

    assert promise.what in petitioner.get(address).content.decode()
    response = petitioner.post(
        f"{address}{promise.number}/say/", {f"{promise.number}-kept": "yes", f"{promise.number}-words": ""}
    )

    promise.refresh_from_db()
    assert response["Location"] == case.follow_url
    assert promise.status == Status.KEPT
    assert promise.confirmations.get().voice == Voice.PETITIONER


def test_later_they_may_say_that_it_no_longer_holds(cast, petitioner, make, case):
    promise = make(case=case)
    promise.report(by=cast.handler, words="换完了")
    promise.confirm(by=Voice.PETITIONER, kept=True)

    petitioner.post(f"/promises/case/{case.number}/{promise.number}/say/", {f"{promise.number}-kept": "no"})

    promise.refresh_from_db()
    assert promise.status == Status.RELAPSED


def test_an_answer_left_out_comes_back_with_the_words_kept(cast, petitioner, make, case):
    promise = make(case=case)
    promise.report(by=cast.handler, words="换完了")

    response = petitioner.post(
        f"/promises/case/{case.number}/{promise.number}/say/", {f"{promise.number}-words": "只换了一半，另一半还是竹竿"}
    )

    assert response.status_code == 422
    assert "另一半还是竹竿" in response.content.decode()


def test_nobody_speaks_for_them_or_on_another_promise(cast, petitioner, client, make, case):
    own, other = make(case=case), make()
    own.report(by=cast.handler, words="换完了")
    other.report(by=cast.handler, words="换完了")

    assert client.post(f"/promises/case/{case.number}/{own.number}/say/", {f"{own.number}-kept": "yes"}).status_code == 302
    assert (
        petitioner.post(f"/promises/case/{case.number}/{other.number}/say/", {f"{other.number}-kept": "yes"}).status_code == 404
    )
    assert not Commitment.objects.kept().exists()


def test_the_window_on_a_case_shows_its_promises_to_officers(cast, officer, make, case):
    promise = make(case=case)
    asked = {"HX-Request": "true", "HX-Target": "commitments-for_case"}

    page = officer("intake").get(f"/commitments/case/{case.number}/", headers=asked).content.decode()

    assert promise.what in page and "<html" not in page


def test_on_a_sealed_case_the_window_does_not_exist_for_the_unnamed(officer, accusation):
    assert officer("handler").get(f"/commitments/case/{accusation.number}/").status_code == 404
    assert officer("intake").get(f"/commitments/case/{accusation.number}/").status_code == 200
