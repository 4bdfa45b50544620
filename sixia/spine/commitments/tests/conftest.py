"""Promises in the states that tests start from."""

import datetime as dt

import pytest
from django.utils import timezone

from sixia.foundations.deadlines.arrangements import Arrangement
from sixia.foundations.deadlines.counting import Special
from sixia.foundations.deadlines.models import CalendarYear
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind
from sixia.spine.commitments.models import Commitment

WHAT = "上坪村口桥栏杆全部换成镀锌钢护栏"


@pytest.fixture
def in_days():
    return lambda n: timezone.localdate() + dt.timedelta(days=n)


@pytest.fixture
def make(cast, in_days):
    """A promise of the transport bureau in the village, made by the county leader; what a test varies is given."""

    def made(**given):
        usual = {"by": cast.leader, "what": WHAT, "unit": cast.bureau, "due_on": in_days(30), "place": cast.village}
        return Commitment.objects.promise(**{**usual, **given})

    return made


@pytest.fixture
def promised(make):
    return make()


@pytest.fixture
def reported(cast, promised):
    promised.report(by=cast.handler, words="护栏已换完，请验收。")
    return promised


@pytest.fixture
def kept(cast, reported):
    reported.confirm(by=Voice.PETITIONER, kept=True, words="换好了，结实。")
    return reported


@pytest.fixture
def case(cast):
    return Case.objects.register(
        by=Voice.PETITIONER, words="村口的桥栏杆断了两根。", place=cast.village, person=cast.petitioner
    ).case


@pytest.fixture
def accusation(cast):
    """Against the transport bureau; the intake officer is named on it."""
    case = Case.objects.register(by=Voice.PETITIONER, words="交通局有人收了修路队的好处。", place=cast.village).case
    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)
    return case


@pytest.fixture
def post_of():
    return lambda user: Post.objects.get(tenures__user=user, tenures__acting=False)


@pytest.fixture
def announced():
    """Announce years, with one holiday."""

    def announce(*years, holiday):
        for year in years:
            row, _made = CalendarYear.objects.get_or_create(year=year)
            days = {holiday: Special(worked=False, statutory=True, name="国庆节")} if holiday.year == year else {}
            told = {"notice": "国务院办公厅通知", "notice_en": "Notice", "announced_on": dt.date(year - 1, 11, 1)}
            row.arrange(Arrangement(year=year, announced=True, days=days, **told), by=Voice.SYSTEM)

    return announce
