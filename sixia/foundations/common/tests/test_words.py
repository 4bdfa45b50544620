import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sixia.foundations.common import words

pytestmark = pytest.mark.django_db

COMPLAINT = "石桥镇上坪村二组的桥栏杆坏了三个月，打12345也没人管，施工队是ABC公司。"
texts = st.text(st.sampled_from("桥栏杆坏了的一石镇村𠮷〇々aB1２é，。 '\\\"&|!:*()<>\n"), max_size=30) | st.text(max_size=30)


def finds(query, *texts):
    vector = Cast(Value(words.lexemes(*texts)), SearchVectorField())
    return ContentType.objects.annotate(vector=vector).filter(vector=words.query(query)).exists()


def test_words_are_cut_and_lower_cased_without_punctuation():
    assert words.segment("打 12345，ＡＢＣ公司没人管！") == ["打", "12345", "abc", "公司", "没人管"]


@pytest.mark.parametrize(
    "query",
    [
        "栏杆",
        "桥栏杆",
        "桥栏",
        "杆",
        "桥",
        "上坪村",
        "上坪",
        "坪",
        "12345",
        "abc",
        "ＡＢＣ公司",
        "栏杆 石桥镇",
        "坏了的 桥",
        "公司，栏杆！",
        "三个月",
    ],
)
def test_found_by_any_part_and_in_any_order(query):
    assert finds(query, COMPLAINT)


@pytest.mark.parametrize("query", ["路灯", "下坪村", "1234", "桥栏杆 路灯", "abcd"])
def test_not_found_by_what_is_not_in_it(query):
    assert not finds(query, COMPLAINT)


@pytest.mark.parametrize("query", ["", "  ", "！，。", "'", "\\", "& | !", ":*", "\x00", "\ud83d"])
def test_a_query_without_a_word_finds_nothing_and_breaks_nothing(query):
    assert not finds(query, COMPLAINT)


def test_a_particle_counts_only_when_it_stands_alone():
    assert finds("的", COMPLAINT)
    assert finds("地 栏杆", COMPLAINT)
    assert not finds("吗", COMPLAINT)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.data())
def test_every_text_is_found_by_every_run_of_its_chinese_characters(text, data):
    runs = [run for run, is_han in words._runs(text) if is_han]
    assume(runs)
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))

    assert finds(run[start:end], text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, texts)
def test_every_text_is_found_by_itself_and_no_text_breaks_the_search(text, other):
    assert finds(text, text) or not words.segment(text)
    finds(other, text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, texts, st.data())
def test_what_is_known_of_how_often_words_stand_never_changes_what_is_found(text, query, data):
    terms = sorted({term for word in words._asked(query) for term in word})
    shares = data.draw(st.dictionaries(st.sampled_from(terms), st.floats(0.01, 1))) if terms else {}
    vector = Cast(Value(words.lexemes(text)), SearchVectorField())

    found = ContentType.objects.annotate(vector=vector).filter(words.found_in("vector", query, words.Counts(shares)))

    assert found.exists() == finds(query, text)


def test_the_index_is_asked_for_rare_pairs_and_of_frequent_words_for_the_rarest():
    counts = words.Counts({"'石桥'": 0.2, "'桥镇'": 0.1, "'路灯'": 0.05})

    assert asked_of_index("石桥镇 路灯", counts) == ["'桥镇'", "'路灯'"]
    assert asked_of_index("石桥镇 钟楼", counts) == ["'石桥'", "'桥镇'", "'钟楼'"]
    assert asked_of_index("路灯坏", counts) == ["'路灯'"]
    assert asked_of_index("坏", counts) == ["'坏':*"]


def asked_of_index(query, counts):
    return list(words._telling(list(words._asked(query)), counts))


@pytest.mark.parametrize(
    ("query", "since"),
    [
        ("路灯", 97),  # 5,000 rows: a hundred of them are two in a hundred of all
        ("路灯坏", 97),
        ("石桥镇 路灯", None),  # 500
        ("石桥镇 水渠", 95),  # 2,500
        ("石桥镇", None),  # 100,000: the newest fill a page at once
        ("钟楼", None),
        ("灯", None),
        ("", None),
    ],
)
def test_words_that_many_rows_have_are_looked_for_since_when_some_pages_are_expected(query, since):
    times = [dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=day) for day in range(101)]
    counts = words.Counts({"'石桥'": 0.2, "'桥镇'": 0.1, "'路灯'": 0.005, "'水渠'": 0.025}, 1_000_000, times)

    assert words.newest_since(query, counts) == (times[since + 1] if since else None)


def test_of_a_table_of_which_nothing_was_counted_nothing_is_known():
    nothing = words.counted("no_such_table", "no_such_column", "no_such_time")

    assert nothing == words.Counts()
    assert words.newest_since("路灯", nothing) is None


def test_a_word_of_two_texts_is_kept_once():
    assert sorted(words.lexemes("栏杆", "栏杆坏", "坏").split()) == sorted(["'栏杆'", "'杆'", "'杆坏'", "'坏'"])


def test_no_text_has_no_lexemes():
    assert words.lexemes("", "……") == ""


def test_a_hundred_thousand_different_characters_stay_within_the_limits_of_postgresql():
    every = "".join(map(chr, [*range(0x20000, 0x2A6D0), *range(0x4E00, 0x9FA5), *range(0x3400, 0x4DB0)])) * 2
    text = every[:100_000]

    assert finds(text[:20], text)


def test_a_word_longer_than_a_lexeme_may_be_is_cut_alike_in_text_and_query():
    assert finds("x" * 5000, "x" * 5000)
