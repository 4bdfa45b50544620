"""Asking that a promise be dropped: it waits for someone above, never for the one who asked, and is owed until then."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sixia.foundations.notifications.models import Notice
from sixia.foundations.units.models import Post, Role
from sixia.spine.commitments import rules
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.dropping import AlreadyAsked, NotApproved, NothingAsked
from sixia.spine.commitments.models.moving import NoReason, NotOwed
from sixia.spine.commitments.workflow import Status

WHY = "桥要整座重建，护栏随新桥一起做"


@pytest.fixture
def asked(cast, promised):
    promised.ask_to_drop(by=cast.head, reason=WHY)
    return promised


def told(user, message):
    return Notice.objects.inbox(user).filter(message=message).count()


def test_the_owner_asks_and_whoever_is_above_is_told(cast, asked):
    asked.refresh_from_db()

    assert asked.status == Status.OPEN and asked.plea().reason == WHY
    assert asked.trail.last().verb == "asked_to_drop"
    assert told(cast.leader, "commitments.asked_to_drop") == 1
    assert told(cast.head, "commitments.asked_to_drop") == told(cast.handler, "commitments.asked_to_drop") == 0


def test_while_it_waits_the_clock_runs(cast, asked, in_days):
    Commitment.objects.filter(pk=asked.pk).update(due_on=in_days(-30), promised_on=in_days(-60), first_due_on=in_days(-30))

    assert Commitment.objects.escalate() == 1
    asked.refresh_from_db()
    assert asked.is_late() and asked.plea()


def test_approved_it_is_dropped_and_the_record_says_who_asked(cast, asked):
    asked.drop(by=cast.leader, approved_by=cast.leader, reason=WHY)

    asked.refresh_from_db()
    assert asked.status == Status.DROPPED and asked.plea() is None
    assert (asked.drop_record.by, asked.drop_record.approved_by) == (cast.head, cast.leader)
    assert asked.pleas.get().answered_by == cast.leader
    assert told(cast.head, "commitments.dropped") == 1


def test_refused_with_words_it_is_still_owed_and_may_be_asked_again(cast, asked):
    asked.refuse_to_drop(by=cast.leader, words="新桥三年后才动工，栏杆不能等")

    asked.refresh_from_db()
    assert asked.status == Status.OPEN and asked.plea() is None
    assert asked.pleas.get().refusal == "新桥三年后才动工，栏杆不能等"
    assert asked.trail.last().verb == "refused_to_drop"
    assert told(cast.head, "commitments.refused_to_drop") == 1
    asked.ask_to_drop(by=cast.head, reason="设计变了")
    assert asked.pleas.count() == 2


def test_who_asked_cannot_approve_or_refuse_it_even_from_above(cast, promised):
    above = Post.objects.create(unit=promised.unit.parent, title="副县长", role=Role.LEADER)
    above.appoint(user=cast.head, by=cast.keeper, acting=True)
    Commitment.objects.filter(pk=promised.pk).update(post=None)
    promised.ask_to_drop(by=cast.head, reason=WHY)

    with pytest.raises(NotApproved):
        promised.drop(by=cast.head, approved_by=cast.head, reason=WHY)
    with pytest.raises(NotApproved):
        promised.refuse_to_drop(by=cast.head, words="不同意")
    assert not rules.may(cast.head, Commitment.objects.get(pk=promised.pk))["drop"]


@pytest.mark.parametrize("who", ["head", "handler", "other_head", "township_head", "intake", "inspector", "supervisor"])
def test_nobody_beside_or_below_the_owner_answers(cast, asked, who):
    with pytest.raises(NotApproved):
        asked.refuse_to_drop(by=cast.officers[who], words="不同意")


def test_one_plea_waits_at_a_time(cast, asked):
    with pytest.raises(AlreadyAsked):
        asked.ask_to_drop(by=cast.head, reason="再说一遍")
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.pleas.create(reason="再说一遍", by=cast.head)


def test_without_words_nothing_is_asked_or_refused(cast, promised, asked):
    with pytest.raises(NoReason):
        asked.refuse_to_drop(by=cast.leader, words=" ")
    asked.pleas.all().delete()
    with pytest.raises(NoReason):
        promised.ask_to_drop(by=cast.head, reason=" ")


def test_what_nobody_asks_is_not_refused(cast, promised):
    with pytest.raises(NothingAsked):
        promised.refuse_to_drop(by=cast.leader, words="不同意")


def test_reported_done_or_handed_on_nobody_asks_any_more(cast, asked, make, post_of):
    asked.report(by=cast.handler, words="还是换了")
    handed = make()
    handed.ask_to_drop(by=cast.head, reason=WHY)
    handed.hand_over(by=cast.leader, post=post_of(cast.other_head), reason="划转")

    for promise in (asked, handed):
        assert promise.plea() is None
        assert promise.pleas.get().answered_by is None and promise.pleas.get().answered_at <= timezone.now()


@pytest.mark.parametrize("state", ["reported", "kept"])
def test_what_is_reported_done_or_kept_is_not_asked_to_be_dropped(cast, state, request):
    with pytest.raises(NotOwed):
        request.getfixturevalue(state).ask_to_drop(by=cast.head, reason=WHY)


def test_whoever_it_was_promised_to_is_told_that_it_is_dropped(cast, make, case):
    promise = make(case=case, person=cast.petitioner)
    person = case.person
    person.email, person.consented_at = "afeng@example.org", timezone.now()
    person.save()
    promise = Commitment.objects.get(pk=promise.pk)
    promise.ask_to_drop(by=cast.head, reason=WHY)

    promise.drop(by=cast.leader, approved_by=cast.leader, reason=WHY)

    notice = Notice.objects.get(to_person=person, message="commitments.given_up")
    assert notice.link == case.follow_url


MAY = {  # ask, then (while it waits) approve and refuse
    "head":          (True,  False),
    "handler":       (False, False),
    "colleague":     (False, False),
    "township_head": (False, False),
    "leader":        (False, True),
    "supervisor":    (False, False),
    "inspector":     (False, False),
}  # fmt: skip


@pytest.mark.parametrize("name", MAY)
def test_who_may_ask_and_who_may_answer(cast, promised, name):
    user, (asks, answers) = cast.officers[name], MAY[name]

    assert rules.may(user, promised)["ask_to_drop"] is asks
    promised.ask_to_drop(by=cast.head, reason=WHY)
    may = rules.may(user, Commitment.objects.get(pk=promised.pk))
    assert (may["ask_to_drop"], may["refuse_to_drop"], may["drop"]) == (False, answers, answers)
