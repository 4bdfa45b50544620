import pytest

from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.changing import SameDay
from sixia.spine.commitments.models.moving import NoReason, NotOwed
from sixia.spine.commitments.models.promising import DuePassed


def test_another_day_keeps_the_old_one_in_sight(cast, promised, in_days):
    promised.change(by=cast.head, due_on=in_days(50), reason="连续大雨，护栏进不了场")

    promised.refresh_from_db()
    assert promised.due_on == in_days(50)
    assert promised.first_due_on == in_days(30)
    assert promised.changes.get().reason == "连续大雨，护栏进不了场"
    assert promised.trail.last().data == {"was_due_on": in_days(30).isoformat(), "due_on": in_days(50).isoformat()}
    assert list(Commitment.objects.changed()) == [promised]


def test_changed_back_to_the_first_day_it_still_was_changed(cast, promised, in_days):
    promised.change(by=cast.head, due_on=in_days(50), reason="大雨")
    promised.change(by=cast.head, due_on=in_days(30), reason="天晴了")

    assert promised.is_changed
    assert promised.times_changed == promised.changes.count() == 2


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_is_changed(cast, promised, in_days, reason):
    with pytest.raises(NoReason):
        promised.change(by=cast.head, due_on=in_days(50), reason=reason)

    promised.refresh_from_db()
    assert promised.due_on == in_days(30)


def test_a_day_already_past_is_refused(cast, promised, in_days):
    with pytest.raises(DuePassed):
        promised.change(by=cast.head, due_on=in_days(-1), reason="补记")


def test_the_same_day_is_no_change(cast, promised, in_days):
    with pytest.raises(SameDay):
        promised.change(by=cast.head, due_on=in_days(30), reason="再确认一次")


def test_what_waits_for_the_word_is_not_put_off(cast, reported, in_days):
    with pytest.raises(NotOwed):
        reported.change(by=cast.head, due_on=in_days(60), reason="再等等")
