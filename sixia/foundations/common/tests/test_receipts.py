import datetime as dt

import pytest

from sixia.foundations.common import numbers, receipts

pytestmark = pytest.mark.django_db


def test_serials_of_the_house_never_come_twice():
    taken = [receipts.next_serial() for _ in range(120)] + receipts.next_serials(30)

    assert len(set(taken)) == 150


def test_a_number_that_stands_for_nothing_finds_nothing():
    assert receipts.find(numbers.fresh_number(dt.date(2026, 11, 26), 7)) is None
