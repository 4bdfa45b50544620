"""The pages a petitioner and an officer go through, without JavaScript."""

import io
import uuid
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from python_calamine import load_workbook

from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status

from .conftest import ANSWER, WORDS

pytestmark = pytest.mark.django_db


def filled(**given):
    return {
        "once": str(uuid.uuid4()),
        "words": WORDS,
        "place_words": "石桥镇上坪村",
        "contact": "13900001234",
        "consent": "on",
        **given,
    }


@pytest.fixture
def officer(cast):
    def sign_in(name):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in


def test_a_petitioner_raises_a_case_without_an_account_and_gets_a_receipt(cast, client):
    response = client.post("/cases/raise/", filled(), follow=True)

    case = Case.objects.get()
    page = response.content.decode()
    assert case.place == cast.village
    assert case.spoken_number in page and case.spoken_secret in page and "<svg" in page


def test_a_double_click_makes_one_case(cast, client):
    form = filled()

    first, second = client.post("/cases/raise/", form), client.post("/cases/raise/", form)

    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_by_receipt_only_keeps_nobody(cast, client):
    client.post("/cases/raise/", filled(contact="", receipt_only="on"))

    assert Case.objects.get().person is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": ""}, "words"),
        ({"words": "一"}, "words"),
        ({"words": "长" * 100_000}, "words"),
        ({"words": "\u200b\u202e\x00"}, "words"),
        ({"contact": ""}, "contact"),
        ({"contact": "随便写写"}, "contact"),
        ({"consent": ""}, "consent"),
        ({"place_words": ""}, "place_words"),
    ],
)
def test_a_form_that_fails_comes_back_filled_in_and_says_what_to_do(cast, client, given, said):
    response = client.post("/cases/raise/", filled(**given))

    form = response.context["form"]
    assert response.status_code == 422
    assert said in form.errors
    assert not Case.objects.exists()
    kept = filled(**given)
    assert all(form[name].value() == kept[name] for name in ("place_words", "contact", "words"))


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>坏了路灯", "=cmd|'/c calc'!A1 路灯", "路灯\u202e坏了", "𠮷村路灯👨‍👩‍👧坏了"]
)
def test_odd_words_are_kept_and_shown_as_words(cast, client, officer, words):
    client.post("/cases/raise/", filled(words=words))

    case = Case.objects.get()
    page = officer("intake").get(f"/cases/{case.number}/").content.decode()
    assert "<script>alert" not in page
    assert "\u202e" not in case.words
    assert case.words.replace("\u202e", "")[:2] in page or "&lt;script" in page


def test_an_exe_named_jpg_is_refused_and_the_words_stay(cast, client):
    disguised = SimpleUploadedFile("桥.jpg", b"MZ\x90\x00" + b"\x00" * 200, content_type="image/jpeg")

    response = client.post("/cases/raise/", {**filled(), "files": [disguised]})

    assert response.status_code == 422
    assert response.context["form"]["words"].value() == WORDS
    assert not Case.objects.exists()


def test_the_whole_line_from_first_word_to_rating(cast, client, officer):
    client.post("/cases/raise/", filled())
    case = Case.objects.get()
    intake, handler = officer("intake"), officer("handler")

    intake.post(f"/cases/{case.number}/sort/", {"seen": 1, "kind": "appeal", "matter": "0402", "place": cast.village.pk})
    form = intake.get(f"/cases/{case.number}/forward/").context["form"]
    assert form.initial["unit"] == cast.bureau.pk and "桥" in form.initial["why"]
    intake.post(
        f"/cases/{case.number}/forward/", {"seen": 2, "unit": cast.bureau.pk, "mode": "assign", "why": form.initial["why"]}
    )
    handler.post(f"/cases/{case.number}/accept/", {"seen": 3})
    handler.post(f"/cases/{case.number}/answer/", {"seen": 4, **ANSWER})
    client.post(f"/cases/follow/{case.number}/rate/", {"resolved": "no", "stars": "2"})
    handler.post(f"/cases/{case.number}/answer/", {"seen": 6, **ANSWER})
    client.post(f"/cases/follow/{case.number}/rate/", {"resolved": "yes", "stars": "5"})

    case.refresh_from_db()
    assert case.status == Status.SETTLED
    page = client.get(f"/cases/follow/{case.number}/").content.decode()
    assert "您说：没有解决" in page and "您说：解决了" in page and "县交通运输局" in page


def test_a_stale_form_loses_nothing_and_overwrites_nothing(cast, officer, accepted):
    handler = officer("handler")
    accepted.answer(by=cast.head, **ANSWER)

    response = handler.post(
        f"/cases/{accepted.number}/answer/", {"seen": accepted.version - 1, **ANSWER, "words": "另一份写了很久的答复，不能丢。"}
    )

    assert response.status_code == 422
    assert "另一份写了很久的答复" in response.content.decode()
    assert accepted.replies.count() == 1


def test_another_s_receipt_opens_only_with_its_secret(cast, client, registered):
    other = Client()

    wrong = other.post("/cases/follow/", {"number": registered.number, "secret": "2222 2222"})
    right = other.post("/cases/follow/", {"number": registered.spoken_number, "secret": registered.secret.lower()})

    assert wrong.status_code == 422
    assert right["Location"] == f"/cases/follow/{registered.number}/"
    assert Client().get(f"/cases/follow/{registered.number}/").status_code == 302


def test_thirty_wrong_secrets_in_a_minute_close_the_door_also_for_the_right_one(cast, client, registered):
    codes = [
        client.post("/cases/follow/", {"number": registered.number, "secret": "2222 2223"}).status_code for _try in range(30)
    ]

    last = client.post("/cases/follow/", {"number": registered.number, "secret": registered.secret})

    assert codes[0] == 422 and codes[-1] == 429
    assert last.status_code == 429


def test_a_wrong_check_digit_is_noticed_before_anything_is_looked_up(client, db):
    response = client.post("/cases/follow/", {"number": "2026 1123 0042 178", "secret": "2222 2223"})

    assert response.status_code == 422
    assert "number" in response.context["form"].errors


def test_contact_is_masked_until_a_reason_is_given_and_the_reason_stays(cast, officer, forwarded):
    handler = officer("handler")
    address = f"/cases/{forwarded.number}/"

    masked = handler.get(address).content.decode()
    none = handler.post(f"{address}reveal/", {"reason": ""})
    opened = handler.post(f"{address}reveal/", {"reason": "约时间到现场看桥"}).content.decode()

    assert "13900000067" not in masked and "139****0067" in masked
    assert none.status_code == 422 and "13900000067" not in none.content.decode()
    assert "13900000067" in opened


def test_the_export_holds_the_filtered_rows_and_no_formula(cast, officer, client):
    client.post("/cases/raise/", filled(words='=HYPERLINK("http://x")。路灯坏了'))
    client.post("/cases/raise/", filled(words="自来水发黄"))

    response = officer("intake").get("/cases/export/?box=all&q=路灯")

    rows = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    with zipfile.ZipFile(io.BytesIO(response.content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")  # text, never a formula


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "page", ["", "?box=due", "?box=all&q=桥", "{number}/", "{number}/sort/", "{number}/forward/", "register/"]
)
def test_pages_speak_both_languages(cast, officer, forwarded, language, page):
    response = officer("intake").get("/cases/" + page.format(number=forwarded.number), headers={"Accept-Language": language})

    page = response.content.decode()
    assert response.status_code == 200
    assert ('aria-label="搜索' in page, 'aria-label="Search' in page) == (language == "zh-hans", language == "en")


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_and_a_case_take_at_most_twelve_statements_whatever_the_rows(
    cast, officer, client, django_assert_max_num_queries, rows
):
    for _row in range(rows):
        client.post("/cases/raise/", filled())
    number, intake = Case.objects.first().number, officer("intake")

    for address in ("/cases/?box=all", "/cases/?box=new&q=桥", f"/cases/{number}/?box=all"):
        with django_assert_max_num_queries(12):
            assert intake.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/cases/%00/",
        "/cases/follow/%00/",
        "/cases/20261123004217/",
        "/cases/?box=all&place=%00",
        "/cases/?box=%00&q=%00&after=%00&before=x",
        "/cases/?box=all&since=0001-01-01",
        "/cases/?box=all&until=9999-12-31",
        "/cases/export/?until=9999-12-31",
        "/cases/follow/?number=%00",
    ],
)
def test_an_address_nobody_would_type_breaks_nothing(cast, officer, address):
    assert officer("intake").get(address).status_code in (200, 404)


def test_whoever_writes_it_down_prints_the_receipt_once_and_can_neither_follow_nor_rate(cast, officer):
    office = officer("intake")

    shown = office.post("/cases/register/", filled(channel="phone", received_at=timezone.localtime().strftime("%Y-%m-%dT%H:%M")))

    case = Case.objects.get()
    assert shown.status_code == 200 and case.spoken_secret in shown.text and "<svg" in shown.text
    assert case.desk_url in shown.text and case.follow_url not in shown.text
    assert "no-store" in shown["Cache-Control"]
    Case.objects.filter(pk=case.pk).update(status=Status.ANSWERED)
    for address in (case.follow_url, f"{case.follow_url}receipt/"):
        asked = office.get(address)
        assert asked.status_code == 302 and asked["Location"].startswith("/cases/follow/?number=")
    assert office.post(f"{case.follow_url}rate/", {"resolved": "yes", "stars": "5"}).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.ANSWERED and not case.trail.filter(verb="rated").exists()


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1899-12-31T00:00", "9999-12-31T23:59"])
def test_nobody_said_it_before_living_memory_or_tomorrow(cast, officer, at):
    response = officer("intake").post("/cases/register/", filled(channel="phone", received_at=at))

    assert response.status_code == 422
    assert "received_at" in response.context["form"].errors
    assert not Case.objects.exists()


def test_a_list_says_how_many_it_shows_since_when_and_in_which_order(cast, officer, client):
    client.post("/cases/raise/", filled(words="自来水发黄，不敢喝"))
    client.post("/cases/raise/", filled(words="路灯坏了半个月"))

    html = officer("intake").get("/cases/?box=new").text

    assert "共 2 件" in html and "以来收到" in html and "最近的在前" in html


def test_writing_one_down_is_offered_to_those_who_may(cast, officer):
    assert "登记一件" in officer("intake").get("/cases/?box=all").text
    assert "登记一件" not in officer("leader").get("/cases/?box=all").text
