# ruff: noqa: E501 – a table reads best one row a line
from datetime import datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.deadlines.wording import due_words, tone

from .matters import Matter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def clock(code, start):
    return Matter(pk=1).prepare_clock(code, at=at(start))


SAID = [
    ("XF.simple.handle", "2026-09-29", "2026-10-14T09:00", "还剩 3 个工作日（10月19日，周一）", "3 working days left (Mon 19 Oct)"),
    ("XF.simple.handle", "2026-09-29", "2026-10-16T09:00", "还剩 1 个工作日（10月19日，周一）", "1 working day left (Mon 19 Oct)"),
    ("XF.simple.handle", "2026-09-29", "2026-10-19T09:00", "今天到期（10月19日，周一）", "due today (Mon 19 Oct)"),
    ("XF.simple.handle", "2026-09-29", "2026-10-21T09:00", "逾期 2 天（10月19日，周一）", "2 days overdue (Mon 19 Oct)"),
    ("XF.forward", "2026-11-10", "2026-11-16T09:00", "还剩 9 日（11月25日，周三）", "9 days left (Wed 25 Nov)"),
    ("XF.handle", "2026-08-05", "2026-10-05T09:00", "已过到期日，法定最迟10月8日，周四", "due day passed, by law until Thu 8 Oct at the latest"),
    ("XF.handle", "2026-08-05", "2026-10-09T09:00", "逾期 1 天（10月8日，周四）", "1 day overdue (Thu 8 Oct)"),
    ("HL.mailbox", "2026-08-05T10:00", "2026-08-06T07:30", "还剩 2 小时 30 分（8月6日，周四，10:00）", "2 h 30 min left (Thu 6 Aug, 10:00)"),
    ("HL.mailbox", "2026-08-05T10:00", "2026-08-06T11:00", "今天已逾期（8月6日，周四）", "overdue since today (Thu 6 Aug)"),
    ("DEC.comment", "2026-03-02", "2026-03-05T09:00", "不早于4月1日，周三", "not before Wed 1 Apr"),
    ("XF.handle", "2026-12-01", "2026-12-02T09:00", "还剩 59 日（2027年1月30日，周六），暂定", "59 days left (Sat 30 Jan 2027), provisional"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "start", "now", "chinese", "english"), SAID)
def test_a_date_is_said_as_people_say_it(code, start, now, chinese, english):
    running = clock(code, start)

    with translation.override("zh-hans"):
        in_chinese = due_words(running, at(now))
    with translation.override("en"):
        in_english = due_words(running, at(now))

    assert (in_chinese, in_english) == (chinese, english)


@pytest.mark.parametrize(("ended", "words"), [("2026-08-10T10:00", "按期完成"), ("2026-10-09T10:00", "未按期完成")])
def test_an_ended_clock_says_how_it_ended(ended, words):
    matter = Matter(pk=1)
    matter.start_clock("XF.handle", at=at("2026-08-05"))

    assert due_words(matter.end_clock("XF.handle", at=at(ended))) == words


def test_a_bare_date_is_said_in_calendar_days():
    assert due_words(at("2026-11-25T23:59:59"), at("2026-11-16T09:00")) == "还剩 9 日（11月25日，周三）"
    assert due_words(at("2026-11-25T23:59:59"), at("2026-11-27T09:00")) == "逾期 2 天（11月25日，周三）"
    assert due_words(None) == ""


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-10-03T09:00", ""), ("2026-10-04T09:00", "due"), ("2026-10-06T09:00", "due"), ("2026-10-09T09:00", "late")],
)
def test_the_badge_presses_on_the_day_and_needs_the_reader_after_the_latest(now, expected):
    assert tone(clock("XF.handle", "2026-08-05"), at(now)) == expected


def test_a_hundred_rows_are_said_without_a_query(time_machine, django_assert_num_queries):
    time_machine.move_to(at("2026-10-14T09:00"))
    rows = [clock("XF.simple.handle", "2026-09-29") for _ in range(50)] + [at("2026-10-20T23:59:59")] * 50
    page = Template("{% load deadlines %}{% for row in rows %}{{ row|left }} {{ row|tone }}{% endfor %}")

    with django_assert_num_queries(0):
        words = page.render(Context({"rows": rows}))

    assert words.count("还剩 3 个工作日") == 50 and words.count("还剩 6 日") == 50
