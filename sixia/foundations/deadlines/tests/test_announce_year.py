from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sixia.foundations.deadlines import clocks
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.deadlines.models import CalendarYear, Clock, forget_now
from sixia.foundations.trail.models import Entry
from sixia.foundations.trail.tellings import timeline

from .matters import Matter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

# Invented for the test: nobody has announced 2027 here.
YEAR_2027 = """
year = 2027
announced = true
[[notice]]
title = "关于2027年部分节假日安排的通知（试验）"
title_en = "Notice on the 2027 holiday arrangement (test)"
on = 2026-11-20
[[holiday]]
name = "元旦"
name_en = "New Year's Day"
off = [2027-01-01, 2027-01-03]
statutory = [2027-01-01]
[[holiday]]
name = "国庆节"
name_en = "National Day"
off = [2027-10-01, 2027-10-07]
worked = [2027-09-26, 2027-10-09]
statutory = [2027-10-01, 2027-10-02, 2027-10-03]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2027.toml"
    path.write_text(YEAR_2027, encoding="utf-8")
    return path


@pytest.fixture
def heard(monkeypatch):
    """What the owning room hears of a recount."""
    heard = []
    monkeypatch.setitem(clocks._heard, "deadlines_in_tests.matter", [heard.append])
    return heard


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def announce(file):
    out = StringIO()
    call_command("announce_year", file, stdout=out)
    return out.getvalue()


def told(clock):
    return Entry.objects.about(clock).order_by("id")


def test_a_provisional_date_is_counted_again_when_its_year_is_announced(file, heard, queue):
    clock = Matter(pk=1).start_clock("XF.object", at=at("2027-09-28T10:00"))
    assert (f"{clock.internal_due:%F}", clock.provisional) == ("2027-10-06", True)

    announce(file)
    queue.work()

    clock.refresh_from_db()
    assert (f"{clock.internal_due:%F}", clock.provisional) == ("2027-10-11", False)
    assert [entry.verb for entry in told(clock)] == ["recounted"]
    assert told(clock).get().data == {
        "rule": "XF.object",
        "due_on": "2027-10-11",
        "latest_on": "2027-10-11",
        "was_due_on": "2027-10-06",
        "was_latest_on": "2027-10-06",
    }
    assert [(it.thing_id, it.internal_due) for it in heard] == [(1, clock.internal_due)]


def test_the_trail_tells_the_old_and_the_new_date_in_plain_words(file, queue):
    clock = Matter(pk=1).start_clock("XF.object", at=at("2027-09-28T10:00"))
    announce(file)
    queue.work()

    (line,) = timeline(clock, public=True)

    assert "2027年10月11日" in line.sentence and "2027年10月6日" in line.sentence


def test_announcing_twice_changes_nothing(file, heard, queue):
    Matter(pk=1).start_clock("XF.object", at=at("2027-09-28T10:00"))
    announce(file)
    queue.work()
    before = Entry.objects.count()

    announce(file)

    assert queue.waiting() == []
    assert clocks.recount(Clock.objects.touching(2027)) == 0
    assert Entry.objects.count() == before
    assert len(heard) == 1


def test_a_date_that_stands_is_confirmed(file, heard, queue):
    clock = Matter(pk=1).start_clock("XF.object", at=at("2027-08-02T10:00"))

    announce(file)
    queue.work()

    clock.refresh_from_db()
    assert not clock.provisional
    assert [entry.verb for entry in told(clock)] == ["confirmed"]
    assert len(heard) == 1


def test_a_date_in_the_last_days_of_the_year_before_is_settled_too(file, queue):
    clock = Matter(pk=1).start_clock("XF.object", at=at("2026-12-22T10:00"))
    assert clock.provisional

    announce(file)
    queue.work()

    clock.refresh_from_db()
    assert (f"{clock.internal_due:%F}", clock.provisional) == ("2026-12-29", False)


def test_a_clock_that_has_ended_keeps_its_dates(file, queue):
    matter = Matter(pk=1)
    matter.start_clock("XF.object", at=at("2027-09-28T10:00"))
    ended = matter.end_clock("XF.object", at=at("2027-09-29T10:00"))

    announce(file)
    queue.work()

    ended.refresh_from_db()
    assert f"{ended.internal_due:%F}" == "2027-10-06"
    assert not told(ended).exists()


def test_a_year_without_clocks_leaves_the_queue_alone(file, queue):
    announce(file)

    assert queue.waiting() == []
    assert CalendarYear.objects.get(year=2027).announced


def test_an_announced_year_can_be_amended_and_its_clocks_follow(file, queue):
    """As the notices of March 2019 and January 2020 did."""
    clock = Matter(pk=1).start_clock("XF.object", at=at("2027-09-28T10:00"))
    announce(file)
    queue.work()
    file.write_text(YEAR_2027.replace("[2027-10-01, 2027-10-07]", "[2027-10-01, 2027-10-08]"), encoding="utf-8")

    announce(file)
    queue.work()

    clock.refresh_from_db()
    assert f"{clock.internal_due:%F}" == "2027-10-12"
    assert told(clock).count() == 2


def test_loading_the_rules_again_does_not_take_an_announcement_back(file):
    announce(file)

    call_command("load_rules", stdout=StringIO())

    assert CalendarYear.objects.get(year=2027).announced


def test_recounting_goes_chunk_by_chunk(file, monkeypatch, heard, queue):
    monkeypatch.setattr(clocks, "CHUNK", 2)
    for number in range(1, 6):
        Matter(pk=number).start_clock("XF.object", at=at("2027-09-28T10:00"))

    announce(file)
    queue.work()

    assert [clock.thing_id for clock in heard] == [1, 2, 3, 4, 5]
    assert not Clock.objects.provisional().exists()


def test_the_nightly_job_settles_a_clock_started_on_an_old_calendar(file, queue):
    clock = Matter(pk=1).start_clock("XF.object", at=at("2027-09-28T10:00"))
    announce(file)
    queue.work()
    Clock.objects.filter(pk=clock.pk).update(provisional=True, internal_due=at("2027-10-06T23:59:59"))
    forget_now()

    from sixia.foundations.deadlines.tasks import settle

    settle(timestamp=0)

    clock.refresh_from_db()
    assert (f"{clock.internal_due:%F}", clock.provisional) == ("2027-10-11", False)


def test_the_same_hearer_registers_once(monkeypatch):
    monkeypatch.setattr(clocks, "_heard", clocks.defaultdict(list))
    hearer = [].append

    clocks.on_recount("deadlines_in_tests.matter", hearer)
    clocks.on_recount("deadlines_in_tests.matter", hearer)

    assert clocks._heard["deadlines_in_tests.matter"] == [hearer]


@pytest.mark.parametrize("text", [YEAR_2027.replace("announced = true", "announced = false"), "year = ", ""])
def test_a_file_that_announces_nothing_is_refused(file, text):
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError):
        announce(file)

    assert not CalendarYear.objects.get(year=2027).announced
