"""Keeping in contact: what counts, when, and what it says of the village."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from sixia.field.pairings.models import Contact, Coverage, Pairing
from sixia.field.pairings.models.contacting import NotThere, NotTiedThen, quarter_of
from sixia.field.pairings.models.refusing import StillToCome
from sixia.field.pairings.workflow import How
from sixia.foundations.people.sealing import Sealed

from .conftest import SINCE

LATER = SINCE + dt.timedelta(days=30)


def test_a_contact_keeps_their_words_and_says_so_on_the_trail_without_them(cast, tied):
    contact = tied.contact(by=cast.leader, on=LATER, how=How.VISIT, words="路灯修好了，桥还没修。")

    assert contact.words == "路灯修好了，桥还没修。"
    told = tied.trail.last()
    assert (told.verb, told.data["how"]) == ("contacted", "visit")
    assert "桥" not in str(told.data)


def test_no_query_can_look_into_what_was_said(cast, tied):
    tied.contact(by=cast.leader, on=LATER, how=How.VISIT, words="路灯修好了")

    with pytest.raises(Sealed):
        Contact.objects.filter(words__contains="路灯").exists()


def test_the_tie_is_quiet_since_the_latest_contact_whichever_was_written_down_last(cast, tied):
    tied.contact(by=cast.leader, on=LATER, how=How.PHONE)
    tied.contact(by=cast.leader, on=SINCE, how=How.VISIT)

    tied.refresh_from_db()
    assert tied.quiet_since == LATER


def test_a_contact_breaks_the_silence_of_its_village(cast, tied):
    tied.contact(by=cast.leader, on=LATER, how=How.THEY_CAME)

    row = Coverage.objects.get(pk=cast.village.code)
    assert (row.contacted_on, row.visited_on, row.quiet_since) == (LATER, None, LATER)


def test_contact_at_the_seat_of_a_township_is_no_contact_with_its_villages(cast, post, tied):
    town = Pairing.objects.tie(by=cast.leader, post=post, place=cast.township, starts_on=SINCE, purpose="镇里的事")

    town.contact(by=cast.leader, on=LATER, how=How.VISIT)
    assert not Coverage.objects.exists()

    town.contact(by=cast.leader, on=LATER, how=How.VISIT, where=cast.village)
    assert Coverage.objects.get().place == cast.village


def test_a_contact_still_to_come_is_refused(cast, tied):
    with pytest.raises(StillToCome):
        tied.contact(by=cast.leader, on=timezone.localdate() + dt.timedelta(days=1), how=How.VISIT)


def test_a_contact_before_the_tie_or_after_its_end_is_refused(cast, tied):
    tied.end(by=cast.leader, on=LATER, why="分工调整")

    for day in (SINCE - dt.timedelta(days=1), LATER + dt.timedelta(days=1)):
        with pytest.raises(NotTiedThen):
            tied.contact(by=cast.leader, on=day, how=How.VISIT)


def test_a_contact_in_a_place_outside_the_tie_is_refused(cast, tied, neighbours):
    with pytest.raises(NotThere):
        tied.contact(by=cast.leader, on=LATER, how=How.VISIT, where=neighbours[0])


def test_sent_twice_it_is_kept_once(cast, tied):
    once = uuid.uuid4()

    first, second = (tied.contact(by=cast.leader, on=LATER, how=How.VISIT, once=once) for _time in range(2))

    assert first == second
    assert tied.trail.filter(verb="contacted").count() == 1


@time_machine.travel(dt.datetime(2026, 5, 20, 10, tzinfo=dt.UTC))
def test_days_spent_are_days_of_being_there_each_once_in_this_quarter(cast, tied):
    for day, how in ((1, How.VISIT), (1, How.VISIT), (3, How.VISIT), (4, How.PHONE)):
        tied.contact(by=cast.leader, on=dt.date(2026, 5, day), how=how)
    tied.contact(by=cast.leader, on=dt.date(2026, 3, 31), how=How.VISIT)

    assert tied.days_spent(timezone.localdate()) == 2


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [((2026, 1, 1), (1, 1), (3, 31)), ((2026, 6, 30), (4, 1), (6, 30)), ((2026, 12, 31), (10, 1), (12, 31))],
)
def test_a_quarter_is_three_whole_months(day, first, last):
    assert quarter_of(dt.date(*day)) == (dt.date(2026, *first), dt.date(2026, *last))
