import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models.moving import CaseError, WrongMove
from sixia.spine.cases.workflow import MOVES, OPEN, Status

from .conftest import ANSWER

VERBS = {
    "forward": lambda cast, case: case.forward(by=cast.intake, unit=cast.bureau),
    "accept": lambda cast, case: case.accept(by=cast.handler),
    "answer": lambda cast, case: case.answer(by=cast.handler, **ANSWER),
    "settle": lambda cast, case: case.rate(by=Voice.PETITIONER, resolved=True, stars=5),
    "reopen": lambda cast, case: case.rate(by=Voice.PETITIONER, resolved=False, stars=1),
}
LEADS_TO = {
    "forward": Status.FORWARDED,
    "accept": Status.ACCEPTED,
    "answer": Status.ANSWERED,
    "settle": Status.SETTLED,
    "reopen": Status.REOPENED,
}


def bring(cast, case, status):
    """Bring a sorted case to a state by the verbs themselves."""
    ways = {
        Status.REGISTERED: [],
        Status.FORWARDED: ["forward"],
        Status.ACCEPTED: ["forward", "accept"],
        Status.ANSWERED: ["forward", "accept", "answer"],
        Status.REOPENED: ["forward", "accept", "answer", "reopen"],
        Status.SETTLED: ["forward", "accept", "answer", "settle"],
    }
    for verb in ways[status]:
        VERBS[verb](cast, case)
    return case


def test_every_state_is_in_the_table_and_every_state_can_be_reached():
    reached = {Status.REGISTERED} | {to for moves in MOVES.values() for to in moves}

    assert set(MOVES) == set(Status) == reached


def test_a_case_that_waits_for_the_petitioner_presses_nobody_of_ours():
    assert set(Status) - OPEN == {Status.ANSWERED, Status.SETTLED}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", Status)
def test_a_verb_moves_only_where_the_table_says(cast, sorted_, status, verb):
    case = bring(cast, sorted_, status)
    entries = case.trail.count()

    if LEADS_TO[verb] in MOVES[status]:
        VERBS[verb](cast, case)
        case.refresh_from_db()
        assert case.status == LEADS_TO[verb]
        assert case.trail.count() == entries + 1
    else:
        with pytest.raises(CaseError):
            VERBS[verb](cast, case)
        case.refresh_from_db()
        assert case.status == status
        assert case.trail.count() == entries


@pytest.mark.django_db
def test_a_wrong_move_says_in_the_readers_words_what_stands_in_the_way(cast, registered):
    with pytest.raises(WrongMove) as wrong:
        registered.answer(by=cast.handler, **ANSWER)

    assert "已登记" in str(wrong.value) and "已答复" in str(wrong.value)
