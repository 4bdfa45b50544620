from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from sixia.foundations.deadlines import arrangements

ANNOUNCED = range(2018, 2027)


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", ANNOUNCED)
def test_our_calendar_agrees_with_chinesecalendar(working, year):
    differing = [on for on in days_of(year) if working.is_workday(on) != chinese_calendar.is_workday(on)]

    assert differing == []


@pytest.mark.parametrize("year", ANNOUNCED)
def test_our_calendar_agrees_with_holidays(working, year):
    theirs = holidays.China(years=year)

    differing = [on for on in days_of(year) if working.is_workday(on) != theirs.is_working_day(on)]

    assert differing == []


@pytest.mark.parametrize("year", ANNOUNCED)
def test_days_off_outside_the_ordinary_weekend_are_those_chinesecalendar_names(working, year):
    ours = {on for on in days_of(year) if working.is_holiday(on) and on.isoweekday() <= 5}

    assert ours == {on for on in chinese_calendar.holidays if on.year == year and on.isoweekday() <= 5}


@pytest.mark.parametrize(("year", "statutory"), [*((year, 11) for year in range(2018, 2025)), (2025, 13), (2026, 13), (2027, 13)])
def test_a_year_has_the_statutory_days_of_the_regulation(working, year, statutory):
    """Eleven until the revision of 2024-11-10, thirteen since; in 2020 Mid-Autumn fell on National Day."""
    days = [on for on, special in working.specials.items() if on.year == year and special.statutory]

    assert len(days) == statutory - (year == 2020)


def test_the_provisional_year_holds_only_the_statutory_days(working):
    estimated = holidays.China(years=2027)
    provisional = [on for on in working.specials if on.year == 2027]

    assert 2027 not in working.announced
    assert all(working.specials[on].statutory for on in provisional)
    assert all(on in estimated for on in provisional)


def test_every_announced_year_names_its_notice_and_date():
    for year in arrangements.shipped():
        assert year.announced == (year.year in ANNOUNCED)
        if year.announced:
            assert "国办发明电" in year.notice and "Mingdian" in year.notice_en
            assert year.announced_on and year.announced_on.year in (year.year - 1, year.year)


def test_the_extended_spring_festival_of_2020_is_off_to_the_second_of_february(working):
    assert not working.is_workday(date(2020, 1, 31))
    assert not working.is_workday(date(2020, 2, 1))  # arranged as worked, then taken back by the second notice
    assert working.is_workday(date(2020, 2, 3))


GOOD = """
year = 2027
announced = true
[[notice]]
title = "通知"
title_en = "Notice"
on = 2026-11-20
[[holiday]]
name = "元旦"
name_en = "New Year's Day"
off = [2026-12-31, 2027-01-03]
worked = [2027-01-10]
statutory = [2027-01-01]
"""


def read(tmp_path, text):
    file = tmp_path / "year.toml"
    file.write_text(text, encoding="utf-8")
    return arrangements.read(file)


def test_a_years_file_may_reach_into_the_last_week_of_the_year_before(tmp_path):
    arrangement = read(tmp_path, GOOD)

    assert min(arrangement.days) == date(2026, 12, 31)
    assert arrangement.days[date(2027, 1, 10)].worked


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-12-31, 2027-01-03", "2026-12-01, 2027-01-03"),  # too long, and outside
        ("2026-12-31, 2027-01-03", "2027-01-03, 2026-12-31"),  # back to front
        ("2026-12-31, 2027-01-03", '"1月1日", "1月3日"'),  # text for days
        ("[2026-12-31, 2027-01-03]", "[2027-01-01]"),  # one end only
        ("[2027-01-10]", "[2027-01-11]"),  # a worked weekend on a Monday
        ("[2027-01-10]", "[2027-01-02]"),  # both off and worked
        ("[2027-01-10]", "[2028-01-09]"),  # another year's
        ("statutory = [2027-01-01]", "statutory = [2027-02-01]"),  # a statutory day that is worked
        ('name = "元旦"', ""),
        ("[[notice]]", "[[notices]]"),
        ("on = 2026-11-20", ""),  # announced, but when?
        ("year = 2027", "year ="),  # not TOML
        ('"元旦"', f'"{"元" * 50}"'),
    ],
)
def test_a_wrong_years_file_is_refused_with_a_reason(tmp_path, before, after):
    with pytest.raises(arrangements.WrongArrangement) as refused:
        read(tmp_path, GOOD.replace(before, after))

    assert str(refused.value)


def test_a_years_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "year.toml").write_bytes("放假".encode("gb18030"))

    with pytest.raises(arrangements.WrongArrangement):
        arrangements.read(tmp_path / "year.toml")
