import pytest

from sixia.field.onsite.models.moving import OnsiteError, WrongMove
from sixia.field.onsite.workflow import AHEAD, DEED_MOVES, MOVES, STAGE_MOVES, DeedStatus, Stage, Status

from .conftest import WORDS

VERBS = {
    "summon": (Status.SUMMONED, lambda cast, meeting: meeting.summon(by=cast.leader, units=[cast.bureau])),
    "start": (Status.STARTED, lambda cast, meeting: meeting.start(by=cast.leader)),
    "close": (Status.CLOSED, lambda cast, meeting: meeting.close(by=cast.leader)),
    "cancel": (Status.CANCELLED, lambda cast, meeting: meeting.cancel(by=cast.leader, why="改期另行通知")),
}
WAYS = {
    Status.PLANNED: [],
    Status.SUMMONED: ["summon"],
    Status.STARTED: ["summon", "start"],
    Status.CLOSED: ["summon", "start", "close"],
    Status.CANCELLED: ["cancel"],
}


def bring(cast, meeting, topic, status):
    for verb in WAYS[status]:
        if verb == "close":
            topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)
        VERBS[verb][1](cast, meeting)
    if status == Status.STARTED:
        topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)
    return meeting


@pytest.mark.parametrize(("statuses", "moves"), [(Status, MOVES), (DeedStatus, DEED_MOVES), (Stage, STAGE_MOVES)])
def test_every_state_is_in_its_table_and_can_be_reached(statuses, moves):
    first = next(iter(statuses))

    assert set(moves) == set(statuses) == {first} | {to for reached in moves.values() for to in reached}


def test_a_meeting_that_is_over_is_not_ahead():
    assert set(Status) - AHEAD == {Status.CLOSED, Status.CANCELLED}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", Status)
def test_a_verb_moves_only_where_the_table_says(cast, meeting, topic, status, verb):
    bring(cast, meeting, topic, status)
    to, act = VERBS[verb]
    entries = meeting.trail.count()

    if to in MOVES[status]:
        act(cast, meeting)
        meeting.refresh_from_db()
        assert meeting.status == to
        assert meeting.trail.count() == entries + 1
    elif verb == "summon" and status in AHEAD:
        act(cast, meeting)  # a unit called before is not called again, and nothing moves
        meeting.refresh_from_db()
        assert (meeting.status, meeting.trail.count()) == (status, entries)
    else:
        with pytest.raises(OnsiteError):
            act(cast, meeting)
        meeting.refresh_from_db()
        assert (meeting.status, meeting.trail.count()) == (status, entries)


@pytest.mark.django_db
def test_a_wrong_move_says_in_the_readers_words_what_stands_in_the_way(cast, meeting):
    with pytest.raises(WrongMove) as wrong:
        meeting.close(by=cast.leader)

    assert "筹备" in str(wrong.value) and "结束" in str(wrong.value)
