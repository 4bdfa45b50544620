import datetime as dt

import pytest

from sixia.foundations.trail.models import Entry
from sixia.foundations.trail.tellings import tell
from sixia.foundations.units.models import NotHeld, Role
from sixia.foundations.units.standing import standing

pytestmark = pytest.mark.django_db

MARCH, DAY = dt.date(2026, 3, 1), dt.date(2026, 5, 8)
EVE = DAY - dt.timedelta(days=1)


def test_the_post_changes_hands_without_a_day_between(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=MARCH)

    post.hand_over(to=keeper, by=keeper, on=DAY)

    assert post.holder(EVE) == officer
    assert post.holder(DAY) == keeper


def test_the_former_holder_stands_for_it_no_more(post, officer, keeper, time_machine):
    time_machine.move_to("2026-05-08T08:00:00+08:00")
    post.appoint(user=officer, by=keeper, starts_on=MARCH)
    assert standing(officer).holds(Role.HANDLER)

    tenure = post.hand_over(to=keeper, by=keeper)

    former = post.tenures.get(user=officer)
    assert former.ends_on == EVE
    assert tenure.starts_on == DAY
    assert standing(keeper).holds(Role.HANDLER)
    assert not standing(type(officer).objects.get(pk=officer.pk)).holds(Role.HANDLER)


def test_it_is_told_once_with_both_names(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=MARCH)

    post.hand_over(to=keeper, by=keeper, on=DAY)

    entry = Entry.objects.get(verb="handed_over")
    assert "林秋实" in tell(entry, public=False)
    assert "何守成" in tell(entry, public=False)


def test_a_vacant_post_has_nothing_to_hand_over(post, keeper):
    with pytest.raises(NotHeld):
        post.hand_over(to=keeper, by=keeper, on=DAY)


def test_on_the_first_day_there_is_nothing_to_hand_over_yet(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=DAY)

    with pytest.raises(NotHeld):
        post.hand_over(to=keeper, by=keeper, on=DAY)

    assert post.holder(DAY) == officer
