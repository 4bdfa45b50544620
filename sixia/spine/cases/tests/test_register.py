import datetime as dt
import uuid
from itertools import pairwise

import pytest

from sixia.foundations.common import numbers
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import timeline
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status

from .conftest import WORDS

pytestmark = pytest.mark.django_db


def register(cast, **given):
    return Case.objects.register(**{"by": Voice.PETITIONER, "words": WORDS, "place": cast.village, **given})


def test_a_case_gets_a_number_a_secret_an_owner_and_a_clock_at_once(cast):
    case, fresh = register(cast)

    assert fresh
    assert len(case.number) == 15
    assert case.opens_with(case.secret)
    assert case.unit == cast.petition_office
    assert case.status == Status.REGISTERED
    assert [clock.rule.code for clock in case.running()] == ["XF.forward"]
    assert case.due_at == case.running()[0].internal_due
    assert case.title == "村口的桥栏杆断了两根"


def test_the_same_sending_twice_is_one_case_with_the_same_receipt(cast):
    once = uuid.uuid4()

    first, _fresh = register(cast, once=once)
    second, fresh = register(cast, once=once)

    assert not fresh
    assert second.number == first.number
    assert second.secret == first.secret
    assert Case.objects.count() == 1
    assert len(timeline(first, public=False)) == 1


def test_a_unit_that_receives_directly_has_its_own_clock_and_assignment(cast):
    case, _fresh = register(cast, by=cast.handler, unit=cast.bureau)

    assert case.status == Status.FORWARDED
    assert [clock.rule.code for clock in case.running()] == ["XF.notify.direct"]
    assert case.assignments.get().unit == cast.bureau


def test_a_wrong_secret_or_that_of_another_case_opens_nothing(cast):
    case, other = register(cast)[0], register(cast)[0]

    assert not case.opens_with("22222222")
    assert not case.opens_with(other.secret)
    assert not case.opens_with("")


def test_the_number_shows_no_database_id_and_neighbours_differ_by_more_than_one(cast):
    numbers = [int(register(cast)[0].number[8:14]) for _again in range(4)]

    assert all(abs(one - next_) > 1 for one, next_ in pairwise(numbers))


def test_the_trail_says_nothing_of_the_person(cast):
    case, _fresh = register(cast, person=cast.petitioner)

    entry = case.trail.get()

    assert "林" not in str(entry.data) and "139" not in str(entry.data) and WORDS not in str(entry.data)


def test_registering_takes_few_statements(cast, django_assert_max_num_queries):
    register(cast)  # rules and calendar are in memory from here on

    with django_assert_max_num_queries(9):  # office, transaction, serial, case, clock, trail
        register(cast)


def test_a_number_and_its_secret_are_given_together():
    case = Case()
    case.give_number(on=dt.date(2026, 11, 26))

    assert numbers.read_number(case.spoken_number) == case.number
    assert case.number.startswith("20261126")
    assert case.opens_with(case.secret)
    assert not case.opens_with(numbers.fresh_secret())
