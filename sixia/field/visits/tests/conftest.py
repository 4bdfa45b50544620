"""Visits in the states that tests start from."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sixia.field.visits.kinds import Kind
from sixia.field.visits.models import Visit
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

WORDS = "村口的桥栏杆断了两根。孩子上学要从那里过。"


def plan(cast, **given):
    start = given.pop("start_at", timezone.now() + dt.timedelta(days=1))
    return Visit.objects.plan(
        **{
            "by": cast.leader,
            "user": cast.leader,
            "place": cast.village,
            "start_at": start,
            "end_at": start + dt.timedelta(hours=4),
            "kinds": [Kind.RECEPTION],
            "purpose": "看桥，听上坪村的群众说说",
            **given,
        }
    )


@pytest.fixture
def case(cast):
    return Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, person=cast.petitioner).case


@pytest.fixture
def planned(cast):
    return plan(cast)


@pytest.fixture
def briefed(cast, planned):
    planned.open_brief(by=cast.leader)
    return planned


@pytest.fixture
def under_way(cast, briefed):
    briefed.depart(by=cast.leader)
    return briefed


@pytest.fixture
def closed(cast, under_way):
    matter = under_way.take_up(by=cast.leader, what="自来水发黄", raised_by="三组一位村民")
    matter.solve(by=cast.leader, why="当场开阀排浑，水厂的人留下看到水清。", benefit="三组二十户有清水用")
    under_way.close(by=cast.leader)
    return under_way


@pytest.fixture
def officer(cast):
    def sign_in(name):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in
