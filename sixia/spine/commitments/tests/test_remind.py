"""Reminders before the day, and the level above after it: each once for each day."""

import datetime as dt

import pytest
from procrastinate.contrib.django import app

from sixia.foundations.notifications.models import Notice
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.workflow import Kind
from sixia.spine.commitments import tasks  # noqa: F401 - the jobs are known by name
from sixia.spine.commitments.models import Commitment

TODAY = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)  # a Monday, noon in Ningxi


@pytest.fixture
def today(time_machine):
    time_machine.move_to(TODAY, tick=False)
    return time_machine


@pytest.fixture
def make_today(today, make):
    return make


def said_to(user):
    return [notice.message for notice in Notice.objects.inbox(user).exclude(message="commitments.promised")]


def test_who_answers_is_reminded_once_when_the_day_is_near(cast, make_today):
    near = make_today(due_on=dt.date(2026, 3, 9))  # five working days
    make_today(due_on=dt.date(2026, 3, 10))

    assert Commitment.objects.remind() == 1
    assert Commitment.objects.remind() == 0

    assert said_to(cast.head) == ["commitments.due"]
    assert Notice.objects.inbox(cast.head).get(message="commitments.due").link == near.url


def test_after_another_day_was_set_it_is_said_again_for_that_day(cast, make_today, today):
    promise = make_today(due_on=dt.date(2026, 3, 6))
    Commitment.objects.remind()
    promise.change(by=cast.leader, due_on=dt.date(2026, 3, 9), reason="等材料")

    assert Commitment.objects.remind() == 1


def test_a_job_that_did_not_run_for_days_says_it_when_it_runs(cast, make_today, today):
    make_today(due_on=dt.date(2026, 3, 20))
    today.move_to(TODAY + dt.timedelta(days=16))

    assert Commitment.objects.remind() == 1


def test_the_level_above_hears_once_that_the_day_has_passed(cast, make_today, today):
    promise = make_today(due_on=dt.date(2026, 3, 3))
    today.move_to(TODAY + dt.timedelta(days=8))  # the tenth: five working days are not over
    assert Commitment.objects.escalate() == 0

    today.move_to(TODAY + dt.timedelta(days=9))
    assert Commitment.objects.escalate() == 1
    assert Commitment.objects.escalate() == 0

    assert said_to(cast.leader) == said_to(cast.head) == ["commitments.late"]
    assert promise.trail.last().verb == "escalated"
    assert promise.trail.last().voice == Voice.SYSTEM
    assert promise.trail.last().told(public=True) == ""


def test_what_is_kept_or_dropped_is_not_pressed(cast, make_today, today):
    kept, dropped = make_today(due_on=dt.date(2026, 3, 3)), make_today(due_on=dt.date(2026, 3, 3))
    kept.report(by=cast.handler, words="办好了")
    kept.confirm(by=Voice.PETITIONER, kept=True)
    dropped.drop(by=cast.head, reason="整座重建", approved_by=cast.leader)
    today.move_to(TODAY + dt.timedelta(days=30))

    assert Commitment.objects.remind() == Commitment.objects.escalate() == 0


def test_who_promised_is_asked_to_look_again_on_the_day(cast, make_today, today):
    promise = make_today(due_on=dt.date(2026, 3, 30), recheck_on=dt.date(2026, 4, 1))
    promise.report(by=cast.handler, words="办好了")
    promise.confirm(by=Voice.PETITIONER, kept=True)
    today.move_to(TODAY + dt.timedelta(days=31))

    Commitment.objects.remind()
    Commitment.objects.remind()

    assert said_to(cast.leader).count("commitments.recheck") == 1


def test_a_holder_who_may_not_see_the_case_hears_nothing(cast, make_today, case):
    make_today(case=case, due_on=dt.date(2026, 3, 5))
    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)

    Commitment.objects.remind()

    assert said_to(cast.head) == []


def test_the_queue_runs_both(queue, cast, make_today):
    make_today(due_on=dt.date(2026, 3, 5))

    app.configure_task("sixia.commitments.remind").defer(timestamp=0)
    app.configure_task("sixia.commitments.escalate").defer(timestamp=0)
    queue.work()

    assert queue.failed() == []
    assert said_to(cast.head) == ["commitments.due"]
