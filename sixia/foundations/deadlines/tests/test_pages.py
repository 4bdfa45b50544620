import pytest
from django.urls import reverse

from sixia.foundations.deadlines import calendars
from sixia.foundations.deadlines.models import Rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

TONGUES = {"zh-hans": "怎么算的", "en": "How this is reckoned"}


def page(client, name, *args, tongue="zh-hans", query=""):
    return client.get(reverse(f"deadlines:{name}", args=args) + query, headers={"accept-language": tongue})


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        (
            "zh-hans",
            [
                "办结",
                "2026年10月4日，星期日",
                "2026年10月8日，星期四",
                "《信访工作条例》第三十四条",
                "法律法规",
                "第 57 日（国庆节）",
            ],
        ),
        (
            "en",
            [
                "Handle and answer",
                "Sunday, 4 October 2026",
                "Thursday, 8 October 2026",
                "art. 34",
                "law or regulation",
                "day 57 (National Day)",
            ],
        ),
    ],
)
def test_anyone_sees_how_a_date_came_about(client, tongue, words):
    response = page(client, "reckoning", "XF.handle", "2026-08-05", tongue=tongue)

    assert response.status_code == 200
    assert [word for word in [*words, TONGUES[tongue]] if word not in text(response)] == []
    assert "暂定" not in text(response) and "rovisional" not in text(response)


def test_an_extension_is_counted_in_one_run(client):
    response = page(client, "reckoning", "XF.handle", "2026-08-05", query="?extended=30", tongue="en")

    assert "Tuesday, 3 November 2026" in text(response)
    assert "90 calendar days counted in one run" in text(response)


@pytest.mark.parametrize(
    ("tongue", "banner"), [("zh-hans", "2027 年的放假安排尚未公布"), ("en", "for 2027 has not been announced")]
)
def test_a_start_in_an_unannounced_year_is_shown_as_provisional(client, tongue, banner):
    response = page(client, "reckoning", "XF.object", "2027-09-28", tongue=tongue)

    assert banner in text(response)


def test_a_date_at_the_end_of_the_year_names_the_year_it_waits_for(client):
    assert page(client, "reckoning", "XF.object", "2026-12-22").context["unsettled"] == [2027]


@pytest.mark.parametrize(
    ("code", "tongue", "words"),
    [
        ("XF.simple.handle", "zh-hans", "不是现行法律规定"),
        ("XF.simple.handle", "en", "Not in force as law"),
        ("SX.reopen", "zh-hans", "不是法律规定"),
        ("SX.reopen", "en", "Not law; set by this office"),
        ("HL.profileBJ.ordinary", "zh-hans", "草案或已被替代的文本"),
    ],
)
def test_what_is_not_law_says_so(client, code, tongue, words):
    response = page(client, "reckoning", code, "2026-08-05", tongue=tongue)

    assert words in text(response)
    assert "法律法规" not in text(response) and "law or regulation" not in text(response)


def test_hours_are_shown_with_their_time(client):
    response = page(client, "reckoning", "HL.mailbox", "2026-08-05T1405")

    assert "2026年8月6日，星期四，14:05" in text(response)
    assert "计 9 小时 55 分" in text(response)


@pytest.mark.parametrize("code", sorted({"DEC.comment", "DEC.legality", "XF.review.request", "GOV.info.request", "MED.confirm"}))
def test_every_kind_of_rule_has_its_page(client, code):
    assert page(client, "reckoning", code, "2026-09-01").status_code == 200


@pytest.mark.parametrize(
    ("code", "start", "query"),
    [
        ("XF.nothing", "2026-08-05", ""),
        ("XF.handle", "2026-13-05", ""),
        ("XF.handle", "2026-02-30", ""),
        ("XF.handle", "yesterday", ""),
        ("XF.handle", "0001-01-01", ""),
        ("XF.handle", "9999-12-31", ""),
        ("XF.handle", "1999-01-01", ""),  # before the first version
        ("XF.handle", "2026-08-05T2561", ""),
        ("XF.handle", "T", ""),
        ("XF.handle", "2026-08-05", "?extended=31"),
        ("XF.handle", "2026-08-05", "?extended=-1"),
        ("XF.handle", "2026-08-05", "?extended=²"),
        ("XF.handle", "2026-08-05", "?extended=" + "9" * 5000),
        ("XF.handle", "2026-08-05", "?version=never"),
        ("XF.object", "2026-08-05", "?extended=1"),  # cannot be extended
        ("HCP.contact", "2026-08-05", ""),  # no length has been set
    ],
)
def test_a_question_without_an_answer_is_not_found(client, code, start, query):
    response = page(client, "reckoning", code, start, query=query)

    assert response.status_code == 404
    assert "<h1" in text(response)


def test_the_same_question_costs_the_same_for_a_long_limit(client, django_assert_max_num_queries):
    calendars.load()

    with django_assert_max_num_queries(4):
        page(client, "reckoning", "XF.handle", "2026-08-05", query="?extended=30")


@pytest.mark.parametrize("tongue", ["zh-hans", "en"])
def test_the_list_names_every_rule_in_force_with_its_source(client, tongue):
    response = page(client, "rules", tongue=tongue)

    for rule in Rule.objects.filter(valid_to=None):
        assert f'id="{rule.code}"' in text(response)
    assert ("《信访工作条例》第二十二条" if tongue == "zh-hans" else "art. 22") in text(response)


def test_earlier_versions_are_listed_apart(client):
    response = page(client, "rules")

    assert {rule.valid_from.year for rule in response.context["earlier"]} == {2005}


def test_the_list_says_when_nothing_is_loaded(client):
    Rule.objects.all().delete()

    assert "load_rules" in text(page(client, "rules"))


def test_one_can_count_a_date_oneself(client):
    response = page(client, "rules", query="?rule=XF.handle&start=2026-08-05")

    assert response.status_code == 302
    assert response["Location"] == reverse("deadlines:reckoning", args=["XF.handle", "2026-08-05"])


@pytest.mark.parametrize(
    "query", ["?rule=XF.handle&start=", "?rule=XF.nothing&start=2026-08-05", "?rule=HCP.contact&start=2026-08-05"]
)
def test_a_question_that_cannot_be_counted_comes_back_with_its_mistakes(client, query):
    response = page(client, "rules", query=query)

    assert response.status_code == 200
    assert response.context["form"].errors


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        ("zh-hans", ["2026 年工作日历", "国办发明电〔2025〕7号", "国庆节", "10月10日，周六", "法定节日当天"]),
        (
            "en",
            ["Working calendar 2026", "Guobanfa Mingdian [2025] No. 7", "National Day", "Sat 10 Oct", "the statutory day itself"],
        ),
    ],
)
def test_a_year_shows_its_calendar_and_the_notice_it_rests_on(client, tongue, words):
    response = page(client, "calendar", 2026, tongue=tongue)

    assert [word for word in words if word not in text(response)] == []


def test_the_provisional_year_says_so(client):
    assert "暂定：放假安排尚未公布" in text(page(client, "calendar", 2027))


@pytest.mark.parametrize("year", [2017, 2028, 99999999999])
def test_a_year_nobody_loaded_is_not_found(client, year):
    assert page(client, "calendar", year).status_code == 404


def test_a_table_of_a_month_is_read_aloud_with_its_reasons(client):
    response = page(client, "reckoning", "XF.object", "2026-09-29")

    assert '<span class="aloud">放假，不计入（国庆节）</span>' in text(response)
    assert "2026年10月</caption>" in text(response)
