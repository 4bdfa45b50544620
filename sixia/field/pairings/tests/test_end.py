"""A tie ends with a day and a reason."""

import datetime as dt

import pytest

from sixia.field.pairings.models import Pairing
from sixia.field.pairings.models.ending import EndedAlready, EndsBeforeItBegan
from sixia.field.pairings.workflow import How

from .conftest import SINCE, WHY

LATER = SINCE + dt.timedelta(days=60)


def test_after_its_last_day_the_tie_is_no_longer_in_force_and_its_record_stays(cast, tied):
    tied.end(by=cast.leader, on=LATER, why="项目完工")

    assert Pairing.objects.in_force(LATER).exists()
    assert not Pairing.objects.in_force(LATER + dt.timedelta(days=1)).exists()
    assert [entry.verb for entry in tied.trail] == ["tied", "ended"]


def test_it_cannot_end_before_it_began_nor_before_its_last_contact(cast, tied):
    tied.contact(by=cast.leader, on=LATER, how=How.VISIT)

    for day in (SINCE - dt.timedelta(days=1), LATER - dt.timedelta(days=1)):
        with pytest.raises(EndsBeforeItBegan):
            tied.end(by=cast.leader, on=day, why="分工调整")


def test_it_ends_once(cast, tied):
    tied.end(by=cast.leader, on=LATER, why="分工调整")

    with pytest.raises(EndedAlready):
        tied.end(by=cast.leader, on=LATER, why="分工调整")


def test_the_same_tie_can_begin_anew_after_it_ended(cast, post, tied):
    tied.end(by=cast.leader, on=LATER, why="分工调整")

    again = Pairing.objects.tie(
        by=cast.leader, post=post, place=cast.village, starts_on=LATER + dt.timedelta(days=1), purpose=WHY
    )

    assert again.pk != tied.pk
