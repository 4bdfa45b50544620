from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from sixia.foundations.deadlines import calendars
from sixia.foundations.deadlines.clocks import Clock, TooLong, hang
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.deadlines.models import Rule

from .matters import Matter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture
def matter():
    return Matter(pk=7)


@pytest.fixture
def warm():
    calendars.load()
    Rule.objects.in_force("XF.handle", at("2026-08-05").date())


def test_a_clock_starts_with_its_two_dates(matter):
    clock = matter.start_clock("XF.handle", at=at("2026-08-05T10:00"), place_code="990101101")

    assert (f"{clock.internal_due:%F}", f"{clock.legal_latest:%F}") == ("2026-10-04", "2026-10-08")
    assert not clock.provisional
    assert clock.recorded_place() == "990101101"
    assert [running.rule.code for running in matter.running()] == ["XF.handle"]


def test_starting_a_clock_costs_one_insert(matter, warm, django_assert_num_queries):
    with django_assert_num_queries(1):
        matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))


def test_preparing_a_clock_costs_no_query(matter, warm, django_assert_num_queries):
    with django_assert_num_queries(0):
        clock = matter.prepare_clock("XF.notify.direct", at=at("2026-08-05T10:00"))

    assert clock.pk is None and f"{clock.internal_due:%F}" == "2026-08-20"


def test_the_nearest_duty_presses_and_a_right_of_the_petitioner_does_not(matter):
    matter.start_clock("XF.review.request", at=at("2026-08-05T10:00"))
    matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))

    assert matter.pressing_clock().rule.code == "XF.handle"
    assert matter.running_clock("XF.review.request").rule.for_citizen
    assert matter.running_clock("XF.object") is None


@pytest.mark.parametrize(
    ("ended", "done", "met"),
    [
        ("2026-10-04T23:59", None, True),
        ("2026-10-08T23:59", None, True),  # past the day kept inside, still within the law
        ("2026-10-09T00:00", None, False),
        ("2026-10-09T00:00", True, False),  # done, but too late
        ("2026-08-10T00:00", False, False),  # in time, but not done
    ],
)
def test_a_clock_is_met_when_done_by_the_latest_day(matter, ended, done, met):
    matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))

    clock = matter.end_clock("XF.handle", at=at(ended), met=done)

    assert clock.met is met
    assert matter.running() == []


def test_a_minimum_is_met_by_not_cutting_it_short(matter):
    matter.start_clock("DEC.comment", at=at("2026-03-02T10:00"))

    clock = matter.end_clock("DEC.comment", at=at("2026-03-20T10:00"))

    assert clock.met is False


def test_ending_what_does_not_run_does_nothing(matter):
    assert matter.end_clock("XF.handle", at=at("2026-08-05T10:00")) is None


def test_ending_our_duties_leaves_the_petitioners_rights_running(matter):
    for code in ("XF.handle", "XF.object", "XF.review.request"):
        matter.start_clock(code, at=at("2026-08-05T10:00"))

    ended = matter.end_duties(at=at("2026-08-06T10:00"))

    assert {clock.rule.code for clock in ended} == {"XF.handle", "XF.object"}
    assert [clock.rule.code for clock in matter.running()] == ["XF.review.request"]


def test_an_extension_is_counted_from_the_same_start(matter):
    matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))

    clock = matter.extend_clock("XF.handle", extended_by=30)

    assert f"{clock.legal_latest:%F}" == "2026-11-03"
    assert f"{matter.running()[0].internal_due:%F}" == "2026-11-03"


@pytest.mark.parametrize("too_long", [31, 0, -1])
def test_an_extension_stays_within_the_rule(matter, too_long):
    matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))

    with pytest.raises(TooLong):
        matter.extend_clock("XF.handle", extended_by=too_long)


def test_a_limit_is_extended_once(matter):
    matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))
    matter.extend_clock("XF.handle", extended_by=10)

    with pytest.raises(TooLong):
        matter.extend_clock("XF.handle", extended_by=10)


def test_what_does_not_run_cannot_be_extended(matter):
    with pytest.raises(Clock.DoesNotExist):
        matter.extend_clock("XF.handle", extended_by=10)


def test_a_clock_keeps_to_its_own_thing(matter):
    Matter(pk=8).start_clock("XF.handle", at=at("2026-08-05T10:00"))

    assert matter.running() == []


def test_a_whole_list_reads_its_clocks_in_one_query(django_assert_num_queries):
    matters = [Matter(pk=number) for number in range(1, 26)]
    for matter in matters[1:]:
        matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))

    with django_assert_num_queries(1):
        hang(matters)
        codes = [[clock.rule.code for clock in matter.running()] for matter in matters]

    assert codes == [[], *[["XF.handle"]] * 24]


def test_hanging_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        hang([])


def test_the_address_of_a_reckoning_names_neither_the_thing_nor_a_database_id(matter):
    day_clock = matter.start_clock("XF.handle", at=at("2026-08-05T23:30"))
    hour_clock = matter.start_clock("HL.mailbox", at=at("2026-08-05T23:30"))

    assert day_clock.reckoning_url.endswith("/XF.handle/2026-08-05/")
    assert hour_clock.reckoning_url.endswith("/HL.mailbox/2026-08-05T2330/")
    assert matter.extend_clock("XF.handle", extended_by=30).reckoning_url.endswith("/XF.handle/2026-08-05/?extended=30")


def test_a_clock_agrees_with_the_page_that_explains_it(matter, client):
    clock = matter.start_clock("XF.handle", at=at("2026-08-05T23:30"))

    shown = client.get(clock.reckoning_url).context["reckoning"]

    assert (shown.internal_due, shown.legal_latest) == (clock.internal_due, clock.legal_latest)


def test_an_unknown_rule_starts_nothing(matter):
    with pytest.raises(Rule.DoesNotExist):
        matter.start_clock("XF.nothing", at=at("2026-08-05T10:00"))


def test_an_old_matter_runs_under_the_regulation_of_its_day(matter):
    clock = matter.start_clock("XF.handle", at=at("2019-03-01T10:00"))

    assert "2005" in clock.rule.source
    assert clock.internal_due - clock.started_at > timedelta(days=60)


def test_loading_the_rules_again_leaves_running_clocks_alone(matter):
    clock = matter.start_clock("XF.handle", at=at("2026-08-05T10:00"))

    call_command("load_rules", verbosity=0)

    clock.refresh_from_db()
    assert f"{clock.internal_due:%F}" == "2026-10-04"
