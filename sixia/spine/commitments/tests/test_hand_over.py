import pytest

from sixia.foundations.notifications.models import Notice
from sixia.spine.commitments.models.handing import SamePost
from sixia.spine.commitments.models.moving import NoReason, NotOwed


def test_another_post_answers_and_its_unit_with_it(cast, promised, post_of):
    promised.hand_over(by=cast.head, post=post_of(cast.other_head), reason="职能划转")

    promised.refresh_from_db()
    assert promised.unit == cast.other_bureau
    assert promised.holder() == cast.other_head
    assert promised.handovers.get().from_unit == cast.bureau
    assert promised.trail.last().verb == "handed_over"
    assert Notice.objects.inbox(cast.other_head).get().message == "commitments.handed_over"


def test_a_leader_over_a_bureaus_promise_hands_on_only_the_name(cast, make, post_of):
    promise = make(post=post_of(cast.leader))

    promise.hand_over(by=cast.leader, post=post_of(cast.researcher), reason="分工调整")

    assert promise.unit == cast.bureau
    assert promise.holder() == cast.researcher


def test_a_unit_that_helped_and_now_answers_helps_no_more(cast, make, post_of):
    promise = make(co_owners=[cast.other_bureau])

    promise.hand_over(by=cast.head, post=post_of(cast.other_head), reason="职能划转")

    assert list(promise.co_owners.all()) == []


def test_the_same_post_a_missing_reason_and_a_kept_promise_are_refused(cast, promised, post_of):
    with pytest.raises(SamePost):
        promised.hand_over(by=cast.head, post=promised.post, reason="交接")
    with pytest.raises(NoReason):
        promised.hand_over(by=cast.head, post=post_of(cast.other_head), reason="")


def test_what_is_kept_is_not_handed_on(cast, kept, post_of):
    with pytest.raises(NotOwed):
        kept.hand_over(by=cast.head, post=post_of(cast.other_head), reason="交接")
