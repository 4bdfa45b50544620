"""A reception day, as those who come to it and those who hold it live it: the first part of test_going_down.py."""

from django.core import mail
from playwright.sync_api import expect

from sixia.foundations.notifications.models import Notice

from .hands import follow, number_of, opens, post_of, press, receipt_on, send

BRIDGE = "村口的桥栏杆断了两根，孩子上学要从那里过，焊过又断。"
BENEFIT = "二月的低保金少发了八十元，想问是怎么回事。"
NOT_THERE = "叶青松当天到市里开会"


# --- the timetable -----------------------------------------------------------------------------------


def the_office_publishes_two_days(desk, cast):
    days = []
    for leader, on in ((cast.leader, "2026-03-10"), (cast.leader_two, "2026-03-17")):
        desk.goto("/reception/desk/plan/")
        send(desk, "walk_ins", post=post_of(leader), on=on, begins="09:00", ends="10:00", place=cast.township.code,
             address="石桥镇便民服务中心一楼", minutes="30", each="1", walk_ins="3")  # fmt: skip
        press(desk, "publish")
        expect(desk.locator("form[action$='/publish/']")).to_have_count(0)
        days.append(number_of(desk))
    return days


def anyone_reads_the_timetable(phone, *days):
    phone.goto("/")
    expect(phone.locator(f"main a[href='/reception/{days[0]}/']").first).to_be_visible()
    phone.goto("/reception/")
    expect(phone.locator(".receptions article")).to_have_count(2)
    expect(phone.locator(".receptions h3")).to_contain_text(["叶青松", "顾晓梅"])


def the_helper_books_for_a_villager(phone, day):
    phone.goto("/reception/desk/booked/")
    follow(phone, f"desk/{day}/book/")
    phone.locator("[name=slot]").first.check()
    expect(phone.locator("[name=way]")).to_have_value("helper")
    send(phone, "words", words=BRIDGE, name="林阿凤", consent=True)
    return receipt_on(phone)


def a_neighbour_books_for_himself(phone, day):
    phone.goto(f"/reception/{day}/")
    follow(phone, f"{day}/book/")
    phone.locator("[name=slot]").nth(1).check()
    phone.locator("main details summary").click()
    send(phone, "words", words="路边水沟堵了", name="林大山", phone="13900000068", email="dashan@example.org", consent=True)
    return receipt_on(phone)


# --- swapped in time -----------------------------------------------------------------------------------


def the_days_are_swapped(desk, first, second):
    desk.goto(f"/reception/desk/{first}/")
    follow(desk, f"{first}/swap/")
    desk.locator("[name=with_]").select_option(index=1)
    send(desk, "reason", reason=NOT_THERE)
    expect(desk.locator("h1")).to_contain_text("顾晓梅")
    desk.goto(f"/reception/desk/{second}/")
    expect(desk.locator("h1")).to_contain_text("叶青松")


def the_helper_brings_the_news(phone):
    phone.goto("/reception/desk/booked/")
    expect(phone.locator(".people li em")).to_have_count(1)
    phone.locator(".people li a").click()
    press(phone, "told")
    expect(phone.locator("form[action$='/told/']")).to_have_count(0)


def she_stays(phone, receipt):
    opens(phone, receipt)
    expect(phone.locator(".notice")).to_contain_text(NOT_THERE)
    expect(phone.locator(".notice")).to_contain_text("顾晓梅")


def he_chooses_again(phone, receipt, second):
    (notice,) = Notice.objects.filter(message="reception.swapped", to_person__isnull=False)
    notice.send()
    assert mail.outbox[-1].to == ["dashan@example.org"]
    opens(phone, receipt)
    phone.locator("label", has_text="叶青松").first.locator("[name=slot]").check()
    press(phone, "choose")
    expect(phone.locator("main dl")).to_contain_text("叶青松")
    expect(phone.locator(f"main a[href='/reception/{second}/']")).to_be_visible()


# --- the day ---------------------------------------------------------------------------------------------


def two_are_in_line(desk, board, day):
    desk.goto(f"/reception/desk/{day}/")
    expect(desk.locator(".queue .people li")).to_have_count(1)
    desk.locator(".queue .people a").click()
    press(desk, "arrive")
    desk.goto(f"/reception/desk/{day}/")
    follow(desk, f"{day}/walk-in/")
    send(desk, "once", name="苏阿水", phone="13900000077", words="低保")
    expect(desk.locator(".queue .people li")).to_have_count(2)

    board.goto(f"/reception/board/{day}/")
    expect(board.locator(".waiting li")).to_have_text(["1", "2"])
    assert "林" not in board.locator("main").inner_text()


def number_one_is_called(desk, board, day):
    calls_the_next(desk, day)
    board.reload()
    expect(board.locator(".called strong")).to_have_text(["1"])
    expect(board.locator(".waiting li")).to_have_text(["2"])


def calls_the_next(desk, day):
    desk.goto(f"/reception/desk/{day}/")
    press(desk, "call")
    desk.locator(".queue .people a").first.click()


def number_two_is_called(desk, board, day):
    desk.goto(f"/reception/desk/{day}/")
    calls_the_next(desk, day)
    board.reload()
    expect(board.locator(".called strong")).to_have_text(["2"])


def what_they_say_becomes_a_case(desk, words):
    follow(desk, f"{number_of(desk)}/hear/")
    send(desk, "place_words", words=words, place_words="石桥镇上坪村口")
    receipt = receipt_on(desk)  # shown this once; nothing of it is kept at the desk
    desk.locator(".act a").click()
    expect(desk.locator("article.raised")).to_have_count(1)
    return receipt


def she_confirms_the_record(desk, phone, receipt):
    send(desk, "talk", talk="反映村口桥栏杆，要求换新；答复派人下去看。")
    opens(phone, receipt)
    press(phone, "confirm")
    expect(phone.locator(".judge .notice.kept")).to_be_visible()
    desk.reload()
    press(desk, "receive")


def the_leader_takes_it_on(desk, day):
    desk.goto(f"/reception/desk/{day}/")
    desk.locator(".queue .people a", has_text="林").click()
    follow(desk, f"{number_of(desk)}/own/")
    send(desk, "why", why="焊过又断，要从根上解决")
    expect(desk.locator("article.raised a[href*='/own/']")).to_have_count(1)  # to pass it on


def it_is_answered_on_the_spot(desk, minutes):
    follow(desk, f"{number_of(desk)}/answer/")
    send(desk, "facts", outcome="supported", facts="标准二月已调，发放名单漏改。",
         words="名单已经改好，少发的八十元这个月补给您。", basis="《社会救助暂行办法》第十二条")  # fmt: skip
    expect(desk.locator("article.raised")).to_contain_text(minutes)
    press(desk, "receive")


def the_day_ends(desk, day):
    desk.goto(f"/reception/desk/{day}/")
    press(desk, "hold")
    expect(desk.locator(".tally dd").first).to_have_text("2")
