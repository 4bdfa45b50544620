import datetime as dt
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.utils import timezone

from sixia.field.reception.models import ReceptionDay
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.front.home import lately
from sixia.front.home import tally as tallying
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind, Status
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.tally import STATES

pytestmark = pytest.mark.django_db

WEIGHT = 150_000
AIM = 40_000


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def county():
    return Place.objects.create(code="990101", name="宁溪县")


def received(county, serial, *, status=Status.REGISTERED, at=None, **more):
    return Case.objects.create(
        number=f"{serial:015d}",
        words="桥栏杆断了",
        title="桥栏杆断了",
        place=county,
        status=status,
        received_at=at or timezone.now(),
        **more,
    )


def test_the_front_page_is_chinese_unless_english_is_wished(client):
    chinese = client.get("/").content.decode()
    english = client.get("/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="zh-Hans"' in chinese and "您遇到了什么事？" in chinese
    assert '<html lang="en"' in english and "What is troubling you?" in english


def test_the_front_page_asks_the_database_only_now_and_then(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get("/")
    with django_assert_max_num_queries(0):
        client.get("/")


def test_the_front_page_is_light_enough_for_a_slow_line(client):
    response = client.get("/")

    html = response.content.decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html))
    whole = len(response.content) + sum(Path(finders.find(path)).stat().st_size for path in files)
    assert {"common/tokens.css", "common/pieces.css"} <= files
    assert whole <= AIM <= WEIGHT


def test_nothing_on_the_front_page_is_inline_or_from_elsewhere(client):
    html = client.get("/").content.decode()

    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=|javascript:", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


def test_the_form_on_the_front_page_goes_to_the_register_and_can_be_sent_twice(client):
    html = client.get("/").content.decode()

    assert 'action="/cases/raise/"' in html
    assert re.search(r'type="hidden" name="once" value="[0-9a-f-]{36}"', html)
    for field in ("words", "place_words", "contact", "receipt_only", "consent"):
        assert f'name="{field}"' in html


def test_the_tally_counts_each_case_of_the_year_once_and_leaves_sealed_ones_out(county):
    now = timezone.now()
    for serial, status in enumerate([Status.SETTLED, Status.REOPENED, Status.ANSWERED, Status.ANSWERED, Status.ACCEPTED]):
        received(county, serial, status=status)
    received(county, 90, at=now - dt.timedelta(days=370))
    received(county, 91, kind=Kind.ACCUSATION, sealed=True)

    counted = tallying.tally()

    assert counted.n == 5
    assert {part.name: part.n for part in counted.parts} == {"kept": 1, "late": 1, "silent": 2, "open": 1}
    assert sum(part.width for part in counted.parts) == pytest.approx(100, abs=0.01)


def test_every_status_has_exactly_one_part_of_the_tally():
    told = [status for _name, _label, statuses in tallying.PARTS for status in statuses]

    assert sorted(told) == sorted(Status)


def test_the_tally_is_kept_a_while_and_one_request_counts_for_all(county, django_assert_num_queries, monkeypatch):
    received(county, 1)
    first = tallying.tally()
    received(county, 2)

    with django_assert_num_queries(0):
        assert tallying.tally().n == first.n
    monkeypatch.setattr(lately, "KEPT_SECONDS", 0)
    cache.add("home.cases.finding", True, 30)
    assert tallying.tally().n == 1
    cache.delete("home.cases.finding")
    assert tallying.tally().n == 2


def test_the_front_page_says_who_receives_next_and_how_many_places_are_left(cast, client):
    assert "近期没有公布接访日" in client.get("/").text
    cache.clear()
    day = planned(cast, capacity=2)
    slot = day.slots.bookable().get()
    slot.taken = 1
    slot.save()

    html = client.get("/").text

    assert "叶青松" in html and "余 1 个预约" in html and f'href="{day.public_url}"' in html


def planned(cast, *, capacity):
    day = ReceptionDay.objects.plan(
        by=cast.intake,
        post=Post.objects.get(tenures__user=cast.leader),
        place=cast.township,
        address="便民服务中心",
        on=timezone.localdate() + dt.timedelta(days=3),
        begins=dt.time(9),
        ends=dt.time(10),
        minutes=60,
        each=capacity,
    )
    day.publish(by=cast.intake)
    return day


def test_the_promises_on_the_front_page_add_up_and_each_count_leads_to_its_list(cast, client):
    today = timezone.localdate()
    for what in ("修好栏杆", "补上路灯"):
        Commitment.objects.promise(
            by=cast.head, what=what, unit=cast.bureau, place=cast.village, due_on=today + dt.timedelta(days=9)
        )

    html = client.get("/").text

    counted = tallying.promised().tally
    assert counted.n == sum(part.n for part in counted.parts) == 2
    assert 'href="/promises/?state=open"' in html and 'href="/promises/?state=kept"' not in html


def test_a_promise_whose_case_is_sealed_is_shown_no_longer_from_that_moment(cast, client, django_assert_num_queries):
    case = Case.objects.register(by=Voice.PETITIONER, words="桥栏杆断了。", place=cast.village).case
    promise = Commitment.objects.promise(
        by=cast.leader, what="修好栏杆", unit=cast.bureau, place=cast.village, due_on=timezone.localdate(), case=case
    )
    promise.report(by=cast.handler, words="修好了")
    promise.confirm(by=Voice.PETITIONER, kept=True)
    assert "修好栏杆" in client.get("/").text
    with django_assert_num_queries(1):
        client.get("/")

    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)

    assert "修好栏杆" not in client.get("/").text


def test_every_state_a_public_promise_can_stand_in_has_its_part():
    assert set(tallying.PROMISED) == set(STATES) - {"changed"}  # a changed date is counted beside the others, never instead


def test_silence_is_shown_as_silence(client, county):
    received(county, 1, status=Status.ANSWERED)

    html = client.get("/", headers={"accept-language": "en"}).content.decode()

    assert "the petitioners have not yet said" in html
    assert "Silence is not counted as satisfaction" in html


def test_help_explains_the_ways_the_clocks_and_the_rights_in_both_languages(client):
    chinese = client.get("/help/").content.decode()
    english = client.get("/help/", headers={"accept-language": "en"}).content.decode()

    for anchor in ("ways", "receipt", "clocks", "disagree", "privacy"):
        assert f'id="{anchor}"' in chinese and f'id="{anchor}"' in english
    assert "您的信息和权利" in chinese and "Your data and your rights" in english


def test_robots_are_kept_from_cases(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /" in response.content.decode()


def test_the_desk_is_for_officers(client):
    response = client.get("/desk/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
