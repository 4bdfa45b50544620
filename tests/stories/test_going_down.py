"""Going down: from a published reception day to a public list of promises that is true.

A villager is booked by her village helper, the day is swapped in time, she is received, and so is someone who just came.
One matter is answered on the spot, the other is carried down to where it is, and an on-site meeting ends in four promises: one
is kept, one late, one given another day, one kept and then relapsed. Told in Chinese and in English, over eleven weeks.
"""

import tomllib
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from . import reception_day as day
from .hands import follow, number_of, opens, post_of, press, send, tells, tells_on, tells_to_whoever_holds

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}

LAMP = "桥头的路灯不亮，晚上看不清路。"
PROMISED = {
    "kept": "换好桥上全部栏杆",
    "late": "拓宽通村公路两处会车道",
    "changed": "疏通公路两侧排水沟",
    "relapsed": "清掉桥下的淤泥",
}
TRULY = {"kept": ["kept"], "open": ["changed"], "late": ["late"], "relapsed": ["relapsed"], "dropped": [], "changed": ["changed"]}
TRAIL = tomllib.loads((Path(__file__).parent / "going_down.toml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def nothing_kept_from_the_last_telling():
    cache.clear()


@pytest.fixture
def seat(open_page, sign_in, spoken, request):
    """`seat(officer)`: where an officer sits, or the phone they carry; asked for again, they have signed in anew."""
    locale, pages = request.getfixturevalue("locale"), {}

    def take(officer, **size):
        key = officer.pk, bool(size)
        if key not in pages:
            pages[key] = spoken.listen(open_page(locale=locale, **size))
        expect(pages[key].locator(".htmx-request")).to_have_count(0)  # an answer to yesterday's session would end today's
        pages[key].goto("about:blank")
        sign_in(pages[key], officer)
        return pages[key]

    return take


@pytest.fixture
def phone(open_page, spoken, request):
    """`phone()`: one more phone of the people."""
    locale = request.getfixturevalue("locale")
    return lambda: spoken.listen(open_page(**PHONE, locale=locale))


@pytest.mark.parametrize("locale", ["zh-CN", "en"], ids=["chinese", "english"])
def test_two_matters_come_to_a_reception_day_and_four_promises_come_of_one(cast, seat, phone, spoken, time_machine, locale):
    time_machine.move_to("2026-03-02T09:00+08:00")
    first, second = day.the_office_publishes_two_days(seat(cast.intake), cast)
    day.anyone_reads_the_timetable(phone(), first, second)
    hers = day.the_helper_books_for_a_villager(seat(cast.village_worker, **PHONE), first)
    his = day.a_neighbour_books_for_himself(phone(), first)

    time_machine.move_to("2026-03-05T15:00+08:00")
    day.the_days_are_swapped(seat(cast.intake), first, second)
    day.the_helper_brings_the_news(seat(cast.village_worker, **PHONE))
    her_phone, his_phone = phone(), phone()
    day.she_stays(her_phone, hers)
    day.he_chooses_again(his_phone, his, second)

    time_machine.move_to("2026-03-10T08:50+08:00")
    clerk, board = seat(cast.intake), phone()
    day.two_are_in_line(clerk, board, first)
    day.number_one_is_called(clerk, board, first)
    receipt = day.what_they_say_becomes_a_case(clerk, day.BRIDGE)
    day.she_confirms_the_record(clerk, her_phone, hers)
    day.the_leader_takes_it_on(seat(cast.leader_two), first)
    time_machine.move_to("2026-03-10T09:20+08:00", tick=False)  # how long it takes is counted in minutes
    day.number_two_is_called(clerk, board, first)
    day.what_they_say_becomes_a_case(clerk, day.BENEFIT)
    time_machine.move_to("2026-03-10T09:32+08:00", tick=False)
    day.it_is_answered_on_the_spot(clerk, " 12 ")
    time_machine.move_to("2026-03-10T10:05+08:00")
    day.the_day_ends(clerk, first)

    time_machine.move_to("2026-03-11T16:00+08:00")
    visit = the_case_is_to_be_carried_down(seat(cast.intake), cast)
    she_reads_who_comes(her_phone, receipt)
    leader = seat(cast.leader_two, **PHONE)
    the_brief_is_read(leader, visit)
    time_machine.move_to("2026-03-13T09:05+08:00")
    leader = seat(cast.leader_two, **PHONE)
    the_leader_goes_and_hears(leader, visit)
    what_was_raised_is_told_back(leader, visit)
    she_reads_what_came_of_it(her_phone, receipt)

    time_machine.move_to("2026-03-16T09:00+08:00")
    chair = seat(cast.leader_two)
    meeting = a_meeting_is_called(chair, cast)
    it_is_prepared(chair, meeting, cast)
    three_units_are_summoned(chair, meeting)
    for officer, who in (
        (cast.handler, "公路股股长陈立"),
        (cast.township_head, "镇长黄志强"),
        (cast.farming_handler, "水利股股长江涛"),
    ):
        a_unit_answers(seat(officer), meeting, who)

    time_machine.move_to("2026-03-20T09:30+08:00")
    chair = seat(cast.leader_two)
    it_begins_with_three_units_there(chair, meeting)
    who_is_there_is_noted(chair, meeting, cast)
    the_topics_end_in_four_promises(chair, meeting, cast)
    it_is_closed_signed_and_published(chair, meeting)
    anyone_reads_the_minutes(phone(), meeting)

    time_machine.move_to("2026-04-02T15:00+08:00")
    the_unit_reports(seat(cast.farming_handler), PROMISED["relapsed"], "清了四十方淤泥，水能过了。")
    someone_from_outside_looks(seat(cast.supervisor), PROMISED["relapsed"], "到桥下看过，水流通畅。")
    time_machine.move_to("2026-04-09T10:00+08:00")
    the_unit_reports(seat(cast.handler), PROMISED["kept"], "两侧栏杆全部换新。")
    she_says_it_is_kept(her_phone, receipt, PROMISED["kept"])
    time_machine.move_to("2026-04-20T10:00+08:00")
    it_gets_another_day(seat(cast.township_head), PROMISED["changed"], "2026-06-30", "连日下雨，沟边塌方要先清。")
    time_machine.move_to("2026-05-18T10:00+08:00")
    it_no_longer_holds(seat(cast.supervisor), PROMISED["relapsed"], "一场大雨后又淤了半米。")

    anyone, told = phone(), TRAIL[locale]
    the_public_list_is_true(anyone)
    each_promise_tells_what_became_of_it(anyone, told)
    tells_on(anyone, f"/reception/{first}/", told["day"])
    tells_on(anyone, f"/meetings/{meeting}/", told["meeting"])
    tells_on(seat(cast.leader_two), f"/visits/{visit}/", told["visit"])
    tells_to_whoever_holds(her_phone, hers, told["booking"])
    tells_to_whoever_holds(her_phone, receipt, told["case"])
    assert not spoken.of_the_other_tongue(locale, names=cast.officers)


# --- carried down ----------------------------------------------------------------------------------------


def the_case_is_to_be_carried_down(desk, cast):
    desk.goto("/reception/desk/carry/")
    case = desk.locator("[name^=take_]").first.get_attribute("name").removeprefix("take_")
    send(desk, "purpose", **{f"take_{case}": True, f"study_{case}": "焊过两次，第二次用的还是旧料；换新要两万元，养护经费里有。"},
         post=post_of(cast.leader_two), on="2026-03-13", begins="09:00", ends="11:00", place=cast.village.code, address="村委会",
         purpose="到桥上看，把栏杆怎么换、谁来换定下来")  # fmt: skip
    press(desk, "publish")
    follow(desk, "visits/")
    return number_of(desk)


def she_reads_who_comes(phone, receipt):
    opens(phone, receipt)
    expect(phone.locator("#visits-for_petitioner")).to_contain_text("顾晓梅")


def the_brief_is_read(phone, visit):
    phone.goto(f"/visits/{visit}/")
    follow(phone, f"{visit}/brief/")
    expect(phone.locator(".brief")).to_contain_text("桥栏杆断了两根")
    expect(phone.locator(".brief")).to_contain_text("旧料")
    press(phone, "open")
    expect(phone.locator("form[action$='/depart/']")).to_be_visible()


def the_leader_goes_and_hears(phone, visit):
    phone.goto(f"/visits/{visit}/")
    press(phone, "depart")
    follow(phone, f"{visit}/stop/")
    send(phone, "shown_to_us", kind="field", where="村口桥头", minutes="50")
    follow(phone, f"{visit}/meet/")
    send(phone, "count", kind="individual", words="桥头住户")
    follow(phone, f"{visit}/matter/")
    send(phone, "raised_by", what=LAMP, raised_by="桥头一位住户")
    follow(phone, f"{visit}/matters/")
    send(phone, "why", why="电工当场换了灯泡，亮了。", benefit="过桥的人看得清路")
    follow(phone, f"{visit}/carried/")
    send(phone, "result", outcome="case", result="栏杆要整座换，20日在桥头开现场会，把谁换、哪天换好定下来。")
    follow(phone, f"{visit}/close/")
    send(phone, "summary", summary="桥要整座换栏杆；路灯当场修好。")
    expect(phone.locator("#detail .badge.kept").first).to_be_visible()


def what_was_raised_is_told_back(phone, visit):
    for who in ("/tell/", "/tell/"):
        phone.locator(f"#detail a[href$='{who}']").first.click()
        send(phone, "how", how="face", words="好，知道了。")
        expect(phone.locator("#detail dl")).to_be_visible()
    expect(phone.locator("#detail a[href$='/tell/']")).to_have_count(0)


def she_reads_what_came_of_it(phone, receipt):
    opens(phone, receipt)
    expect(phone.locator("#visits-for_petitioner")).to_contain_text("20日在桥头开现场会")


# --- the meeting on the bridge -----------------------------------------------------------------------------


def a_meeting_is_called(desk, cast):
    desk.goto(f"/onsite/plan/?place={cast.village.code}")
    send(desk, "venue", place=cast.village.code, venue="上坪村桥头", starts_at="2026-03-20T09:30", chair=post_of(cast.leader_two),
         purpose="把桥栏杆和通村公路的事当场定下来")  # fmt: skip
    desk.locator(".candidates li", has_text="桥栏杆断了两根").first.locator("button").click()
    expect(desk.locator(".candidates li", has_text="桥栏杆断了两根")).to_have_count(0)
    send(desk, "asked_by", title="通村公路窄，会车难", asked_by="上坪村村民委员会")
    return number_of(desk)


def it_is_prepared(desk, meeting, cast):
    bureau, town, water = (str(cast.unit(code).pk) for code in ("transport", "shiqiao", "farming"))
    desk.goto(f"/onsite/{meeting}/topics/1/prepare/")
    send(desk, "measures", measures="整座换新栏杆，先封一侧；桥下清淤同时做。", unit_1=bureau, what_1="带图纸和料单到场",
         unit_2=water, what_2="看桥下淤积，报清淤办法")  # fmt: skip
    desk.goto(f"/onsite/{meeting}/topics/2/prepare/")
    send(desk, "measures", measures="选两处拓宽会车，先修排水沟。", unit_1=town, what_1="量好两处地界")


def three_units_are_summoned(desk, meeting):
    desk.goto(f"/onsite/{meeting}/summon/")
    expect(desk.locator("[name=units]:checked, [name=units] option:checked")).to_have_count(3)
    desk.locator("form:has([name=units]) button.button").first.click()
    expect(desk.locator("#detail tbody tr")).to_have_count(3)


def a_unit_answers(desk, meeting, who):
    desk.goto(f"/onsite/{meeting}/")
    follow(desk, f"{meeting}/respond/")
    send(desk, "answer", attends="yes", answer=who)
    expect(desk.locator("#detail")).to_contain_text(who)


def it_begins_with_three_units_there(desk, meeting):
    desk.goto(f"/onsite/{meeting}/")
    press(desk, "start")
    for left in (2, 1, 0):
        press(desk, "arrive")
        expect(desk.locator("form[action$='/arrive/']")).to_have_count(left)


def who_is_there_is_noted(desk, meeting, cast):
    desk.goto(f"/onsite/{meeting}/present/")
    send(desk, "capacity", user=str(cast.leader_two.pk))
    expect(desk.locator("#detail li")).to_have_count(1)
    send(desk, "capacity", name="林阿凤", capacity="桥头住户")
    expect(desk.locator("#detail li")).to_have_count(2)


def the_topics_end_in_four_promises(desk, meeting, cast):
    bureau, town, water = (str(cast.unit(code).pk) for code in ("transport", "shiqiao", "farming"))
    decides(desk, meeting, 1, "整座换新，封桥半天，4月10日前换好。", PROMISED["kept"], bureau, "2026-04-10")
    promises_more(desk, meeting, 1, PROMISED["relapsed"], water, "2026-04-03")
    decides(desk, meeting, 2, "先拓宽两处，排水沟同时疏通。", PROMISED["late"], bureau, "2026-04-30")
    promises_more(desk, meeting, 2, PROMISED["changed"], town, "2026-04-24")


def decides(desk, meeting, position, words, what, unit, due_on):
    desk.goto(f"/onsite/{meeting}/topics/{position}/decide/")
    send(desk, "decision", decision="promise", words=words, what=what, unit=unit, due_on=due_on)
    expect(desk.locator("#detail")).to_contain_text(what)


def promises_more(desk, meeting, position, what, unit, due_on):
    desk.goto(f"/onsite/{meeting}/topics/{position}/promise/")
    send(desk, "due_on", what=what, unit=unit, due_on=due_on)
    expect(desk.locator("#detail")).to_contain_text(what)


def it_is_closed_signed_and_published(desk, meeting):
    desk.goto(f"/onsite/{meeting}/")
    for verb in ("close", "sign"):
        press(desk, verb)
        expect(desk.locator(f"#detail form[action$='/{meeting}/{verb}/']")).to_have_count(0)
    desk.goto(f"/onsite/{meeting}/publish/")
    desk.locator("button[name=publish]").click()
    expect(desk.locator(f"#detail a[href='/meetings/{meeting}/']")).to_be_visible()


def anyone_reads_the_minutes(phone, meeting):
    phone.goto("/meetings/")
    phone.locator(f"main a[href='/meetings/{meeting}/']").click()
    expect(phone.locator(".promises .item")).to_have_count(4)
    assert "林" not in phone.locator("main").inner_text()


# --- what became of the promises -----------------------------------------------------------------------------


def finds(desk, what, box="all"):
    desk.goto(f"/commitments/?box={box}")
    desk.locator("#list .item", has_text=what).click()
    expect(desk.locator("#detail h1")).to_have_text(what)


def the_unit_reports(desk, what, words):
    finds(desk, what)
    follow(desk, f"{number_of(desk)}/report/")
    send(desk, "words", words=words)
    expect(desk.locator("#detail")).to_contain_text(words)


def someone_from_outside_looks(desk, what, words):
    finds(desk, what, box="word")
    follow(desk, f"{number_of(desk)}/confirm/")
    send(desk, "kept", kept="yes", words=words)
    expect(desk.locator("#detail .notice.kept")).to_be_visible()


def it_no_longer_holds(desk, what, words):
    finds(desk, what)
    follow(desk, f"{number_of(desk)}/recheck/")
    send(desk, "holds", holds="no", words=words)
    expect(desk.locator("#detail .notice.late")).to_be_visible()


def it_gets_another_day(desk, what, due_on, reason):
    finds(desk, what)
    follow(desk, f"{number_of(desk)}/change/")
    send(desk, "reason", due_on=due_on, reason=reason)
    expect(desk.locator("#detail")).to_contain_text(reason)


def she_says_it_is_kept(phone, receipt, what):
    opens(phone, receipt)
    promise = phone.locator(".promised", has_text=what)
    promise.locator("[name$=kept][value=yes]").check()
    promise.locator("textarea").fill("都换了，扶着稳。")
    promise.locator("button").click()
    expect(phone.locator(".promised", has_text=what).locator(".badge.kept")).to_be_visible()


def the_public_list_is_true(phone):
    phone.goto("/promises/")
    for state, promises in TRULY.items():
        count = phone.locator(f"main a[href$='state={state}'] .num")
        expect(count).to_have_text(str(len(promises)))
        phone.locator(f"main a[href$='state={state}']").click()
        expect(phone.locator(".promises .title")).to_have_text([PROMISED[name] for name in promises])
    phone.goto("/promises/")
    expect(phone.locator(".promises .title")).to_have_count(len(PROMISED))


def each_promise_tells_what_became_of_it(phone, told):
    for name, what in PROMISED.items():
        phone.goto("/promises/")
        phone.locator(".promises .item", has_text=what).click()
        expect(phone.locator("h1")).to_have_text(what)
        tells(phone, told[name])
        if name == "changed":
            expect(phone.locator("dl.facts").first).to_contain_text("连日下雨")
