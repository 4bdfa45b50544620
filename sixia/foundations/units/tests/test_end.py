import datetime as dt

import pytest

from sixia.foundations.trail.models import Entry
from sixia.foundations.units.models import NotHeld, WrongTenure

pytestmark = pytest.mark.django_db

MARCH, LAST = dt.date(2026, 3, 1), dt.date(2026, 5, 8)


def test_the_last_day_still_counts(post, officer, keeper):
    tenure = post.appoint(user=officer, by=keeper, starts_on=MARCH)

    tenure.end(by=keeper, on=LAST)

    assert post.holder(LAST) == officer
    assert post.holder(LAST + dt.timedelta(days=1)) is None
    assert Entry.objects.get(verb="ended").data["ends_on"] == "2026-05-08"


def test_a_tenure_may_be_shortened_but_not_ended_twice(post, officer, keeper):
    tenure = post.appoint(user=officer, by=keeper, starts_on=MARCH, ends_on=LAST)
    tenure.end(by=keeper, on=LAST - dt.timedelta(days=7))

    with pytest.raises(NotHeld):
        tenure.end(by=keeper, on=LAST)


def test_it_does_not_end_before_it_began(post, officer, keeper):
    tenure = post.appoint(user=officer, by=keeper, starts_on=MARCH)

    with pytest.raises(WrongTenure):
        tenure.end(by=keeper, on=MARCH - dt.timedelta(days=1))

    tenure.refresh_from_db()
    assert tenure.ends_on is None
