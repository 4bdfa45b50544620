import datetime as dt

import pytest
import time_machine
from procrastinate.contrib.django import app

from sixia.field.onsite import tasks  # noqa: F401 - the job is known by name
from sixia.field.onsite.models import Summons
from sixia.foundations.notifications.models import Notice

pytestmark = pytest.mark.django_db


def said_to(user):
    return [notice.message for notice in Notice.objects.inbox(user) if notice.message in ("onsite.reminded", "onsite.unanswered")]


@pytest.fixture
def later(summons):
    with time_machine.travel(summons.respond_by + dt.timedelta(minutes=1), tick=False):
        yield summons


def test_a_unit_that_has_not_answered_is_reminded_once_and_the_caller_is_told(cast, later):
    for _hour in range(2):
        app.tasks["sixia.onsite.remind"](timestamp=0)

    assert said_to(cast.head) == ["onsite.reminded"]
    assert said_to(cast.leader) == ["onsite.unanswered"] * 2  # of two units called
    assert [entry.verb for entry in later.meeting.trail].count("reminded") == 2


def test_a_unit_that_has_answered_is_left_in_peace(cast, summoned, summons):
    for each in summoned.summonses.all():
        each.respond(by=cast.handler, attends=True, answer="陈立 公路股股长")

    with time_machine.travel(summons.respond_by + dt.timedelta(days=2), tick=False):
        assert Summons.objects.remind() == 0


def test_within_its_day_nobody_is_reminded(summons):
    assert Summons.objects.remind() == 0


def test_of_a_cancelled_meeting_nobody_is_reminded(cast, summoned, summons):
    summoned.cancel(by=cast.leader, why="台风，改期")

    with time_machine.travel(summons.respond_by + dt.timedelta(days=2), tick=False):
        assert Summons.objects.remind() == 0


def test_an_answer_in_the_same_moment_is_not_followed_by_a_reminder(cast, later):
    seen_before = Summons.objects.get(pk=later.pk)
    later.respond(by=cast.handler, attends=True, answer="陈立 公路股股长")

    assert not seen_before.remind(by=cast.leader)
    assert said_to(cast.head) == []
