from datetime import date

import pytest

from sixia.foundations.deadlines import rulebook
from sixia.foundations.deadlines.models import Frequency, Rule

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)
HOUSE = {"valid_from": date(2026, 1, 1), "name": "本地", "standing": Rule.Standing.HOUSE, "source": "本地"}


def codes(place_code, on=TODAY):
    return [row.code for row in Frequency.objects.in_force(place_code, on)]


def test_every_shipped_frequency_names_its_source_and_loads_once(loaded):
    rows = rulebook.read_frequencies(rulebook.FREQUENCIES)

    assert Frequency.objects.count() == len(rows) > 8
    assert Frequency.objects.load(rows) == 0
    assert all(row["source"] and row["name_en"] for row in rows)


def test_a_province_s_rule_holds_in_the_province_and_nowhere_else(loaded):
    assert "JF.fujian.county" in codes("350902") and "JF.2009.county" in codes("350902")
    assert "JF.fujian.county" not in codes("620102")
    assert not any("fujian" in code or "gansu" in code for code in codes("990101"))


def test_a_rule_holds_from_its_day_on(loaded):
    assert "JF.gansu.county" not in codes("620102", date(2018, 4, 19))
    assert "JF.gansu.county" in codes("620102", date(2018, 4, 20))


def test_the_nearest_place_s_own_number_goes_before_the_country_s(loaded):
    Frequency.objects.load([{"code": "YY.open", "place_code": "990101", "count": 5, "per": "at_once", "most": True, **HOUSE}])

    assert Frequency.objects.nearest("YY.open", "990101101", TODAY).count == 5
    assert Frequency.objects.nearest("YY.open", "350902", TODAY).count == 3
    with pytest.raises(Frequency.DoesNotExist):
        Frequency.objects.nearest("YY.never", "990101", TODAY)


def test_what_a_year_asks_for_and_where_no_number_is_said(loaded):
    asked = {row.code: row.in_a_year() for row in Frequency.objects.all()}

    assert (asked["JF.2009.county"], asked["JF.2009.city"], asked["JF.fujian.province"]) == (12, 4, 1)
    assert asked["JF.2009.members"] is None and asked["JF.gansu.duty"] is None


def test_the_public_page_names_what_holds_here_with_its_source(loaded, client):
    html = client.get("/deadlines/").text

    assert "原则上每月一天" in html and "领导干部定期接待群众来访的意见" in html
    assert "闽委发" not in html
