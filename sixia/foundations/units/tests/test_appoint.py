import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from sixia.foundations.trail.models import Entry, Voice
from sixia.foundations.trail.tellings import tell
from sixia.foundations.units.models import AlreadyHeld, Post, Role, Tenure, Unit, WrongTenure
from sixia.foundations.units.standing import standing

pytestmark = pytest.mark.django_db

MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)


def test_an_appointed_officer_stands_for_the_post_at_once(post, officer, keeper):
    assert not standing(officer).holds(Role.HANDLER)

    tenure = post.appoint(user=officer, by=keeper)

    assert standing(officer).holds(Role.HANDLER, unit=post.unit)
    assert tenure.ends_on is None
    assert post.holder() == officer


def test_it_is_told_once_in_the_trail(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=MARCH)

    entry = Entry.objects.get()
    assert (entry.room, entry.verb, entry.by, entry.place_code) == ("units", "appointed", keeper, "990101")
    assert "林秋实" in tell(entry, public=False)
    assert tell(entry, public=True) == ""


def test_a_post_has_one_holder_at_a_time(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=MARCH, ends_on=APRIL)

    with pytest.raises(AlreadyHeld):
        post.appoint(user=keeper, by=keeper, starts_on=APRIL)

    assert post.tenures.count() == 1
    assert Entry.objects.count() == 1


def test_the_day_after_the_last_is_free(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=MARCH, ends_on=APRIL)

    post.appoint(user=keeper, by=keeper, starts_on=APRIL + dt.timedelta(days=1))

    assert post.holder(APRIL) == officer
    assert post.holder(APRIL + dt.timedelta(days=1)) == keeper


def test_a_deputy_acts_beside_the_holder(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=MARCH)

    post.appoint(user=keeper, by=Voice.SYSTEM, starts_on=MARCH, ends_on=APRIL, acting=True)

    assert post.holder(MARCH) == officer
    assert Entry.objects.latest("id").verb == "appointed_deputy"


def test_nobody_is_deputy_of_themselves(post, officer, keeper):
    post.appoint(user=officer, by=keeper, starts_on=MARCH)

    with pytest.raises(AlreadyHeld):
        post.appoint(user=officer, by=keeper, starts_on=APRIL, acting=True)


def test_a_tenure_does_not_end_before_it_starts(post, officer, keeper):
    with pytest.raises(WrongTenure):
        post.appoint(user=officer, by=keeper, starts_on=APRIL, ends_on=MARCH)


def test_nobody_is_appointed_into_a_closed_unit(post, officer, keeper):
    Unit.objects.filter(pk=post.unit_id).update(closed_on=MARCH)

    with pytest.raises(WrongTenure):
        post.appoint(user=officer, by=keeper)


@pytest.mark.parametrize("ends_on", [None, APRIL])
def test_the_database_itself_refuses_two_holders(post, officer, keeper, ends_on):
    post.tenures.create(user=officer, starts_on=MARCH, ends_on=ends_on)

    with pytest.raises(IntegrityError, match="one_holder_of_a_post"), transaction.atomic():
        Tenure.objects.create(post=post, user=keeper, starts_on=APRIL)


@pytest.mark.django_db(transaction=True)
def test_of_two_appointed_at_once_one_holds_the_post(post, officer, keeper):
    ready = Barrier(2)
    outcomes = []

    def appoint(user):
        ready.wait()
        try:
            Post.objects.get(pk=post.pk).appoint(user=user, by=Voice.SYSTEM, starts_on=MARCH)
            outcomes.append("appointed")
        except AlreadyHeld:
            outcomes.append("refused")
        finally:
            connection.close()

    racers = [Thread(target=appoint, args=[user]) for user in (officer, keeper)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(outcomes) == ["appointed", "refused"]
    assert post.tenures.count() == 1
    assert Entry.objects.count() == 1
