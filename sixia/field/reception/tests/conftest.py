"""Reception days and bookings in the states that tests start from."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from sixia.field.reception.models import Audience, ReceptionDay, Slot
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post

WORDS = "村口的桥栏杆断了两根，孩子上学要从那里过。"
ANSWER = {
    "words": "低保从下个月起按新标准发，今天已经改好。",
    "outcome": "supported",
    "facts": "标准未更新",
    "basis": "《社会救助暂行办法》第十二条",
}
SOON = dt.timedelta(days=7)


def post_of(user):
    return Post.objects.get(tenures__user=user, tenures__acting=False)


def planned_for(cast, user, *, on=None, **given):
    return ReceptionDay.objects.plan(
        by=cast.intake,
        post=post_of(user),
        **{
            "place": cast.township,
            "address": "石桥镇便民服务中心一楼",
            "on": on or timezone.localdate() + SOON,
            "begins": dt.time(9),
            "ends": dt.time(11),
            "minutes": 30,
            "each": 1,
            "walk_ins": 3,
            **given,
        },
    )


def someone(phone="13900000067", name="林阿凤", **given):
    return Person(name=name, phone=phone, consented_at=timezone.now(), **given)


def booked(slot, *, phone="13900000067", by=Voice.PETITIONER, **given):
    return Audience.objects.book(by=by, slot=slot, words=WORDS, person=someone(phone), **given).audience


@pytest.fixture
def planned(cast):
    return planned_for(cast, cast.leader)


@pytest.fixture
def day(cast, planned):
    planned.publish(by=cast.intake)
    return planned


@pytest.fixture
def other_day(cast):
    day = planned_for(cast, cast.leader_two, on=timezone.localdate() + SOON * 2)
    day.publish(by=cast.intake)
    return day


@pytest.fixture
def slot(day):
    return day.slots.bookable().first()


@pytest.fixture
def one_place(day, slot):
    """The first time of the day, and its only place."""
    assert slot.capacity == 1
    return slot


@pytest.fixture
def morning(cast, day):
    """The day itself has come; it is nine o'clock."""
    with time_machine.travel(dt.datetime.combine(day.on, dt.time(9, 5), ZONE), tick=False):
        yield day


@pytest.fixture
def inside(cast, morning):
    """Someone who came without booking has been called in."""
    audience = morning.walk_in(by=cast.intake, person=someone(), words=WORDS, once=uuid.uuid4())
    audience.call(by=cast.intake)
    return audience


def left(slot):
    return Slot.objects.get(pk=slot.pk).left
