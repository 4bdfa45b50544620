"""Who sees and who may do what: one row a character."""

import pytest

from sixia.field.reception import rules
from sixia.field.reception.models import Audience, ReceptionDay
from sixia.field.reception.workflow import Confirmed, News, Stage

from .conftest import booked, planned_for

pytestmark = pytest.mark.django_db

#                       plans  arranges runs   books  looks back
THE_COUNTY_S_DAY_IN_SHIQIAO = {
    "intake":           (True,  True,  True,  True,  True),
    "intake_head":      (True,  True,  True,  True,  True),
    "township_intake":  (True,  False, True,  True,  True),
    "township_head":    (True,  False, True,  True,  True),
    "shangling_intake": (True,  False, False, True,  True),
    "handler":          (False, False, False, True,  True),
    "leader":           (False, False, False, False, True),
    "county_head":      (False, False, False, False, True),
    "inspector":        (False, False, False, False, True),
    "village_worker":   (False, False, False, True,  False),
    "briefer":          (False, False, False, False, False),
    "keeper":           (False, False, False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("name", THE_COUNTY_S_DAY_IN_SHIQIAO)
def test_what_a_character_may_do_with_a_county_leader_s_day_in_a_town(cast, day, name):
    user = cast.officers[name]

    on_this_day = (rules.may_arrange(user, day), rules.may_run(user, day))
    may = (rules.may_plan(user), *on_this_day, rules.may_book(user), rules.may_look_back(user))

    assert may == THE_COUNTY_S_DAY_IN_SHIQIAO[name]


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("intake", True), ("leader", True), ("township_intake", True), ("county_head", True), ("inspector", True),
        ("shangling_intake", False), ("handler", False), ("village_worker", False), ("keeper", False),
    ],
)  # fmt: skip
def test_who_sees_a_day_that_is_only_planned(cast, planned, name, sees):
    assert ReceptionDay.objects.visible_to(cast.officers[name]).exists() is sees


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("intake", True), ("leader", True), ("township_intake", True), ("village_worker", True),
        ("county_head", False), ("leader_two", False), ("inspector", False), ("handler", False), ("grid_worker", False),
    ],
)  # fmt: skip
def test_who_booked_is_seen_by_those_who_run_the_day_the_leader_and_who_booked_for_them(cast, day, slot, name, sees):
    audience = booked(slot, by=cast.village_worker)

    assert Audience.objects.visible_to(cast.officers[name]).filter(pk=audience.pk).exists() is sees


DAY_BY_STATUS = {
    ("intake", "planned"): {"amend", "publish", "cancel", "see_list"},
    ("intake", "published"): {"swap", "cancel", "run", "see_list"},
    ("intake", "held"): {"see_list"},
    ("intake", "cancelled"): {"see_list"},
    ("township_intake", "planned"): {"see_list"},
    ("township_intake", "published"): {"run", "see_list"},
    ("leader", "planned"): {"see_list"},
    ("leader", "published"): {"see_list"},
    ("leader_two", "published"): set(),
    ("handler", "published"): set(),
    ("village_worker", "published"): set(),
    ("inspector", "published"): set(),
}


@pytest.mark.parametrize(("name", "status"), DAY_BY_STATUS)
def test_what_a_page_offers_with_a_day(cast, day, name, status):
    day.status = status

    may = rules.may(cast.officers[name], day)

    assert {verb for verb, allowed in may.items() if allowed} == DAY_BY_STATUS[name, status]


WITH_SOMEONE = {
    ("intake", "listed"): {"arrive", "excuse", "withdraw"},
    ("intake", "booked"): {"arrive", "miss", "excuse", "withdraw"},
    ("intake", "arrived"): {"call", "excuse"},
    ("intake", "called"): {"put_back", "receive", "miss", "excuse", "hear", "write", "promise"},
    ("intake", "received"): {"hear", "write", "promise"},
    ("intake", "absent"): {"arrive"},
    ("intake", "excused"): set(),
    ("intake", "cancelled"): set(),
    ("leader", "booked"): set(),
    ("leader", "called"): {"receive", "write", "promise"},
    ("leader", "received"): {"write", "promise"},
    ("village_worker", "booked"): {"withdraw"},
    ("village_worker", "called"): set(),
    ("village_worker", "received"): set(),
    ("leader_two", "called"): set(),
    ("handler", "called"): set(),
    ("shangling_intake", "called"): set(),
}


@pytest.mark.parametrize(("name", "stage"), WITH_SOMEONE)
def test_what_a_page_offers_with_someone_whom_a_village_helper_booked(cast, day, slot, name, stage):
    audience = booked(slot, by=cast.village_worker)
    audience.stage = stage

    may = rules.may_with(cast.officers[name], audience)

    assert {verb for verb, allowed in may.items() if allowed} == WITH_SOMEONE[name, stage]


def test_a_record_is_confirmed_at_the_hall_once_and_then_neither_written_nor_confirmed(cast, day, slot):
    audience = booked(slot, by=cast.village_worker)
    audience.stage, audience.talk = Stage.RECEIVED, "反映桥栏杆断裂。"
    before = [rules.may_with(officer, audience)["confirm"] for officer in (cast.intake, cast.leader, cast.village_worker)]
    audience.confirmed = Confirmed.RECEIPT

    assert before == [True, False, False]
    assert not rules.may_with(cast.intake, audience)["confirm"] and not rules.may_with(cast.leader, audience)["write"]


def test_the_news_is_brought_by_those_who_run_the_day_and_who_booked_for_them(cast, day, slot):
    audience = booked(slot, by=cast.village_worker)
    audience.to_tell = News.SWAPPED

    told_by = {name for name, officer in cast.officers.items() if rules.may_with(officer, audience)["tell"]}

    assert told_by == {"intake", "intake_head", "township_intake", "township_head", "village_worker"}


def test_a_township_arranges_its_own_leaders_days_and_no_others(cast):
    own = planned_for(cast, cast.township_head)

    posts = set(rules.posts_of(cast.township_intake).values_list("unit__code", flat=True))

    assert rules.may_arrange(cast.township_intake, own)
    assert posts == {"nx-shiqiao"}
    assert "nx-county" in set(rules.posts_of(cast.intake).values_list("unit__code", flat=True))
