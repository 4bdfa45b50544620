"""Firms nobody is tied to: the quietest first, so many of so many; what a firm raised stays between it and its handlers."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from sixia.field.pairings.models import Coverage, CoverageTally, FirmCoverage, Pairing
from sixia.field.pairings.workflow import How
from sixia.foundations.people.models import Enterprise
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

from .conftest import SINCE, WHY

QUIET = "/pairings/quiet/?kind=untied"


@pytest.fixture
def firm(cast):
    return Enterprise.objects.register(by=Voice.SYSTEM, name="上坪豆腐坊", place=cast.village)


def to_firm(cast, post, firm, **given):
    said = {"by": cast.leader, "post": post, "enterprise": firm, "starts_on": SINCE, "purpose": WHY}
    return Pairing.objects.tie(**{**said, **given})


def shown(response):
    return [row.name for row in response.context["firms"]]


def test_firms_nobody_is_tied_to_are_listed_with_how_many_of_how_many(cast, post, firm, officer):
    to_firm(cast, post, cast.firm)
    CoverageTally.objects.gather()

    response = officer("leader").get(QUIET)

    assert shown(response) == [firm.name]
    assert response.context["share"] == (1, 2)
    assert "2 家" in response.text and "沉默不等于平安" in response.text and "群体" in response.text


def test_a_firm_that_is_tied_leaves_the_list_at_once_and_comes_back_with_its_last_contact(cast, post, firm, officer):
    CoverageTally.objects.gather()
    tie = to_firm(cast, post, firm)
    assert firm.name not in shown(officer("leader").get(QUIET))

    tie.contact(by=cast.leader, on=SINCE, how=How.PHONE)
    tie.end(by=cast.leader, on=timezone.localdate() - dt.timedelta(days=1), why="任务完成")
    CoverageTally.objects.gather()

    row = FirmCoverage.objects.get(pk=firm.pk)
    assert (row.contacted_on, row.quiet_since) == (SINCE, SINCE)
    assert shown(officer("leader").get(QUIET)) == [cast.firm.name, firm.name]  # the quietest first


def test_that_a_firm_raised_a_case_is_not_to_be_read_here(cast, firm, officer):
    CoverageTally.objects.gather()
    before = officer("leader").get(QUIET).text
    Case.objects.register(by=Voice.PETITIONER, words="拖欠货款。", place=cast.village, enterprise=firm)

    CoverageTally.objects.gather()

    strip = [line for line in officer("leader").get(QUIET).text.splitlines() if "csrf" not in line]
    assert [line for line in before.splitlines() if "csrf" not in line] == strip


def test_a_firm_without_a_place_is_counted_nowhere(cast, firm):
    Enterprise.objects.register(by=Voice.SYSTEM, name="没写地点的公司")
    CoverageTally.objects.gather()
    firm.correct(by=cast.leader, place=None)

    CoverageTally.objects.gather()

    assert set(FirmCoverage.objects.values_list("enterprise", flat=True)) == {cast.firm.pk}


def test_a_firm_of_a_village_merged_away_lies_in_its_successor(cast, firm, neighbours):
    cast.village.merge(into=neighbours[0], by=cast.keeper)

    CoverageTally.objects.gather()

    assert FirmCoverage.objects.get(pk=firm.pk).place == neighbours[0]


def test_a_visit_is_kept_whichever_comes_first(cast, firm):
    on, firms = dt.date(2026, 3, 2), Enterprise.objects.filter(pk=firm.pk)
    FirmCoverage.objects.note_visit(firms=firms, on=on)
    CoverageTally.objects.gather()
    FirmCoverage.objects.note_visit(firms=firms, on=on - dt.timedelta(days=90))

    row = FirmCoverage.objects.get(pk=firm.pk)
    assert (row.visited_on, row.quiet_since) == (on, on)


@pytest.mark.parametrize("code", ["99", "9901", "990101", "990101101", "990101101201"])
def test_what_is_counted_is_what_is_listed_at_every_level(cast, firm, code):
    CoverageTally.objects.gather()
    Coverage.objects.note_visit(place=cast.village, on=SINCE)
    CoverageTally.objects.count_again()

    villages, firms = Coverage.objects.in_place(code), FirmCoverage.objects.in_place(code)

    assert CoverageTally.objects.villages_in(code) == (villages.count() - 1, villages.count())
    assert CoverageTally.objects.firms_in(code) == (firms.count(), firms.count())


def test_nobody_looks_beyond_the_place_they_serve(cast, firm, officer):
    CoverageTally.objects.gather()

    assert shown(officer("township_head").get(QUIET)) == [firm.name]
    assert officer("township_head").get(f"{QUIET}&place=990101").status_code == 404


def test_many_firms_cost_the_page_no_more(cast, officer, django_assert_max_num_queries):
    for turn in range(60):
        Enterprise.objects.register(by=Voice.SYSTEM, name=f"第{turn}家", place=cast.village)
    CoverageTally.objects.gather()
    leader = officer("leader")

    for address in (QUIET, f"{QUIET}&place={cast.village.code}"):
        with django_assert_max_num_queries(12):
            assert len(shown(leader.get(address))) == 25


def test_the_keeper_gathers_at_once(cast, firm, capsys):
    call_command("gather_coverage")

    assert FirmCoverage.objects.count() == 2 and "12" in capsys.readouterr().out
