"""The explanation and the date always agree: whoever recounts the days by hand comes to the same dates."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixia.foundations.deadlines import arrangements, rulebook
from sixia.foundations.deadlines.counting import DAY, END_OF_DAY, ZONE, Count, Why, WorkingCalendar, reckon
from sixia.foundations.deadlines.models import Rule

RULES = [rule for rule in map(Rule.checked, rulebook.read(rulebook.SHIPPED)) if rule.length]
YEARS = arrangements.shipped()
WORKING = WorkingCalendar(
    {on: special for year in YEARS for on, special in year.days.items()},
    frozenset(year.year for year in YEARS if year.announced),
)

starts = st.datetimes(datetime(2018, 1, 1), datetime(2027, 12, 31, 23, 59)).map(lambda moment: moment.replace(tzinfo=ZONE))
whole_days = st.sampled_from([rule for rule in RULES if not rule.is_by_the_clock])
by_the_clock = st.sampled_from([rule for rule in RULES if rule.is_by_the_clock])
left_out = st.sets(st.dates(date(2018, 1, 1), date(2027, 12, 31)), max_size=3)


def end_of(on: date) -> datetime:
    return datetime.combine(on, END_OF_DAY, ZONE)


@settings(max_examples=400, deadline=None)
@given(rule=whole_days, start=starts, extended=st.booleans(), weekends_roll=st.booleans(), excluded=left_out)
def test_whoever_recounts_the_days_comes_to_the_same_dates(rule, start, extended, weekends_roll, excluded):
    extended_by = rule.extension if extended else 0
    reckoning = reckon(rule, start, WORKING, extended_by=extended_by, excluded=excluded, weekends_roll=weekends_roll)

    first, *rest = reckoning.days
    counted = [day for day in rest if day.counted]
    assert (first.on, first.why, first.counted) == (start.date(), Why.START, False)
    assert [day.on for day in rest] == [start.date() + DAY * n for n in range(1, len(rest) + 1)]
    assert [day.number for day in counted] == list(range(1, rule.length + extended_by + 1))
    assert reckoning.legal_latest == end_of(rest[-1].on)
    favoured = rule.for_citizen or rule.minimum
    assert reckoning.internal_due == (reckoning.legal_latest if favoured else end_of(counted[-1].on))


@settings(max_examples=300, deadline=None)
@given(rule=whole_days, start=starts, excluded=left_out)
def test_every_day_has_a_reason_that_is_true_of_it(rule, start, excluded):
    for day in reckon(rule, start, WORKING, excluded=excluded).days:
        match day.why:
            case Why.WEEKEND:
                assert day.on.isoweekday() > 5 and day.special is None and not day.counted
            case Why.HOLIDAY:
                assert day.special and not day.special.worked and day.special.name and not day.counted
            case Why.WORKED:
                assert day.on.isoweekday() > 5 and day.special and day.special.worked and day.counted
            case Why.EXCLUDED:
                assert day.on in excluded and not day.counted
            case Why.ROLLED:
                assert WORKING.is_workday(day.on) and not day.counted
            case Why.COUNTED:
                assert day.counted and (rule.count == Count.DAYS or WORKING.is_workday(day.on))


@settings(max_examples=300, deadline=None)
@given(rule=whole_days, start=starts)
def test_a_date_rolls_exactly_when_its_last_day_is_a_rest_day(rule, start):
    reckoning = reckon(rule, start, WORKING)

    last = max(day.on for day in reckoning.days if day.counted)
    assert reckoning.is_rolled == (not WORKING.is_workday(last))
    assert WORKING.is_workday(reckoning.legal_latest.date())
    assert reckoning.internal_due <= reckoning.legal_latest


@settings(max_examples=200, deadline=None)
@given(rule=whole_days, start=starts)
def test_a_settled_date_never_rests_on_an_unannounced_year(rule, start):
    reckoning = reckon(rule, start, WORKING)

    if not reckoning.provisional:
        assert reckoning.legal_latest.year in WORKING.announced


@settings(max_examples=200, deadline=None)
@given(rule=by_the_clock, start=starts)
def test_the_shares_of_the_days_add_up_to_the_length(rule, start):
    reckoning = reckon(rule, start, WORKING)

    whole = timedelta(**{rule.count: rule.length})
    assert sum((day.share for day in reckoning.days), timedelta()) == whole
    assert reckoning.internal_due == reckoning.legal_latest == start + whole
    midnights = [datetime.combine(day.on, time(), ZONE) for day in reckoning.days]
    assert all(after - before == DAY for before, after in pairwise(midnights))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.valid_from}")
def test_every_rule_can_be_counted_and_names_its_source(rule):
    reckoning = reckon(rule, datetime(2026, 8, 5, 9, tzinfo=ZONE), WORKING)

    assert reckoning.internal_due > datetime(2026, 8, 5, 9, tzinfo=ZONE)
    assert rule.source and rule.source_en and rule.name_en and rule.starts_with_en
