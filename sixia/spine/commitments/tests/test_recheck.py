import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.confirming import OwnWord
from sixia.spine.commitments.models.rechecking import NotKept
from sixia.spine.commitments.workflow import Status


def test_what_still_holds_is_looked_at_once_more_if_so_wished(cast, kept, in_days):
    kept.recheck(by=cast.supervisor, holds=True, words="护栏牢固", next_on=in_days(180))

    kept.refresh_from_db()
    assert kept.status == Status.KEPT
    assert kept.recheck_on == in_days(180)
    assert kept.trail.last().verb == "rechecked"


def test_what_no_longer_holds_is_owed_again(cast, kept):
    kept.recheck(by=cast.supervisor, holds=False, words="焊口又裂了两处")

    kept.refresh_from_db()
    assert kept.status == Status.RELAPSED
    assert kept.is_owed
    assert list(Commitment.objects.relapsed()) == [kept]


def test_those_it_is_for_may_say_that_it_no_longer_holds(kept):
    kept.recheck(by=Voice.PETITIONER, holds=False, words="又晃了")

    assert kept.status == Status.RELAPSED


def test_a_relapse_is_reported_done_and_confirmed_anew(cast, kept):
    kept.recheck(by=cast.supervisor, holds=False)
    kept.report(by=cast.handler, words="重新满焊")
    kept.confirm(by=Voice.PETITIONER, kept=True)

    assert kept.status == Status.KEPT
    assert kept.confirmations.count() == 2


def test_the_owner_does_not_look_at_itself(cast, kept):
    with pytest.raises(OwnWord):
        kept.recheck(by=cast.head, holds=True)


def test_only_what_was_kept_is_looked_at_again(cast, promised):
    with pytest.raises(NotKept):
        promised.recheck(by=cast.supervisor, holds=True)


def test_the_day_of_the_re_check_brings_it_to_the_list(cast, kept, in_days):
    assert not Commitment.objects.to_look_at_again().exists()
    assert list(Commitment.objects.to_look_at_again(in_days(200))) == [kept]
