import pytest

from sixia.foundations.notifications.models import Notice
from sixia.foundations.trail.models import Voice
from sixia.spine.commitments.models.confirming import OwnWord
from sixia.spine.commitments.models.moving import WrongMove
from sixia.spine.commitments.workflow import Status


def test_someone_who_benefits_says_it_is_kept(cast, reported, in_days):
    reported.confirm(by=Voice.PETITIONER, kept=True, words="换好了。")

    reported.refresh_from_db()
    assert reported.status == Status.KEPT
    assert reported.status_on == in_days(0)
    assert reported.confirmations.get().voice == Voice.PETITIONER
    assert reported.trail.last().verb == "confirmed"
    assert Notice.objects.inbox(cast.head).filter(message="commitments.confirmed").exists()


def test_an_officer_outside_the_owning_unit_who_looked_may_say_it_too(cast, reported):
    confirmation = reported.confirm(by=cast.supervisor, kept=True, words="到现场看过。")

    assert reported.status == Status.KEPT
    assert confirmation.by == cast.supervisor


@pytest.mark.parametrize("who", ["handler", "head"])
def test_the_owning_unit_never_says_so_itself(cast, reported, who):
    with pytest.raises(OwnWord):
        reported.confirm(by=getattr(cast, who), kept=True)

    reported.refresh_from_db()
    assert reported.status == Status.REPORTED


def test_a_unit_that_helps_does_not_say_so(cast, make):
    promise = make(co_owners=[cast.unit("shiqiao")])
    promise.report(by=cast.handler, words="换完了。")

    with pytest.raises(OwnWord):
        promise.confirm(by=cast.township_head, kept=True)


def test_a_leader_who_answers_by_name_does_not_say_so(cast, make, post_of):
    promise = make(post=post_of(cast.leader))
    promise.report(by=cast.handler, words="换完了。")

    with pytest.raises(OwnWord):
        promise.confirm(by=cast.leader, kept=True)


@pytest.mark.parametrize("voice", [Voice.SYSTEM, Voice.MACHINE, Voice.STAFF])
def test_neither_clock_nor_machine_says_so(reported, voice):
    with pytest.raises(OwnWord):
        reported.confirm(by=voice, kept=True)


def test_handing_it_on_makes_the_former_owner_no_neutral_witness(cast, reported, post_of):
    reported.hand_over(by=cast.head, post=post_of(cast.other_head), reason="划转物业股")

    for former in (cast.handler, cast.head):
        with pytest.raises(OwnWord):
            reported.confirm(by=former, kept=True)


def test_not_so_opens_it_again_and_the_owner_hears_it(cast, reported):
    reported.confirm(by=Voice.PETITIONER, kept=False, words="只换了一半。")

    assert reported.status == Status.OPEN
    assert reported.trail.last().verb == "contradicted"
    assert Notice.objects.inbox(cast.head).filter(message="commitments.contradicted").exists()


def test_nothing_is_confirmed_that_nobody_reported(promised):
    with pytest.raises(WrongMove):
        promised.confirm(by=Voice.PETITIONER, kept=True)


def test_the_word_is_given_once(kept):
    with pytest.raises(WrongMove):
        kept.confirm(by=Voice.PETITIONER, kept=True)


def test_what_is_kept_is_looked_at_again_on_a_day_of_the_house(kept, in_days):
    assert kept.recheck_on > in_days(80)


def test_a_day_named_for_the_re_check_stays(cast, make, in_days):
    promise = make(recheck_on=in_days(45))
    promise.report(by=cast.handler, words="换完了。")
    promise.confirm(by=Voice.PETITIONER, kept=True)

    assert promise.recheck_on == in_days(45)
