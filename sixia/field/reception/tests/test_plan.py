import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.reception.models import ReceptionDay, Slot
from sixia.field.reception.models.moving import NobodyComes, Past, WrongMove
from sixia.field.reception.models.planning import Overlaps
from sixia.field.reception.workflow import MOVES, TURNS, Form, Stage, Status
from sixia.foundations.units.models import Tenure

from .conftest import SOON, planned_for

pytestmark = pytest.mark.django_db


def test_a_planned_day_is_cut_into_times_and_has_a_quota_for_those_who_just_come(planned):
    times = planned.slots.bookable()

    assert [str(slot) for slot in times] == ["09:00–09:30", "09:30–10:00", "10:00–10:30", "10:30–11:00"]
    assert planned.slots.get(kind=Slot.Kind.WALK_IN).capacity == 3
    assert planned.trail.get().verb == "planned"


def test_what_is_published_is_name_post_portfolio_time_place_and_form(cast, planned):
    planned.publish(by=cast.intake)

    assert (planned.status, planned.leader, planned.portfolio) == (Status.PUBLISHED, cast.leader, planned.post.portfolio)
    assert planned.portfolio and planned.form == Form.FIXED and planned.published_at


def test_a_day_is_published_once(cast, day):
    with pytest.raises(WrongMove):
        day.publish(by=cast.intake)


def test_nobody_plans_for_a_post_that_nobody_holds_that_day(cast):
    Tenure.objects.filter(user=cast.leader).update(ends_on=timezone.localdate())

    with pytest.raises(NobodyComes):
        planned_for(cast, cast.leader)


def test_a_leader_is_not_in_two_places_at_once(cast, planned):
    with pytest.raises(Overlaps) as refused:
        planned_for(cast, cast.leader, begins=dt.time(10), ends=dt.time(12), address="别处")

    assert "石桥镇便民服务中心" in str(refused.value)
    assert planned_for(cast, cast.leader, begins=dt.time(11), ends=dt.time(12)).status == Status.PLANNED
    assert planned_for(cast, cast.leader_two).status == Status.PLANNED


def test_a_plan_sent_twice_is_one_day(cast):
    once = uuid.uuid4()

    first, again = planned_for(cast, cast.leader, once=once), planned_for(cast, cast.leader, once=once)

    assert first == again and ReceptionDay.objects.count() == 1 and first.trail.count() == 1


def test_who_holds_the_post_when_it_is_published_is_who_is_announced(cast, planned):
    planned.post.hand_over(to=cast.leader_two, by=cast.keeper, on=planned.on)

    planned.publish(by=cast.intake)

    assert planned.leader == cast.leader_two


def test_a_day_that_is_past_is_not_published(cast):
    past = planned_for(cast, cast.leader, on=timezone.localdate() - SOON)

    with pytest.raises(Past):
        past.publish(by=cast.intake)


@pytest.mark.parametrize("held", Status)
@pytest.mark.parametrize("to", Status)
def test_every_pair_of_states_is_allowed_or_refused_as_the_table_says(cast, planned, held, to):
    planned.status, planned.reason = held, "事由"
    planned.save()

    if to in MOVES[held]:
        planned.move(to)
        assert planned.status == to
    else:
        with pytest.raises(WrongMove):
            planned.move(to)


def test_every_stage_has_its_turns_and_none_leads_nowhere():
    assert set(TURNS) == set(Stage)
    assert all(turns <= set(Stage) for turns in TURNS.values())
    reached = {stage for turns in TURNS.values() for stage in turns}
    assert reached == set(Stage) - set()


def test_a_leader_who_leaves_flags_the_day_until_someone_else_comes(cast, day):
    Tenure.objects.filter(user=cast.leader).update(ends_on=timezone.localdate())

    assert list(ReceptionDay.objects.unsettled()) == [day] and day.is_unsettled
    day.swap(by=cast.intake, post=_post(cast.county_head), reason="叶青松同志职务调整")

    assert not ReceptionDay.objects.unsettled().exists() and not day.is_unsettled


def _post(user):
    return user.tenures.get(acting=False).post
