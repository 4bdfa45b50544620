"""The pages a petitioner, a village helper, an officer and a leader go through, without JavaScript."""

import datetime as dt
import io
import re
import uuid

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from python_calamine import load_workbook

from sixia.field.reception.models import Audience, ReceptionDay
from sixia.field.reception.workflow import Stage, Status, Way
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Tenure
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status as CaseStatus
from sixia.spine.commitments.models import Commitment

from .conftest import ANSWER, SOON, WORDS, booked, planned_for, post_of, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    def sign_in(name):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in


def filled(at, **given):
    return {
        "once": str(uuid.uuid4()),
        "seen": str(at.day.version),
        "slot": str(at.pk),
        "words": WORDS,
        "name": "林阿凤",
        "phone": "13900000067",
        "consent": "on",
        **given,
    }


def test_anyone_books_without_an_account_and_has_a_receipt_at_once(client, day, slot):
    response = client.post(f"/reception/{day.number}/book/", filled(slot), follow=True)

    audience = Audience.objects.get()
    page = response.text
    assert audience.stage == Stage.BOOKED and audience.way == Way.WEB
    assert audience.spoken_number in page and audience.spoken_secret in page and "<svg" in page


def test_a_double_click_is_one_booking(client, day, slot):
    form = filled(slot)

    first, second = (client.post(f"/reception/{day.number}/book/", form) for _click in range(2))

    assert first["Location"] == second["Location"] and Audience.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"words": ""}, "words"),
        ({"name": ""}, "name"),
        ({"phone": "随便"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"consent": ""}, "consent"),
        ({"slot": ""}, "slot"),
        ({"email": "not-one"}, "email"),
        ({"words": "长" * 3000}, "words"),
    ],
)
def test_a_form_that_fails_comes_back_filled_in(client, day, slot, given, wrong):
    response = client.post(f"/reception/{day.number}/book/", filled(slot, **given))

    form = response.context["form"]
    assert response.status_code == 422 and wrong in form.errors
    kept = filled(slot, **given)
    assert all(form[name].value() == kept[name] for name in ("words", "name", "phone"))
    assert not Audience.objects.exists()


def test_a_day_swapped_since_it_was_read_is_said_and_nothing_typed_is_lost(cast, client, day, other_day, slot):
    form = filled(slot)
    day.swap(by=cast.intake, with_=other_day, reason="参加防汛会商")

    response = client.post(f"/reception/{day.number}/book/", form)

    assert response.status_code == 422
    assert "换了接访领导" in response.text and WORDS in response.text
    assert "顾晓梅" in response.text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_cancelled_or_passed_day_refuses_in_the_reader_s_language(cast, client, day, slot, language):
    form = filled(slot)
    day.cancel(by=cast.intake, reason="防汛值守")

    response = client.post(f"/reception/{day.number}/book/", form, headers={"Accept-Language": language})

    assert response.status_code == 422
    said = {"zh-hans": "这个接访日已取消", "en": "This reception day was cancelled"}[language]
    assert said in response.text and WORDS in response.text


def test_a_village_helper_books_for_a_villager_and_finds_it_again(cast, officer, day, slot):
    helper = officer("village_worker")
    form = filled(slot, way="helper", phone="", needs=["wheelchair", "dialect"], spoken_for="林老伯")

    receipt = helper.post(f"/reception/desk/{day.number}/book/", form, follow=True)

    audience = Audience.objects.get()
    assert (audience.booked_by, audience.way) == (cast.village_worker, Way.HELPER)
    assert audience.spoken_secret in receipt.text and audience.desk_url in receipt.text
    assert helper.get(audience.follow_url).status_code == helper.get(f"{audience.follow_url}receipt/").status_code == 302
    assert audience.desk_url in helper.get("/reception/desk/booked/").text
    assert helper.get(audience.desk_url).status_code == 200
    assert officer("grid_worker").get(audience.desk_url).status_code == 404


def test_the_receipt_opens_the_booking_on_the_one_page_for_all_receipts(client, slot):
    audience = booked(slot)

    opened = client.post("/cases/follow/", {"number": audience.number, "secret": audience.secret}, follow=True)

    assert opened.redirect_chain[-1][0] == audience.follow_url
    assert "已预约" in opened.text
    assert Client().get(audience.follow_url).status_code == 302


def opened_by(audience):
    client = Client()
    client.post("/cases/follow/", {"number": audience.number, "secret": audience.secret})
    return client


def test_with_the_receipt_one_changes_the_time_and_cancels(day, one_place):
    audience = booked(one_place)
    mine, later = opened_by(audience), day.slots.bookable().last()

    mine.post(f"/reception/bookings/{audience.number}/choose/", {"slot": later.pk})
    audience.refresh_from_db()
    assert audience.slot == later
    gone = mine.post(f"/reception/bookings/{audience.number}/cancel/", follow=True)

    audience.refresh_from_db()
    assert audience.stage == Stage.CANCELLED and "名额给候补的人" in gone.text


def test_a_time_that_is_gone_is_said_where_one_chooses(cast, day, one_place):
    audience = booked(one_place)

    response = opened_by(audience).post(f"/reception/bookings/{audience.number}/choose/", {"slot": "999999"})

    assert response.status_code == 422 and "改约" in response.text


def test_the_timetable_names_who_comes_where_when_and_in_which_form(client, day):
    page = client.get("/reception/").text

    for said in ("叶青松", "副县长", "石桥镇便民服务中心一楼", "09:00–11:00", "定点接访", day.portfolio):
        assert said in page


def test_what_is_only_planned_is_not_public(client, planned):
    assert "叶青松" not in client.get("/reception/").text
    for address in (planned.public_url, f"{planned.public_url}book/", f"{planned.public_url}sign/"):
        assert client.get(address).status_code == 404


def test_both_days_of_a_swap_say_so_in_public(cast, client, day, other_day):
    day.swap(by=cast.intake, with_=other_day, reason="参加防汛会商")

    for each in (day, other_day):
        page = client.get(each.public_url).text
        assert "参加防汛会商" in page and "叶青松" in page and "顾晓梅" in page


def test_the_notice_of_a_month_and_the_sign_for_the_door_are_for_paper(client, day):
    notice = client.get(f"/reception/notice/?month={day.on:%Y-%m}").text
    sign = client.get(f"{day.public_url}sign/").text

    assert "领导干部接访安排公示" in notice and "叶青松" in notice and day.portfolio in notice
    assert "叶青松" in sign and "09:00–11:00" in sign


def test_the_board_shows_numbers_and_no_names(cast, client, morning):
    for number in range(3):
        morning.walk_in(by=cast.intake, person=someone(f"1390000{number:04}", name="林阿凤"), words=WORDS)
    morning.call_next(by=cast.intake)

    board = client.get(f"/reception/board/{morning.number}/").text

    assert "<strong>1</strong>" in board and "<li>2</li>" in board and "<li>3</li>" in board
    assert "林" not in re.sub(r"<title>.*?</title>", "", board) and WORDS not in board
    assert 'http-equiv="refresh"' in board


def test_a_whole_day_from_number_to_promise(cast, officer, morning):
    hall, room = officer("intake"), officer("leader")
    hall.post(f"/reception/desk/{morning.number}/walk-in/", {"once": str(uuid.uuid4()), "name": "林阿凤", "phone": "13900000067"})
    hall.post(f"/reception/desk/{morning.number}/call/")
    audience = Audience.objects.get()
    address = audience.desk_url

    for words in (WORDS, "低保两个月没发了。"):
        hall.post(f"{address}hear/", {"once": str(uuid.uuid4()), "matter": "new", "words": words, "place_words": "上坪村"})
    bridge, pension = Case.objects.order_by("id")
    hall.post(f"{address}answer/{pension.number}/", ANSWER)
    promised = {"what": "修好村口的桥栏杆", "unit": cast.bureau.pk, "due_on": (timezone.localdate() + SOON).isoformat()}
    room.post(f"{address}promise/?case={bridge.number}", {"once": str(uuid.uuid4()), **promised})
    hall.post(f"{address}write/", {"talk": "反映桥栏杆；答一周内修。"})
    audience.refresh_from_db()
    hall.post(f"{address}confirm/", {"seen": audience.talk_mark})
    hall.post(f"{address}receive/")
    hall.post(f"/reception/desk/{morning.number}/hold/")

    audience.refresh_from_db(), pension.refresh_from_db(), morning.refresh_from_db()
    assert (bridge.place, bridge.person) == (cast.village, audience.person)
    assert pension.status == CaseStatus.ANSWERED and Commitment.objects.get().case == bridge
    assert (audience.stage, audience.confirmed, morning.status) == (Stage.RECEIVED, "paper", Status.HELD)
    page = hall.get(address).text
    assert "当场答复" in page and "修好村口的桥栏杆" in page
    assert "接待人次" in hall.get(morning.desk_url).text


def test_the_same_matter_joins_the_open_case_from_the_page(cast, officer, inside):
    known = Case.objects.register(by=cast.intake, words=WORDS, place=cast.village, person=someone()).case
    hall = officer("intake")

    shown = hall.get(f"{inside.desk_url}hear/").text
    hall.post(f"{inside.desk_url}hear/", {"once": str(uuid.uuid4()), "matter": known.number, "words": "栏杆还没修"})

    assert known.spoken_number in shown
    assert inside.raised.get().case == known and known.additions.get().words == "栏杆还没修"


def test_the_receipt_of_a_new_case_is_printed_once_where_it_was_written_down_and_opens_nothing_there(officer, inside):
    hall = officer("intake")

    written = hall.post(f"{inside.desk_url}hear/", {"once": str(uuid.uuid4()), "matter": "new", "words": "路灯不亮"})

    case = inside.raised.get().case
    assert case.spoken_secret in written.text and inside.desk_url in written.text
    assert hall.get(case.follow_url).status_code == hall.get(f"{case.follow_url}receipt/").status_code == 302
    assert case.spoken_secret not in hall.get(inside.desk_url).text


def test_an_officer_does_not_confirm_a_record_in_their_name_from_the_desk_where_it_was_booked(cast, officer, day, slot):
    helper = officer("village_worker")
    helper.post(f"/reception/desk/{day.number}/book/", filled(slot, way="helper"))
    audience = Audience.objects.get()
    Audience.objects.update(talk="反映桥栏杆断裂。", stage=Stage.RECEIVED)

    for verb in ("confirm", "cancel", "choose"):
        asked = helper.post(f"{audience.follow_url}{verb}/")
        assert asked["Location"].startswith("/cases/follow/")

    audience.refresh_from_db()
    assert (audience.confirmed, audience.stage) == ("", Stage.RECEIVED)


def test_a_second_click_in_the_hall_is_said_and_changes_nothing(cast, officer, inside):
    response = officer("intake").post(f"{inside.desk_url}call/", follow=True)

    assert "已叫号" in response.text and inside.trail.filter(verb="called").count() == 1


def test_the_leader_owns_a_case_raised_in_the_room(cast, officer, inside):
    case = inside.hear(by=cast.intake, words=WORDS, place=cast.village, once=uuid.uuid4()).case

    officer("leader").post(f"{inside.desk_url}own/{case.number}/", {"why": "两年没有解决"})

    assert case.ownership().user == cast.leader


def test_who_may_not_is_refused_and_out_of_sight_is_not_found(cast, officer, day, slot):
    audience = booked(slot)

    assert officer("handler").get("/reception/desk/plan/").status_code == 403
    assert officer("township_intake").post(f"{day.desk_url}cancel/", {"reason": "想取消"}).status_code == 403
    assert officer("handler").get(audience.desk_url).status_code == 404
    assert officer("handler").post(f"{day.desk_url}call/").status_code == 403
    assert Client().get("/reception/desk/days/").status_code == 302


def test_the_office_plans_publishes_swaps_and_cancels(cast, officer, other_day):
    office, on = officer("intake"), timezone.localdate() + SOON
    form = {
        "once": str(uuid.uuid4()), "post": post_of(cast.county_head).pk, "on": on.isoformat(), "begins": "09:00", "ends": "11:00",
        "place": cast.village.pk, "address": "上坪村委会", "form": "themed", "theme": "农村饮水",
        "minutes": 20, "each": 1, "walk_ins": 4,
    }  # fmt: skip

    unthemed = office.post("/reception/desk/plan/", {**form, "theme": ""})
    office.post("/reception/desk/plan/", form)
    day = ReceptionDay.objects.get(post=post_of(cast.county_head))
    office.post(f"{day.desk_url}publish/")
    office.post(f"{day.desk_url}swap/", {"with_": other_day.pk, "reason": "省里开会"})
    office.post(f"{other_day.desk_url}cancel/", {"reason": "台风"})

    day.refresh_from_db(), other_day.refresh_from_db()
    assert unthemed.status_code == 422 and "theme" in unthemed.context["form"].errors
    assert (day.leader, day.status, other_day.status) == (cast.leader_two, Status.PUBLISHED, Status.CANCELLED)


def test_a_plan_that_overlaps_comes_back_filled_in_and_says_with_what(cast, officer, planned):
    form = {
        "once": str(uuid.uuid4()), "post": planned.post.pk, "on": planned.on.isoformat(), "begins": "10:00", "ends": "12:00",
        "place": cast.village.pk, "address": "上坪村委会", "form": "fixed", "minutes": 30, "each": 1, "walk_ins": 0,
    }  # fmt: skip

    response = officer("intake").post("/reception/desk/plan/", form)

    assert response.status_code == 422
    assert "石桥镇便民服务中心一楼" in response.text and "上坪村委会" in response.text


def test_cases_are_carried_down_from_the_hard_case_list(cast, officer):
    case = Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, person=cast.petitioner).case
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() - SOON)
    form = {
        "once": str(uuid.uuid4()), "post": post_of(cast.leader).pk, "on": (timezone.localdate() + SOON).isoformat(),
        "begins": "09:00", "ends": "11:00", "place": cast.village.pk, "address": "上坪村委会", "purpose": "把桥的事定下来",
    }  # fmt: skip
    office = officer("intake")

    none = office.post("/reception/desk/carry/", form)
    office.post("/reception/desk/carry/", {**form, f"take_{case.number}": "on", f"study_{case.number}": "焊过两次"})

    day = ReceptionDay.objects.get()
    assert none.status_code == 422
    assert day.visit.carried.get().pre_study == "焊过两次"
    assert f"/visits/{day.visit.number}/" in office.get(day.desk_url).text


def test_a_leader_who_left_is_flagged_at_the_desk_and_in_public(cast, client, officer, day):
    Tenure.objects.filter(user=cast.leader).update(ends_on=timezone.localdate())

    assert "职务有变动" in officer("intake").get("/reception/desk/days/").text
    assert "职务有变动" in client.get(day.public_url).text


def test_who_has_to_be_telephoned_stands_on_top_of_the_day(cast, officer, day, slot):
    audience = booked(slot)
    day.swap(by=cast.intake, post=post_of(cast.county_head), reason="会议")
    office = officer("intake")

    page = office.get(day.desk_url).text
    office.post(f"{audience.desk_url}told/")

    assert "要打电话告知的" in page and "139****0067" in page
    assert "要打电话告知的" not in office.get(day.desk_url).text


def test_the_results_of_a_year_say_of_what_they_are_a_count(cast, officer, day):
    page = officer("leader").get(f"/reception/desk/results/?year={day.on.year}").text

    assert "接访成效" in page and "群众还用不用往上跑" in page
    assert "原则上每月一天" in officer("intake").get(f"/reception/desk/results/?year={day.on.year}").text


def test_the_export_names_no_one_who_booked(cast, officer, day, slot):
    booked(slot)

    response = officer("intake").get("/reception/desk/export/?box=coming")

    rows = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2 and "叶青松" in rows[1]
    assert "林阿凤" not in str(rows) and "13900000067" not in str(rows)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_speak_both_languages(cast, officer, inside, language):
    office, day = officer("intake"), inside.day
    addresses = [
        "/reception/", day.public_url, f"{day.public_url}book/", f"{day.public_url}sign/", f"/reception/board/{day.number}/",
        "/reception/notice/", "/reception/desk/days/", "/reception/desk/plan/", "/reception/desk/carry/",
        "/reception/desk/results/", "/reception/desk/booked/", day.desk_url, f"{day.desk_url}swap/", f"{day.desk_url}cancel/",
        f"{day.desk_url}book/", f"{day.desk_url}walk-in/",
        inside.desk_url, f"{inside.desk_url}hear/", f"{inside.desk_url}promise/",
    ]  # fmt: skip

    for address in addresses:
        page = office.get(address, headers={"Accept-Language": language})
        assert page.status_code == 200, address
        assert ('<html lang="zh-Hans"' in page.text) == (language == "zh-hans"), address


@pytest.mark.parametrize("many", [1, 25])
def test_a_page_takes_at_most_twelve_statements_whatever_the_rows(cast, officer, client, many, django_assert_max_num_queries):
    days = [
        planned_for(cast, cast.leader, on=timezone.localdate() + dt.timedelta(days=1 + n), each=many)
        for n in range(min(many, 12))
    ]
    for day in days:
        day.publish(by=cast.intake)
    slot = days[0].slots.bookable().first()
    for number in range(many):
        booked(slot, phone=f"1390000{number:04}")
    office = officer("intake")
    audience = Audience.objects.first()
    mine = opened_by(audience)

    first, hall = days[0].public_url, days[0].desk_url
    pages = [(client, address) for address in ("/reception/", first, f"{first}book/", "/reception/notice/")]
    pages += [(client, f"/reception/board/{days[0].number}/"), (mine, audience.follow_url)]
    pages += [(office, f"/reception/desk/{name}") for name in ("days/", "results/", "booked/", "carry/")]
    pages += [(office, hall), (office, audience.desk_url)]

    for who, address in pages:
        with django_assert_max_num_queries(12, info=address):
            assert who.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "address",
    [
        "?month=%00",
        "?month=9999-13",
        "?place=%00",
        "?after=x",
        "notice/?month=0000-00",
        "desk/days/?box=%00",
        "desk/results/?year=%00",
    ],
)
def test_an_address_nobody_would_type_breaks_nothing(officer, cast, address):
    assert officer("intake").get(f"/reception/{address}").status_code == 200


def test_a_case_says_at_which_reception_day_it_was_raised(cast, officer, inside):
    case = inside.hear(by=cast.intake, words=WORDS, place=cast.village, once=uuid.uuid4()).case
    asked = {"HX-Request": "true", "HX-Target": "reception-for_case"}

    with time_machine.travel(timezone.now()):
        assert "叶青松" in officer("intake").get(f"/reception/for-case/{case.number}/", headers=asked).text
    assert officer("handler").get(f"/reception/for-case/{case.number}/").status_code == 404
