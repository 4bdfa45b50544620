import pytest

from sixia.spine.commitments.models.dropping import NotApproved
from sixia.spine.commitments.models.moving import NoReason, WrongMove
from sixia.spine.commitments.workflow import Status


def test_a_promise_is_dropped_with_reason_and_approval_from_above(cast, promised):
    promised.drop(by=cast.head, reason="桥要整座重建，护栏随新桥一起做", approved_by=cast.leader)

    promised.refresh_from_db()
    assert promised.status == Status.DROPPED
    assert promised.drop_record.approved_by == cast.leader
    assert promised.trail.last().verb == "dropped"


@pytest.mark.parametrize("who", ["head", "handler", "other_head", "township_head", "intake", "inspector"])
def test_nobody_beside_or_below_the_owner_approves(cast, promised, who):
    with pytest.raises(NotApproved):
        promised.drop(by=cast.head, reason="不做了", approved_by=getattr(cast, who))


def test_without_approval_nothing_is_dropped(cast, promised):
    with pytest.raises(NotApproved):
        promised.drop(by=cast.head, reason="不做了", approved_by=None)

    promised.refresh_from_db()
    assert promised.status == Status.OPEN


def test_without_a_reason_nothing_is_dropped(cast, promised):
    with pytest.raises(NoReason):
        promised.drop(by=cast.head, reason=" ", approved_by=cast.leader)

    promised.refresh_from_db()
    assert promised.status == Status.OPEN


def test_who_answers_by_name_cannot_approve_it_themselves(cast, make, post_of):
    promise = make(post=post_of(cast.leader))

    with pytest.raises(NotApproved):
        promise.drop(by=cast.head, reason="不做了", approved_by=cast.leader)


def test_a_kept_promise_is_not_dropped(cast, kept):
    with pytest.raises(WrongMove):
        kept.drop(by=cast.head, reason="不做了", approved_by=cast.leader)
