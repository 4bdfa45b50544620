"""Meetings in the states that tests start from, at 石桥镇, chaired by the deputy county head."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sixia.field.onsite.models import Deed, Meeting, StubbornProblem
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

PURPOSE = "把上坪村桥和路的事当场定下来"
MEASURES = "先封桥面一侧，交通局换栏杆，镇里派人值守。"
WORDS = "当场调来护栏，下午装好。"


def post_of(user):
    return Post.objects.get(tenures__user=user, tenures__acting=False)


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def promised(cast, **given):
    return {"what": "换好桥上全部栏杆", "unit": cast.bureau, "due_on": in_days(20), **given}


def planned(cast, **given):
    return Meeting.objects.plan(
        **{
            "by": cast.leader,
            "unit": cast.unit("county"),
            "place": cast.township,
            "venue": "上坪村桥头",
            "starts_at": timezone.now() + dt.timedelta(days=5),
            "chair": post_of(cast.leader),
            "purpose": PURPOSE,
            **given,
        }
    )


def open_case(cast, words="村口的桥栏杆断了两根。", **given):
    case = Case.objects.register(by=Voice.PETITIONER, words=words, place=cast.village, person=cast.petitioner, **given).case
    case.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
    case.forward(by=cast.intake, unit=cast.bureau)
    return case


def seal(cast, case):
    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.other_bureau)


@pytest.fixture
def meeting(cast):
    return planned(cast)


@pytest.fixture
def case(cast):
    return open_case(cast)


@pytest.fixture
def topic(cast, meeting, case):
    return meeting.take_up(by=cast.leader, case=case, measures=MEASURES, tasks=[(cast.bureau, "带护栏到场")])


@pytest.fixture
def summoned(cast, meeting, topic):
    meeting.summon(by=cast.leader, units=[cast.bureau, cast.unit("shiqiao")])
    return meeting


@pytest.fixture
def summons(cast, summoned):
    return summoned.summonses.get(unit=cast.bureau)


@pytest.fixture
def started(cast, summoned):
    summoned.start(by=cast.leader)
    return summoned


@pytest.fixture
def closed(cast, started, topic):
    started.note_present(by=cast.leader, user=cast.leader)
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)
    started.close(by=cast.leader)
    return started


@pytest.fixture
def signed(cast, closed):
    closed.presences.get(user=cast.leader).sign(by=cast.leader)
    return closed


@pytest.fixture
def published(cast, signed):
    signed.publish(by=cast.leader)
    return signed


@pytest.fixture
def deed(cast, topic):
    return Deed.objects.undertake(
        by=cast.township_head,
        title="上坪村桥装护栏",
        place=cast.village,
        unit=cast.bureau,
        beneficiaries="上坪村一百二十户",
        benefit="facility",
        benefit_words="过桥有护栏，孩子上学走得稳",
        topic=topic,
    )


@pytest.fixture
def problem(cast):
    return StubbornProblem.objects.define(
        by=cast.leader,
        title="上坪村桥年年修年年坏",
        place=cast.village,
        definition="桥面每到汛期就坏，五年修了四次。",
        cause="桥墩太矮，养护没有固定单位。",
        plan="重做桥墩，定下养护单位。",
        leader=post_of(cast.leader),
    )


@pytest.fixture
def officer(cast):
    def sign_in(name):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in
