"""Two and more real connections on one meeting: one winner, and whoever came late is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from sixia.field.onsite.models import Meeting, Summons, Topic
from sixia.field.onsite.models.deciding import AlreadyDecided
from sixia.field.onsite.models.moving import WrongMove
from sixia.field.onsite.models.summoning import AlreadyAnswered
from sixia.spine.cases.tests.test_races import own_connection, wait_until_waiting

from .conftest import WORDS

pytestmark = pytest.mark.django_db(transaction=True)


def collide(meeting, *acts):
    """Everyone has read the same meeting and stands before its lock; then it is let go. What became of each act."""
    with ThreadPoolExecutor(len(acts)) as threads:
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=meeting.pk)
            running = [threads.submit(own_connection, act) for act in acts]
            wait_until_waiting(len(acts))
        return [each.result(20) for each in running]


def test_started_from_two_phones_at_once_it_begins_once(cast, summoned):
    mine, other = (Meeting.objects.get(pk=summoned.pk) for _phone in range(2))

    outcomes = collide(summoned, lambda: mine.start(by=cast.leader), lambda: other.start(by=cast.leader))

    assert sorted(type(it).__name__ for it in outcomes) == ["NoneType", "WrongMove"]
    assert any(isinstance(it, WrongMove) for it in outcomes)
    assert [entry.verb for entry in summoned.trail].count("started") == 1


def test_two_colleagues_answer_a_summons_at_once_and_one_answer_stands(cast, summoned, summons):
    first, second = (Summons.objects.get(pk=summons.pk) for _desk in range(2))

    outcomes = collide(
        summoned,
        lambda: first.respond(by=cast.handler, attends=True, answer="陈立来"),
        lambda: second.respond(by=cast.head, attends=False, answer="都来不了"),
    )

    assert sum(isinstance(it, AlreadyAnswered) for it in outcomes) == 1
    assert [entry.verb for entry in summoned.trail].count("responded") == 1


def test_a_topic_is_decided_once_also_by_two_at_once(cast, started, topic):
    first, second = (Topic.objects.get(pk=topic.pk) for _desk in range(2))

    outcomes = collide(
        started,
        lambda: first.decide(by=cast.leader, decision="on_the_spot", words=WORDS),
        lambda: second.decide(by=cast.leader, decision="cannot", words="办不了。", basis="《公路法》"),
    )

    assert sum(isinstance(it, AlreadyDecided) for it in outcomes) == 1
    assert [entry.verb for entry in started.trail].count("decided") == 1


def test_the_same_case_put_on_the_agenda_by_two_at_once_is_one_topic(cast, meeting, case):
    outcomes = collide(
        meeting,
        *(
            lambda: Meeting.objects.get(pk=meeting.pk).take_up(by=cast.leader, case=type(case).objects.get(pk=case.pk))
            for _desk in range(3)
        ),
    )

    assert len({topic.pk for topic in outcomes}) == 1
