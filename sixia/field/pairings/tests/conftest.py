"""Ties of every kind, and a plan, to start from."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from sixia.field.pairings.models import Pairing, SupportPlan
from sixia.foundations.people.models import Household
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post

SINCE = dt.date(2026, 1, 5)
WHY = "茶山道路和学童上下学"


@pytest.fixture
def post(cast):
    """The county leader's."""
    return Post.objects.get(tenures__user=cast.leader)


@pytest.fixture
def tied(cast, post):
    """The county leader tied to the village."""
    return Pairing.objects.tie(by=cast.leader, post=post, place=cast.village, starts_on=SINCE, purpose=WHY, days_per_quarter=3)


@pytest.fixture
def household(cast):
    return Household.objects.register(by=Voice.SYSTEM, place=cast.village, address="上坪村12号")


@pytest.fixture
def to_household(cast, household):
    """The transport bureau's handler tied to a household."""
    handlers = Post.objects.get(tenures__user=cast.handler)
    return Pairing.objects.tie(by=cast.head, post=handlers, household=household, starts_on=SINCE, purpose="帮助发展茶园")


@pytest.fixture
def plan(cast, to_household):
    return SupportPlan.objects.draw_up(
        by=cast.handler,
        pairing=to_household,
        aspiration="把两亩茶园管好，自己做茶卖",
        skills="会采茶，想学炒茶",
        needs="一台小炒机",
    )


@pytest.fixture
def officer(cast):
    def sign_in(name):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in


@pytest.fixture
def neighbours(cast):
    """The villages of the county but for the cast's own."""
    return [place for place in cast.places.values() if len(place.code) == 12 and place != cast.village]


@pytest.fixture
def own(plan):
    """A browser in which the household has opened its plan."""
    client = Client()
    client.post("/cases/follow/", {"number": plan.number, "secret": plan.secret})
    return client
