import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from sixia.field.onsite.models import Meeting, Summons
from sixia.field.onsite.models.moving import NotNow
from sixia.field.onsite.models.summoning import AlreadyAnswered, NobodyAnswers
from sixia.field.onsite.workflow import Status

pytestmark = pytest.mark.django_db

COMES = {"attends": True, "answer": "陈立 公路股股长"}


def test_each_unit_called_gets_a_clock_of_its_own(cast, summoned, summons):
    (clock,) = summons.running()

    assert summoned.status == Status.SUMMONED
    assert clock.rule.code == "OS.respond"
    assert summons.respond_by == clock.internal_due > timezone.now()


def test_heads_and_intake_of_the_unit_are_told(cast, summoned):
    assert cast.head.notices.filter(message="onsite.summoned").exists()
    assert not cast.other_head.notices.filter(message="onsite.summoned").exists()


def test_called_twice_a_unit_is_called_once(cast, summoned):
    assert summoned.summon(by=cast.leader, units=[cast.bureau]) == []

    assert summoned.summonses.filter(unit=cast.bureau).count() == 1


def test_a_unit_that_is_missing_is_called_up_in_the_meeting_itself(cast, started):
    (summons,) = started.summon(by=cast.leader, units=[cast.other_bureau])

    assert (summons.unit, started.status) == (cast.other_bureau, Status.STARTED)


def test_a_unit_says_who_comes_and_its_clock_ends(cast, summons):
    summons.respond(by=cast.handler, **COMES)

    assert summons.attends and summons.answer == "陈立 公路股股长"
    assert not summons.running() and not summons.is_late()
    assert cast.leader.notices.filter(message="onsite.responded").exists()


def test_a_second_answer_overwrites_nothing_and_a_double_click_is_none(cast, summoned, summons):
    summons.respond(by=cast.handler, **COMES)
    summons.respond(by=cast.handler, **COMES)

    with pytest.raises(AlreadyAnswered):
        summons.respond(by=cast.head, attends=False, answer="都在省里开会")

    summons.refresh_from_db()
    assert (summons.responded_by, summons.attends) == (cast.handler, True)
    assert [entry.verb for entry in summoned.trail].count("responded") == 1


def test_a_late_answer_is_kept_and_shown_as_late_to_both_sides(cast, officer, summoned, summons):
    with time_machine.travel(summons.respond_by + dt.timedelta(hours=1)):
        summons.respond(by=cast.handler, **COMES)

    assert summons.is_late()
    for name in ("leader", "handler"):
        assert "迟" in officer(name).get(summoned.url).content.decode()


def test_a_unit_closed_before_it_is_called_is_called_by_the_one_that_took_over(cast, meeting, topic):
    cast.bureau.close(by=cast.keeper, successor=cast.other_bureau)

    (summons,) = meeting.summon(by=cast.leader, units=[cast.bureau])

    assert summons.unit == cast.other_bureau


def test_a_unit_closed_after_it_was_called_is_answered_for_by_its_successor(cast, officer, summoned, summons):
    cast.bureau.close(by=cast.keeper, successor=cast.other_bureau)

    response = officer("colleague").post(f"/onsite/{summoned.number}/respond/", {"attends": "yes", "answer": "何芳 物业股"})

    summons.refresh_from_db()
    assert response.status_code == 302
    assert (summons.responded_by, summons.unit) == (cast.colleague, cast.bureau)
    assert summoned in Meeting.objects.visible_to(cast.colleague)


def test_a_unit_that_nobody_succeeded_cannot_be_called(cast, meeting, topic):
    cast.unit("culture").close(by=cast.keeper)

    with pytest.raises(NobodyAnswers):
        meeting.summon(by=cast.leader, units=[cast.unit("culture")])

    assert not Summons.objects.exists()


def test_after_the_meeting_nobody_answers_any_more(cast, closed, summons):
    with pytest.raises(NotNow):
        summons.respond(by=cast.handler, **COMES)

    assert not summons.running()


def test_a_unit_that_said_nothing_may_still_arrive_and_arrives_once(cast, started, summons):
    summons.arrive(by=cast.leader)
    summons.arrive(by=cast.leader)

    assert summons.arrived_at
    assert [entry.verb for entry in started.trail].count("arrived") == 1
