import pytest
from django.conf import settings
from django.utils import translation

from sixia.spine.cases.plainness import flags


def said(text):
    return [(flag.words, flag.advice) for flag in flags(text)]


def test_an_office_word_comes_with_a_plainer_one():
    assert said("经查，该路段照明不足。") == [("经查", "可以说“我们查到”")]


def test_a_vague_promise_is_asked_for_its_day_its_office_and_its_rule():
    told = said("我们将协调相关部门，按规定尽快办理。")

    assert told == [("相关部门", "写明是哪个单位"), ("按规定", "写明哪份文件、第几条"), ("尽快", "写明哪天前")]


def test_an_empty_word_can_go():
    assert said("请进一步说明。") == [("进一步", "可以不写")]


def test_a_plain_answer_is_left_in_peace():
    plain = "您好！我们第二天就到村口看了，桥栏杆断了两根。11月5日已经换好，平均每月查一次。还有问题请打公路股电话。"

    assert flags(plain) == []


def test_names_of_laws_and_what_is_quoted_stay_as_they_are():
    assert flags("依据《关于进一步加强有关部门责任的规定》第三条。您写的“尽快”我们看到了。") == []


@pytest.mark.parametrize("plain", ["系统升级好了", "人均收入", "拟定了方案", "平均分配", "熟悉情况", "关系不好", "模拟考试"])
def test_a_character_inside_a_plain_word_is_not_taken_for_an_office_word(plain):
    assert flags(plain) == []


def test_a_sentence_that_takes_more_than_one_breath_is_shown_by_its_beginning():
    long = "这条路去年冬天开始修" + "，中间又因为下雨停了几天" * 6 + "。"

    (flag,) = flags(long)

    assert flag.words == "这条路去年冬天开始修，中间又…"
    assert "拆成两句" in flag.advice


def test_each_word_is_told_once_and_in_the_order_of_reading():
    assert [flag.words for flag in flags("尽快，经查，尽快。")] == ["尽快", "经查"]


def test_english_answers_are_read_as_well():
    with translation.override("en"):
        told = said("Pursuant to the plan we will commence work in due course. " + "and then the road " * 10 + "is done.")

    assert told[:3] == [("Pursuant to", "say “under”"), ("commence", "say “start”"), ("in due course", "say by which day")]
    assert told[3][0].endswith("…") and "two sentences" in told[3][1]


def test_nothing_at_all_is_no_trouble():
    assert flags("") == []


@pytest.mark.django_db
def test_the_page_of_the_answer_reads_it_through_and_keeps_what_was_typed(cast, client, accepted):
    client.force_login(cast.handler, backend=settings.AUTHENTICATION_BACKENDS[-1])
    typed = {"check": "1", "seen": accepted.version, "words": "我们将尽快协调。", "facts": "看过了", "outcome": "explained"}

    page = client.post(f"{accepted.desk_url}answer/", typed)

    assert page.status_code == 200 and "写明哪天前" in page.text
    assert "我们将尽快协调。" in page.text and "看过了" in page.text
    accepted.refresh_from_db()
    assert not accepted.replies.exists()


@pytest.mark.django_db
def test_while_it_is_written_only_the_advice_is_drawn_again(cast, client, accepted):
    client.force_login(cast.handler, backend=settings.AUTHENTICATION_BACKENDS[-1])
    headers = {"HX-Request": "true", "HX-Target": "plainness"}

    part = client.post(f"{accepted.desk_url}answer/", {"check": "1", "words": "桥修好了。"}, headers=headers)

    assert "街坊邻居看得懂" in part.text and "<textarea" not in part.text
