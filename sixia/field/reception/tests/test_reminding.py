import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from sixia.field.reception.models import Audience
from sixia.field.reception.reminding import remind, warn
from sixia.field.reception.tasks import remind as every_morning
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.notifications.models import Notice
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Tenure

from .conftest import WORDS, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(slot):
    person = someone(email="feng@ningxi.example")
    return Audience.objects.book(by=Voice.PETITIONER, slot=slot, words=WORDS, person=person).audience


def at_eight(on):
    return time_machine.travel(dt.datetime.combine(on, dt.time(8, 5), ZONE))


def test_whoever_booked_is_reminded_the_day_before_and_once(day, hers):
    with at_eight(day.on - dt.timedelta(days=1)):
        assert (remind(), remind()) == (1, 0)

    notice = Notice.objects.get(message="reception.reminder")
    assert notice.data["where"] == day.address and notice.link == hers.follow_url


def test_nobody_is_reminded_of_what_was_cancelled_or_is_far_off(cast, day, hers):
    with at_eight(day.on - dt.timedelta(days=2)):
        assert remind() == 0
    hers.cancel(by=Voice.PETITIONER)
    with at_eight(day.on - dt.timedelta(days=1)):
        assert remind() == 0


def test_who_chose_another_time_is_reminded_of_that_one(day, hers):
    with at_eight(day.on - dt.timedelta(days=1)):
        remind()
        hers.choose(by=Voice.PETITIONER, slot=day.slots.bookable().last())
        assert (remind(), remind()) == (1, 0)

    told = Notice.objects.filter(message="reception.reminder").order_by("id")
    assert [notice.data["slot_at"] for notice in told] == [day.begins.isoformat(), hers.slot.starts_at.isoformat()]


def test_who_only_stands_in_line_and_who_was_dropped_with_the_day_is_not_reminded(cast, day, slot, hers):
    waiting = someone("13900000001", email="dashan@ningxi.example")
    Audience.objects.book(by=Voice.PETITIONER, slot=slot, words=WORDS, person=waiting)

    with at_eight(day.on - dt.timedelta(days=1)):
        assert remind() == 1
        Notice.objects.filter(message="reception.reminder").delete()
        day.cancel(by=cast.intake, reason="防汛值守")
        assert remind() == 0


def test_the_office_hears_once_that_an_announced_leader_has_left(cast, day):
    Tenure.objects.filter(user=cast.leader).update(ends_on=timezone.localdate())

    every_morning(0)
    warn()

    told = Notice.objects.filter(message="reception.unsettled", channel="desk")
    assert {notice.to_user for notice in told} == {cast.intake, cast.intake_head}
    assert told.count() == 2
