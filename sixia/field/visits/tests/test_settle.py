import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sixia.field.visits.models import Matter
from sixia.field.visits.models.settling import AlreadySettled
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel
from sixia.spine.commitments.models import Commitment

from .conftest import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(cast, under_way):
    return under_way.take_up(by=cast.leader, what="村口桥栏杆断了", raised_by="接孩子的奶奶")


def due():
    return timezone.localdate() + dt.timedelta(days=30)


def test_a_matter_is_solved_on_the_spot_with_who_has_what_of_it(cast, matter):
    matter.solve(by=cast.leader, why="当场开阀。", benefit="三组二十户有水", front_lines=["conflict"])

    matter.refresh_from_db()
    assert (matter.outcome, matter.benefit, matter.front_lines) == ("on_the_spot", "三组二十户有水", ["conflict"])


def test_a_matter_becomes_a_case_with_its_own_clocks_said_in_the_field(cast, matter):
    case = matter.raise_case(by=cast.leader, words="桥栏杆断了，娃上学怕。")

    assert matter.case == case
    assert (case.channel, case.place, case.unit) == (Channel.FIELD, cast.village, cast.petition_office)
    assert case.running()


def test_a_promise_made_on_the_doorstep_names_who_answers_and_where_it_was_made(cast, matter):
    promise = matter.promise(by=cast.leader, what="月底前换好栏杆", unit=cast.bureau, due_on=due(), front_lines=["policy"])

    assert promise.unit == cast.bureau
    assert promise.place == cast.village
    assert "上坪村" in promise.occasion["zh"] and "Shangping" in promise.occasion["en"]
    assert promise.occasion_url == matter.visit.url
    assert matter.outcome == "promise"


def test_what_cannot_be_solved_says_why(cast, matter):
    matter.decline(by=cast.leader, why="这块地是基本农田，不能建停车场。", basis="《土地管理法》第三十七条")

    assert matter.outcome == "not_solvable"
    assert matter.basis


def test_the_database_keeps_no_refusal_without_a_reason(cast, matter):
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(outcome="not_solvable")


def test_what_came_of_a_matter_is_not_rewritten(cast, matter):
    matter.solve(by=cast.leader, why="当场开阀。")

    with pytest.raises(AlreadySettled):
        matter.decline(by=cast.leader, why="办不了")


@pytest.mark.parametrize(
    ("outcome", "given"),
    [
        ("on_the_spot", {"why": "当场修好。"}),
        ("case", {"words": "桥栏杆断了。"}),
        ("promise", {"what": "换栏杆"}),
        ("not_solvable", {"why": "不合规定。"}),
    ],
)
def test_a_matter_sent_twice_from_a_phone_is_there_once(cast, under_way, outcome, given):
    once, before = uuid.uuid4(), under_way.trail.count()
    if outcome == "promise":
        given = {"promise": {"what": "换栏杆", "unit": cast.bureau, "due_on": due()}}

    for _again in range(2):
        under_way.settle(by=cast.leader, once=once, outcome=outcome, what="桥", raised_by="奶奶", **given)

    matter = under_way.matters.get()
    assert matter.outcome == outcome
    assert Case.objects.count() == (outcome == "case")
    assert Commitment.objects.count() == (outcome == "promise")
    assert under_way.trail.count() == before + 2  # taken up, and settled


def test_a_case_taken_along_gets_its_result_on_the_spot(cast, case):
    visit = plan(cast, cases=[case])
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)

    carried = visit.carried.get()
    carried.settle(by=cast.leader, outcome="case", result="看了桥，交通局三天内报方案。", front_lines=["conflict"])

    carried.refresh_from_db()
    assert (carried.outcome, carried.settled_by) == ("case", cast.leader)


def test_a_promise_on_a_case_taken_along_is_about_that_case(cast, case):
    visit = plan(cast, cases=[case])
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)

    visit.carried.get().settle(
        by=cast.leader, outcome="promise", result="答应了。", what="换栏杆", unit=cast.bureau, due_on=due()
    )

    assert Commitment.objects.get().case == case
