"""Every pair of states, by the verbs that lead from one to another."""

import itertools

import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.moving import CommitmentError, WrongMove
from sixia.spine.commitments.workflow import MOVES, OWED, Status


def test_every_state_has_its_moves():
    assert set(MOVES) == set(Status)
    assert all(targets <= set(Status) for targets in MOVES.values())


def test_nothing_is_kept_that_was_not_reported_first():
    assert [held for held, targets in MOVES.items() if Status.KEPT in targets] == [Status.REPORTED]


def test_what_ends_is_owed_to_nobody():
    assert {status for status in Status if not MOVES[status]} == {Status.DROPPED}
    assert set(Status) - OWED == {Status.KEPT, Status.DROPPED}


@pytest.mark.parametrize(("held", "to"), list(itertools.product(Status, Status)))
def test_every_pair_of_states(promised, held, to):
    Commitment.objects.filter(pk=promised.pk).update(status=held)
    promised.lock()

    if to in MOVES[held]:
        promised.move(to)
        assert promised.status == to
    else:
        with pytest.raises(WrongMove) as refused:
            promised.move(to)
        assert str(held.label) in str(refused.value)


@pytest.mark.parametrize("held", Status)
def test_each_verb_does_what_the_table_says_or_nothing(cast, promised, in_days, held):
    promised.report(by=cast.handler, words="换完了")
    Commitment.objects.filter(pk=promised.pk).update(status=held)
    verbs = {
        Status.REPORTED: lambda: promised.report(by=cast.handler, words="换完了"),
        Status.KEPT: lambda: promised.confirm(by=Voice.PETITIONER, kept=True),
        Status.OPEN: lambda: promised.confirm(by=Voice.PETITIONER, kept=False),
        Status.RELAPSED: lambda: promised.recheck(by=cast.supervisor, holds=False),
        Status.DROPPED: lambda: promised.drop(by=cast.head, reason="不做了", approved_by=cast.leader),
    }

    for to, verb in verbs.items():
        Commitment.objects.filter(pk=promised.pk).update(status=held)
        promised.confirmations.all().delete()
        if to in MOVES[held]:
            verb()
            assert Commitment.objects.get(pk=promised.pk).status == to
        else:
            with pytest.raises(CommitmentError):
                verb()
            assert Commitment.objects.get(pk=promised.pk).status == held
