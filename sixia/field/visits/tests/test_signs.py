"""Signs of a shallow visit are questions, and a deep one raises none."""

import pytest
from django.utils.translation import override

from sixia.field.visits import signs
from sixia.field.visits.models import Carried, Matter, Met, Note, Stop

DEEP = {
    "stops": [Stop(kind="home", minutes=50)],
    "met": [Met(kind="individual")],
    "notes": [Note(text="绕路半年了。")],
    "matters": [Matter(what="桥", outcome="case")],
    "carried": [],
}


def asked(**given):
    with override("en"):
        return signs.questions(**{**DEEP, **given})


def test_a_deep_visit_raises_no_question():
    assert asked() == []


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"stops": [Stop(shown_to_us=True, minutes=60)]}, "took you"),
        ({"stops": [Stop(minutes=10), Stop(minutes=20)]}, "20 minutes"),
        ({"met": [Met(kind="meeting", count=30)]}, "alone"),
        ({"notes": []}, "written down"),
        ({"matters": []}, "No problem"),
        ({"matters": [Matter(outcome="on_the_spot")]}, "Nothing goes on"),
    ],
)
def test_each_sign_is_put_as_one_question(given, word):
    (question,) = asked(**given)

    assert word in question


def test_a_case_taken_along_is_something_that_goes_on():
    assert asked(matters=[], carried=[Carried(outcome="case")]) == []
