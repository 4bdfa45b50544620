import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Rating
from sixia.spine.cases.models.moving import WrongMove
from sixia.spine.cases.models.rating import NotTheirWord
from sixia.spine.cases.workflow import Status

from .conftest import ANSWER

pytestmark = pytest.mark.django_db


def test_no_officer_and_no_clock_rates_for_the_petitioner(cast, answered):
    for by in (cast.handler, cast.head, cast.leader, Voice.SYSTEM, Voice.MACHINE):
        with pytest.raises(NotTheirWord):
            answered.rate(by=by, resolved=True, stars=5)

    assert not Rating.objects.exists()


def test_not_resolved_reopens_at_the_same_unit_and_handler_on_a_fresh_clock(cast, answered):
    answered.rate(by=Voice.PETITIONER, resolved=False, stars=2, words="又断了")

    assert answered.status == Status.REOPENED
    assert (answered.unit, answered.handler, answered.round) == (cast.bureau, cast.handler, 2)
    assert answered.running_clock("SX.reopen").internal_due == answered.due_at


def test_the_second_answer_is_rated_by_itself_and_the_first_rating_stays(cast, answered):
    answered.rate(by=Voice.PETITIONER, resolved=False, stars=1)
    answered.answer(by=cast.handler, **ANSWER)
    answered.rate(by=Voice.PETITIONER, resolved=True, stars=4)

    assert [(reply.round, reply.rating.stars) for reply in answered.replies.all()] == [(1, 1), (2, 4)]
    assert answered.status == Status.SETTLED


def test_an_answer_is_rated_once(answered):
    answered.rate(by=Voice.PETITIONER, resolved=True, stars=5)

    with pytest.raises(WrongMove):
        answered.rate(by=Voice.PETITIONER, resolved=True, stars=1)

    assert Rating.objects.get().stars == 5


def test_silence_leaves_an_answered_case_answered(answered):
    assert answered.status == Status.ANSWERED
    assert answered.due_at is None
    assert not hasattr(answered.replies.get(), "rating")


def test_the_handler_is_told_that_it_is_reopened(cast, answered):
    answered.rate(by=Voice.PETITIONER, resolved=False, stars=2)

    assert cast.handler.notices.get(channel="desk").message == "cases.reopened"


def test_a_handler_from_whom_it_was_sealed_hears_no_more_of_it(cast, accepted):
    accepted.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.other_bureau)
    accepted.answer(by=cast.intake, **ANSWER)

    accepted.rate(by=Voice.PETITIONER, resolved=False, stars=1)

    assert accepted.status == Status.REOPENED
    assert not cast.handler.notices.filter(message="cases.reopened").exists()


def test_the_right_to_a_review_runs_anew_from_the_second_answer(cast, answered):
    answered.rate(by=Voice.PETITIONER, resolved=False, stars=1)
    answered.answer(by=cast.handler, **ANSWER)

    (right,) = [clock for clock in answered.running() if clock.rule.code == "XF.review.request"]
    assert right.started_at == answered.answered_at
