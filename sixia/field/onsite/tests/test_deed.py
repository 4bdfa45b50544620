import uuid

import pytest

from sixia.field.onsite.models import Deed
from sixia.field.onsite.models.deed import NotTheirs, OwnWord
from sixia.field.onsite.models.moving import WrongMove
from sixia.field.onsite.reckoning import said_of_deeds
from sixia.field.onsite.workflow import DeedStatus
from sixia.foundations.trail.models import Voice

from .conftest import in_days, open_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(cast, deed):
    deed.finish(by=cast.handler, words="护栏四十米已装好")
    return deed


def test_done_is_what_the_unit_says_and_accepted_is_not(cast, done):
    assert done.status == DeedStatus.DONE
    assert said_of_deeds().accepted == 0 and said_of_deeds().unasked == 1


def test_the_unit_that_did_it_never_says_that_it_is_accepted(cast, done):
    for officer in (cast.handler, cast.head):
        with pytest.raises(OwnWord):
            done.accept(by=officer, accepted=True)

    assert not done.acceptances.exists()


def test_someone_outside_the_unit_writes_down_what_people_say(cast, done):
    done.accept(by=cast.village_worker, accepted=True, words="走着放心了")

    assert done.status == DeedStatus.ACCEPTED
    (listed,) = Deed.objects.listed()
    assert (listed.asked, listed.accepting) == (1, 1)


def test_whoever_raised_the_case_says_it_with_their_receipt(cast, done, case):
    done.accept(by=Voice.PETITIONER, accepted=False, words="少装了一段", case=case)

    assert done.status == DeedStatus.REFUSED
    done.finish(by=cast.handler, words="补装六米")
    done.accept(by=Voice.PETITIONER, accepted=True, case=case)
    (listed,) = Deed.objects.listed()
    assert (listed.status, listed.asked, listed.accepting) == (DeedStatus.ACCEPTED, 2, 1)


def test_the_receipt_of_another_case_has_no_word_in_it(cast, done):
    with pytest.raises(NotTheirs):
        done.accept(by=Voice.PETITIONER, accepted=True, case=open_case(cast, "路灯不亮了。"))


def test_sent_twice_a_word_counts_once(cast, done):
    once = uuid.uuid4()

    done.accept(by=cast.village_worker, accepted=True, once=once)
    done.accept(by=cast.village_worker, accepted=True, once=once)

    assert done.acceptances.count() == 1


def test_what_is_not_done_yet_is_not_accepted(cast, deed):
    with pytest.raises(WrongMove):
        deed.accept(by=cast.village_worker, accepted=True)


def test_looked_at_again_it_lasts_until_the_next_day_or_is_done_again(cast, done):
    done.accept(by=cast.village_worker, accepted=True)

    done.recheck(by=cast.township_head, holds=True, words="都在", next_on=in_days(90))
    assert (done.status, done.recheck_on) == (DeedStatus.ACCEPTED, in_days(90))

    done.recheck(by=cast.township_head, holds=False, words="断了一根")
    assert done.status == DeedStatus.RELAPSED


def test_the_unit_itself_does_not_look_again(cast, done):
    done.accept(by=cast.village_worker, accepted=True)

    with pytest.raises(OwnWord):
        done.recheck(by=cast.head, holds=True, words="都好")


def test_those_due_are_found_and_no_others(cast, done):
    done.accept(by=cast.village_worker, accepted=True)
    done.recheck(by=cast.township_head, holds=True, words="都在", next_on=in_days(10))

    assert list(Deed.objects.to_recheck(in_days(10))) == [done]
    assert not Deed.objects.to_recheck(in_days(9)).exists()
