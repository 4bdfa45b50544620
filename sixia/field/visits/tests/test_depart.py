import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.visits.models.briefing import BriefNotRead
from sixia.field.visits.models.moving import NotOut
from sixia.field.visits.workflow import Status
from sixia.foundations.trail.tellings import timeline

pytestmark = pytest.mark.django_db


def test_nobody_leaves_before_the_brief_was_read(cast, planned):
    with pytest.raises(BriefNotRead):
        planned.depart(by=cast.leader)

    planned.refresh_from_db()
    assert planned.status == Status.PLANNED


def test_who_read_the_brief_and_when_is_on_the_trail(cast, planned):
    planned.open_brief(by=cast.leader)

    line = timeline(planned, public=False)[-1]
    assert planned.brief_opened_by == cast.leader
    assert line.who == "叶青松" and "上坪村" in line.sentence


def test_reading_the_brief_again_changes_nothing(cast, briefed):
    first = briefed.brief_opened_at

    briefed.open_brief(by=cast.head)

    assert briefed.brief_opened_at == first
    assert len(timeline(briefed, public=False)) == 2


def test_after_the_brief_one_leaves(cast, briefed):
    briefed.depart(by=cast.leader)

    assert briefed.status == Status.UNDER_WAY
    assert briefed.departed_at is not None


def test_a_phone_whose_clock_runs_ahead_leaves_now(cast, briefed):
    briefed.depart(by=cast.leader, at=timezone.now() + dt.timedelta(days=400))

    assert briefed.departed_at <= timezone.now()


def test_what_happens_on_the_way_happens_after_leaving(cast, briefed):
    for verb in (
        lambda: briefed.stop(by=cast.leader, kind="home"),
        lambda: briefed.meet(by=cast.leader, kind="individual"),
        lambda: briefed.take_up(by=cast.leader, what="桥"),
    ):
        with pytest.raises(NotOut):
            verb()
