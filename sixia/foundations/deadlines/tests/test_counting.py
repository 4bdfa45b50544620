from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from sixia.foundations.deadlines.counting import DAY, ZONE, Count, Unset, Why, WorkingCalendar, reckon


@dataclass
class Limit:
    length: int | None
    count: str = Count.DAYS
    minimum: bool = False
    for_citizen: bool = False


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def dates(reckoning) -> tuple[str, str]:
    return f"{reckoning.internal_due:%F}", f"{reckoning.legal_latest:%F}"


@pytest.mark.parametrize(
    ("start", "length", "extended_by", "raw", "rolled"),
    [
        ("2026-02-03", 15, 0, "2026-02-18", "2026-02-24"),
        ("2026-08-05", 60, 0, "2026-10-04", "2026-10-08"),
        ("2026-08-05", 60, 30, "2026-11-03", "2026-11-03"),
        ("2026-03-02", 60, 0, "2026-05-01", "2026-05-06"),
        ("2026-09-01", 30, 0, "2026-10-01", "2026-10-08"),
        ("2026-04-05", 30, 0, "2026-05-05", "2026-05-06"),
        ("2026-01-22", 30, 0, "2026-02-21", "2026-02-24"),
        ("2026-07-01", 60, 0, "2026-08-30", "2026-08-31"),
    ],
)
def test_calendar_days_end_on_the_raw_day_and_by_law_after_the_rest_days(working, start, length, extended_by, raw, rolled):
    reckoning = reckon(Limit(length), at(start), working, extended_by=extended_by)

    assert dates(reckoning) == (raw, rolled)
    assert not reckoning.provisional


def test_an_ordinary_sunday_stands_where_weekends_do_not_roll(working):
    reckoning = reckon(Limit(60), at("2026-07-01"), working, weekends_roll=False)

    assert dates(reckoning) == ("2026-08-30", "2026-08-30")


def test_a_holiday_rolls_even_where_weekends_do_not(working):
    reckoning = reckon(Limit(60), at("2026-08-05"), working, weekends_roll=False)

    assert dates(reckoning) == ("2026-10-04", "2026-10-08")


def test_a_right_of_the_petitioner_has_the_later_date_either_way(working):
    right = Limit(60, for_citizen=True)

    assert dates(reckon(right, at("2026-07-01"), working, weekends_roll=False)) == ("2026-08-31", "2026-08-31")
    assert dates(reckon(right, at("2026-08-05"), working)) == ("2026-10-08", "2026-10-08")


def test_a_period_of_at_least_so_many_days_is_not_cut_short_by_a_rest_day(working):
    reckoning = reckon(Limit(30, minimum=True), at("2026-09-01"), working)

    assert dates(reckoning) == ("2026-10-08", "2026-10-08")


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-09-29", 3, "2026-10-09"),
        ("2026-09-29", 10, "2026-10-19"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2025-09-30", 10, "2025-10-21"),
    ],
)
def test_working_days_skip_holidays_and_count_worked_weekends(working, start, length, due):
    reckoning = reckon(Limit(length, Count.WORKDAYS), at(start), working)

    assert dates(reckoning) == (due, due)
    assert not reckoning.provisional


def test_an_extension_in_working_days_is_counted_from_the_same_start(working):
    extended = reckon(Limit(20, Count.WORKDAYS), at("2026-09-01"), working, extended_by=20)

    assert dates(extended) == dates(reckon(Limit(40, Count.WORKDAYS), at("2026-09-01"), working))


def test_a_last_day_on_a_worked_weekend_does_not_roll(working):
    reckoning = reckon(Limit(2), at("2026-09-18T09:30"), working)

    assert dates(reckoning) == ("2026-09-20", "2026-09-20")


def test_a_limit_in_days_runs_to_the_end_of_the_day_in_shanghai(working):
    late_at_night_in_utc = datetime.fromisoformat("2026-08-04T16:30:00+00:00")  # already 5 August in Shanghai

    reckoning = reckon(Limit(60), late_at_night_in_utc, working)

    assert reckoning.internal_due == at("2026-10-04T23:59:59")
    assert reckoning.days[0].on == date(2026, 8, 5)


def test_hours_run_through_nights_and_holidays_and_say_so(working):
    reckoning = reckon(Limit(24, Count.HOURS), at("2026-10-01T20:00"), working)

    assert reckoning.internal_due == reckoning.legal_latest == at("2026-10-02T20:00")
    assert [(day.on.day, day.share, day.why) for day in reckoning.days] == [
        (1, timedelta(hours=4), Why.RUNNING),
        (2, timedelta(hours=20), Why.RUNNING),
    ]


def test_time_the_rule_leaves_out_is_not_counted_and_named(working):
    hearing = {date(2026, 3, 10), date(2026, 3, 11)}

    reckoning = reckon(Limit(30), at("2026-03-02"), working, excluded=hearing)

    assert dates(reckoning) == ("2026-04-03", "2026-04-03")
    assert {day.on for day in reckoning.days if day.why == Why.EXCLUDED} == hearing


def test_a_rule_without_a_length_of_its_own_cannot_be_counted(working):
    with pytest.raises(Unset):
        reckon(Limit(None), at("2026-03-02"), working)


def test_an_unannounced_year_makes_a_date_provisional(working):
    assert reckon(Limit(15), at("2027-09-20"), working).provisional
    assert reckon(Limit(5, Count.WORKDAYS), at("2026-12-30"), working).provisional
    assert not reckon(Limit(15), at("2026-12-01"), working).provisional


def test_the_last_week_of_a_year_waits_for_the_next_years_notice(working):
    assert reckon(Limit(15), at("2026-12-14"), working).provisional  # 29 December 2026
    assert not reckon(Limit(15), at("2025-12-14"), working).provisional  # 29 December 2025: 2026 is announced


def test_beyond_all_calendars_it_goes_by_weekdays_and_is_provisional(working):
    reckoning = reckon(Limit(5, Count.WORKDAYS), at("2031-10-01"), working)

    assert dates(reckoning) == ("2031-10-08", "2031-10-08")
    assert reckoning.provisional


def test_hours_never_wait_for_a_calendar():
    assert not reckon(Limit(2, Count.HOURS), at("2031-10-01T10:00"), WorkingCalendar()).provisional


def test_the_days_follow_one_another_without_a_gap(working):
    reckoning = reckon(Limit(60), at("2026-08-05"), working)

    assert [day.on for day in reckoning.days] == [date(2026, 8, 5) + DAY * n for n in range(len(reckoning.days))]
