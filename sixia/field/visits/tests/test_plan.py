import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.visits.models import Visit
from sixia.field.visits.models.carrying import NotNamedOnIt
from sixia.field.visits.models.planning import EndsBeforeItStarts
from sixia.field.visits.workflow import Status
from sixia.foundations.notifications.models import Notice
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import timeline
from sixia.spine.cases.models import Case

from .conftest import plan

pytestmark = pytest.mark.django_db


def test_a_visit_is_planned_with_its_purpose_its_cases_and_who_goes_along(cast, case):
    visit = plan(cast, cases=[case], companions=[cast.head], why="桥的事拖了半年", distance="进村四十分钟山路")

    assert visit.status == Status.PLANNED
    assert visit.post == cast.leader.tenures.get().post
    assert visit.carried.get().case == case
    assert list(visit.companions.all()) == [cast.head]
    assert len(visit.number) == 15


def test_what_spoke_for_the_place_is_kept_as_it_was_then(cast, case):
    visit = plan(cast)
    Case.objects.register(by=Voice.PETITIONER, words="又一件。", place=cast.village)

    visit.refresh_from_db()

    assert visit.why_here["open"] == 1
    assert visit.why_here["last_visit_on"] is None


def test_a_sealed_accusation_is_not_counted_among_what_speaks_for_the_place(cast, case):
    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    assert plan(cast).why_here["open"] == 0


def test_the_same_sending_twice_is_one_visit(cast):
    once = uuid.uuid4()

    first, second = plan(cast, once=once), plan(cast, once=once)

    assert first.number == second.number
    assert len(timeline(first, public=False)) == 1


def test_nobody_comes_home_before_leaving(cast):
    now = timezone.now()

    with pytest.raises(EndsBeforeItStarts):
        plan(cast, start_at=now, end_at=now - dt.timedelta(hours=1))

    assert not Visit.objects.exists()


def test_a_visit_to_a_village_merged_away_is_planned_to_its_successor(cast):
    gone, successor = cast.place("下洋村"), cast.village
    gone.merge(into=successor, by=cast.keeper)

    visit = plan(cast, place=gone)

    assert visit.place == successor
    assert visit.planned_place == gone


def test_a_village_merged_after_planning_is_followed_when_the_brief_is_read(cast):
    visit = plan(cast, place=cast.place("下洋村"))
    cast.place("下洋村").merge(into=cast.village, by=cast.keeper)

    visit.open_brief(by=cast.leader)

    assert visit.place == cast.village
    assert visit.planned_place.name == "下洋村"


def test_a_sealed_accusation_goes_along_only_with_someone_named_on_it(cast, case):
    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    with pytest.raises(NotNamedOnIt):
        plan(cast, cases=[case])

    assert not Visit.objects.exists()


def test_a_visit_is_put_off_with_its_old_time_on_the_trail(cast, planned):
    later = planned.start_at + dt.timedelta(days=7)

    planned.replan(by=cast.leader, start_at=later, end_at=later + dt.timedelta(hours=2), reason="防汛值班")

    assert planned.start_at == later
    assert "防汛值班" in timeline(planned, public=False)[-1].sentence


def test_a_visit_is_cancelled_with_its_reason(cast, planned):
    planned.cancel(by=cast.leader, reason="台风")

    assert planned.status == Status.CANCELLED
    assert planned.cancelled_why == "台风"


def test_who_goes_along_hears_of_it(cast):
    plan(cast, companions=[cast.head])

    notice = Notice.objects.inbox(cast.head).get()
    assert notice.message == "visits.goes_along"
    assert "桥" not in str(notice.data)
