"""Cases in the states that tests start from."""

import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

WORDS = "村口的桥栏杆断了两根。孩子上学要从那里过，下雨天更怕。"
ANSWER = {
    "words": "栏杆已经换好，两端加了警示牌，请您看看。",
    "outcome": "supported",
    "facts": "栏杆断两根",
    "basis": "《公路法》第三十五条",
}


@pytest.fixture
def registered(cast):
    return Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, person=cast.petitioner).case


@pytest.fixture
def sorted_(cast, registered):
    registered.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
    return registered


@pytest.fixture
def forwarded(cast, sorted_):
    sorted_.forward(by=cast.intake, unit=cast.bureau, why="派单目录")
    return sorted_


@pytest.fixture
def accepted(cast, forwarded):
    forwarded.accept(by=cast.handler)
    return forwarded


@pytest.fixture
def answered(cast, accepted):
    accepted.answer(by=cast.handler, **ANSWER)
    return accepted


@pytest.fixture
def accusation(cast):
    """Against the transport bureau, named to the intake officer and then to the discipline inspection."""
    case = Case.objects.register(by=Voice.PETITIONER, words="交通局有人收了修路队的好处。", place=cast.village).case
    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)
    return case
