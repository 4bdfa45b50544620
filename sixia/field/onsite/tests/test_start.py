import pytest

from sixia.field.onsite.models.moving import WrongMove
from sixia.field.onsite.models.starting import EmptyAgenda, NotPrepared, Undecided
from sixia.field.onsite.workflow import Status

from .conftest import WORDS, seal

pytestmark = pytest.mark.django_db


def test_a_meeting_begins_with_tasks_and_measures_in_hand(cast, summoned):
    summoned.start(by=cast.leader)

    summoned.refresh_from_db()
    assert summoned.status == Status.STARTED
    assert (summoned.started_by, bool(summoned.started_at)) == (cast.leader, True)


def test_without_them_it_does_not_begin_and_the_topics_are_named(cast, summoned):
    summoned.take_up(by=cast.leader, title="垃圾清运")

    with pytest.raises(NotPrepared) as refused:
        summoned.start(by=cast.leader)

    assert "2. 垃圾清运" in str(refused.value) and "1. " not in str(refused.value)
    summoned.refresh_from_db()
    assert (summoned.status, summoned.started_at) == (Status.SUMMONED, None)


def test_nobody_is_called_out_for_an_empty_agenda(cast, meeting):
    meeting.summon(by=cast.leader, units=[cast.bureau])

    with pytest.raises(EmptyAgenda):
        meeting.start(by=cast.leader)


def test_a_meeting_to_which_no_unit_is_called_does_not_begin(cast, meeting, topic):
    with pytest.raises(WrongMove):
        meeting.start(by=cast.leader)


def test_a_meeting_does_not_close_over_an_undecided_topic_and_names_it(cast, started, topic):
    second = started.take_up(by=cast.leader, title="垃圾清运")
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)

    with pytest.raises(Undecided) as refused:
        started.close(by=cast.leader)

    assert f"{second.position}. 垃圾清运" in str(refused.value) and topic.title not in str(refused.value)
    started.refresh_from_db()
    assert (started.status, started.closed_at) == (Status.STARTED, None)


def test_a_topic_whose_case_was_sealed_meanwhile_keeps_nobody_waiting_and_is_not_named(cast, officer, started, topic, case):
    started.take_up(by=cast.leader, title="垃圾清运")
    seal(cast, case)

    with pytest.raises(Undecided) as refused:
        started.close(by=cast.leader)
    assert topic.title not in str(refused.value)
    assert topic.title not in officer("leader").get(started.url).content.decode()

    started.topics.get(title="垃圾清运").decide(by=cast.leader, decision="on_the_spot", words=WORDS)
    started.close(by=cast.leader)
    assert started.status == Status.CLOSED


def test_of_units_that_never_answered_it_stays_written_that_they_did_not(cast, closed, summons):
    (clock,) = summons.clocks

    assert clock.met is False
