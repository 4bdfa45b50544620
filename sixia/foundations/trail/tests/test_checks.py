from pathlib import Path

import pytest
from django.core import checks

from sixia.foundations.trail import tellings
from sixia.foundations.trail.checks import every_verb_is_told, recordings_in, untold


def verbs(source, room="cases"):
    return [(recording.room, recording.verb) for recording in recordings_in(source, room, Path("closing.py"))]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('self.record("closed", by=by)', [("cases", "closed")]),
        ('case.record("closed", by=by)', [("", "closed")]),
        ('self.record("closed" if done else "ended", by=by)', [("cases", "closed"), ("cases", "ended")]),
        ('[case.entry("arrived", by=by) for case in cases]', [("", "arrived")]),
        ("user.record(verb, by=user)", []),
        ('self.write("closed")', []),
    ],
)
def test_recordings_are_found(source, found):
    assert verbs(source) == found


def test_a_verb_nobody_tells_is_an_error_that_says_where(monkeypatch):
    monkeypatch.setattr(tellings, "_tellings", {})
    tellings.telling("people", "closed", internal="Closed.")

    (error,) = untold(recordings_in('x = 1\nself.record("closed", by=by)', "cases", Path("closing.py")))

    assert error.id == "sixia.E010"
    assert "closing.py:2" in error.msg
    assert '"cases", "closed"' in error.hint


def test_a_verb_another_room_tells_is_right_when_the_thing_may_be_that_rooms(monkeypatch):
    monkeypatch.setattr(tellings, "_tellings", {})
    tellings.telling("cases", "closed", internal="Closed.")

    assert untold(recordings_in('case.record("closed", by=by)', "supervision", Path("x.py"))) == []


def test_every_verb_of_the_house_is_told():
    assert every_verb_is_told() == []


def test_the_check_really_runs_with_djangos_checks(monkeypatch):
    monkeypatch.setattr(tellings, "_tellings", {})

    assert "sixia.E010" in {message.id for message in checks.run_checks()}
