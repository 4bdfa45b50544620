import datetime as dt

import pytest
from django.utils import timezone

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.hastening import NobodyHere, NotOnTheSpot
from sixia.spine.cases.models.moving import WrongMove
from sixia.spine.cases.workflow import Channel, Kind, Status

SPOT = {"words": "路灯的保险丝已经当场换好，今晚就亮。", "outcome": "supported", "basis": "市政设施日常养护职责"}


@pytest.fixture
def raised(cast):
    at = timezone.now() - dt.timedelta(minutes=25)
    return Case.objects.register(
        by=cast.intake, words="村口路灯不亮。", place=cast.village, channel=Channel.RECEPTION, received_at=at
    ).case


def test_what_can_be_settled_at_once_is_answered_in_one_verb_and_timed(cast, raised):
    reply = raised.answer_on_the_spot(by=cast.head, **SPOT)

    raised.refresh_from_db()
    assert raised.status == Status.ANSWERED
    assert raised.kind == Kind.APPEAL
    assert raised.unit == reply.unit == cast.bureau
    assert [entry.verb for entry in raised.trail] == ["registered", "answered_on_the_spot"]
    assert raised.trail.last().data["minutes"] == 25
    assert list(Case.objects.answered_on_the_spot()) == [raised]


def test_no_duty_presses_afterwards_and_the_right_to_a_review_runs(cast, raised):
    raised.answer_on_the_spot(by=cast.head, **SPOT)

    assert [clock.rule.code for clock in raised.running()] == ["XF.review.request"]
    assert raised.due_at is None
    assert raised.assignments.filter(ended_at=None).get().accepted_by == cast.head


def test_the_petitioner_still_has_the_last_word(cast, raised):
    raised.answer_on_the_spot(by=cast.head, **SPOT)

    raised.rate(by=Voice.PETITIONER, resolved=False, stars=2)

    assert raised.status == Status.REOPENED


def test_the_unit_named_answers_and_who_spoke_for_it_from_outside_does_not_become_its_handler(cast, raised):
    raised.answer_on_the_spot(by=cast.leader, unit=cast.bureau, **SPOT)

    assert raised.unit == cast.bureau
    assert raised.handler is None


def test_an_officer_of_the_unit_that_answers_has_the_case_from_then_on(cast, raised):
    raised.answer_on_the_spot(by=cast.handler, **SPOT)

    assert (raised.unit, raised.handler) == (cast.bureau, cast.handler)


@pytest.mark.parametrize("state", ["forwarded", "accepted"])
def test_a_case_on_its_way_is_answered_at_once_too(cast, request, state):
    case = request.getfixturevalue(state)

    case.answer_on_the_spot(by=cast.handler, **SPOT)

    assert case.status == Status.ANSWERED
    assert case.assignments.count() == 1
    assert case.routes.count() == 1


def test_what_came_back_is_answered_at_once_in_its_second_round(cast, answered):
    answered.rate(by=Voice.PETITIONER, resolved=False, stars=2)

    reply = answered.answer_on_the_spot(by=cast.handler, **SPOT)

    assert reply.round == 2


def test_what_is_answered_already_is_not_answered_again(cast, answered):
    with pytest.raises(WrongMove):
        answered.answer_on_the_spot(by=cast.handler, **SPOT)


def test_an_accusation_is_not_answered_on_the_spot(cast, accusation, raised):
    with pytest.raises(NotOnTheSpot):
        accusation.answer_on_the_spot(by=cast.intake, **SPOT)
    with pytest.raises(NotOnTheSpot):
        raised.answer_on_the_spot(by=cast.intake, kind=Kind.ACCUSATION, **SPOT)


def test_an_officer_without_a_post_names_the_unit(cast, raised, django_user_model):
    Case.objects.filter(pk=raised.pk).update(unit=None)
    nobody = django_user_model.objects.create(username="nobody")

    with pytest.raises(NobodyHere):
        raised.answer_on_the_spot(by=nobody, **SPOT)
