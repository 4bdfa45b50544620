"""Who sees which promise, and that a sealed case is never told by one."""

import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.workflow import Kind
from sixia.spine.commitments.models import Commitment

SEES_THE_PRIVATE = {
    "handler": True,  # of the owning unit
    "head": True,  # whose post answers
    "township_intake": True,  # oversees the place
    "leader": True,
    "supervisor": True,
    "inspector": True,
    "intake": True,
    "colleague": False,  # of another bureau
    "village_worker": False,
    "discipline_head": False,
    "researcher": False,
}


@pytest.mark.parametrize(("who", "sees"), SEES_THE_PRIVATE.items())
def test_a_promise_to_a_private_person_is_seen_by_those_it_concerns(cast, make, who, sees):
    promise = make(by=Voice.SYSTEM, person=cast.petitioner)

    assert Commitment.objects.visible_to(getattr(cast, who)).filter(pk=promise.pk).exists() == sees


def test_a_unit_that_helps_and_who_promised_see_it(cast, make):
    helped = make(person=cast.petitioner, co_owners=[cast.other_bureau])
    own = make(by=cast.village_worker, person=cast.petitioner)

    assert helped in Commitment.objects.visible_to(cast.other_head)
    assert own in Commitment.objects.visible_to(cast.village_worker)


def test_a_public_promise_is_seen_by_every_officer(cast, promised):
    for officer in cast.officers.values():
        assert promised in Commitment.objects.visible_to(officer)


def test_on_a_sealed_case_only_the_named_see_it(cast, make, accusation):
    promise = make(by=cast.intake, case=accusation)

    sees = {name for name, officer in cast.officers.items() if promise in Commitment.objects.visible_to(officer)}

    assert sees == {"intake"}
    assert promise not in Commitment.objects.public()


def test_a_case_sealed_after_the_promise_takes_it_off_the_public_list(cast, make, case):
    promise = make(case=case)
    assert promise in Commitment.objects.public()

    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)

    assert promise not in Commitment.objects.public()
    assert promise not in Commitment.objects.visible_to(cast.handler)


def test_sets_by_state_day_unit_place_and_case(cast, make, case, in_days):
    late = make(promised_on=in_days(-20), due_on=in_days(-3))
    soon = make(due_on=in_days(3), case=case)

    assert list(Commitment.objects.late()) == [late]
    assert list(Commitment.objects.running()) == [soon]
    assert set(Commitment.objects.open()) == {late, soon}
    assert list(Commitment.objects.due_between(in_days(0), in_days(7))) == [soon]
    assert list(Commitment.objects.about(case)) == [soon]
    assert set(Commitment.objects.of_unit(cast.bureau)) == {late, soon}
    assert set(Commitment.objects.in_place(cast.township.code)) == {late, soon}
    assert not Commitment.objects.in_place("990101201").exists()
