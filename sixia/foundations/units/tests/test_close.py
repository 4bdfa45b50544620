import datetime as dt

import pytest
from django.db import IntegrityError

from sixia.foundations.trail.models import Entry
from sixia.foundations.units import dispatch
from sixia.foundations.units.models import AlreadyClosed, Unit, UnitStillNeeded, WrongSuccessor

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 6, 1)


def test_a_unit_is_open_until_the_day_it_closes(roads, keeper):
    roads.close(by=keeper, on=DAY)

    assert roads.is_open(DAY - dt.timedelta(days=1))
    assert not roads.is_open(DAY)
    assert roads in Unit.objects.open(DAY - dt.timedelta(days=1))
    assert roads not in Unit.objects.open(DAY)
    assert Entry.objects.get().verb == "closed"


def test_the_successor_takes_over_what_it_answered_for(catalogue, units, roads, keeper, places, time_machine):
    roads.close(by=keeper, on=DAY, successor=units["environment"])

    time_machine.move_to("2026-06-01T09:00:00+08:00")
    after = dispatch.suggest("公路坏了", places["990101"])
    time_machine.move_to("2026-05-31T09:00:00+08:00")
    before = dispatch.suggest("公路坏了", places["990101"])

    assert [each.unit.code for each in after] == ["environment"]
    assert after[0].duty.basis == "《公路法》第八条"
    assert [each.unit.code for each in before] == ["roads"]
    assert Entry.objects.get().data["successor"] == "宁溪县生态环境局"


def test_a_line_the_successor_has_already_is_not_doubled(catalogue, units, matters, places, roads, keeper):
    units["environment"].duties.create(matter=matters["05"], place=places["990101"])

    roads.close(by=keeper, on=DAY, successor=units["environment"])

    assert units["environment"].duties.in_force(DAY).filter(matter="05").count() == 1


def test_the_units_under_it_move_to_the_successor(units, keeper):
    units["shiqiao"].close(by=keeper, on=DAY, successor=units["petition"])

    units["shangping"].refresh_from_db()
    assert units["shangping"].parent == units["petition"]


def test_a_subordinate_may_succeed_its_parent(units, keeper):
    units["shiqiao"].close(by=keeper, on=DAY, successor=units["shangping"])

    units["shangping"].refresh_from_db()
    assert units["shangping"].parent == units["gov"]
    assert units["gov"].subordinate_ids() >= {units["shangping"].pk}


def test_a_unit_far_below_may_succeed_without_a_circle(units, keeper):
    units["shiqiao"].parent = units["petition"]
    units["shiqiao"].save()

    units["petition"].close(by=keeper, on=DAY, successor=units["shangping"])

    units["shiqiao"].refresh_from_db()
    assert units["shangping"].parent == units["gov"]
    assert units["shiqiao"].parent == units["shangping"]
    assert units["gov"].subordinate_ids() >= {units["shiqiao"].pk, units["shangping"].pk}


def test_a_unit_with_others_under_it_needs_a_successor(units, keeper):
    with pytest.raises(UnitStillNeeded):
        units["gov"].close(by=keeper, on=DAY)

    assert Unit.objects.get(code="gov").closed_on is None


def test_it_closes_once(roads, keeper):
    roads.close(by=keeper, on=DAY)

    with pytest.raises(AlreadyClosed):
        roads.close(by=keeper, on=DAY)


def test_neither_itself_nor_a_closed_unit_succeeds(units, roads, keeper):
    units["environment"].close(by=keeper, on=DAY)

    with pytest.raises(WrongSuccessor):
        roads.close(by=keeper, on=DAY, successor=roads)
    with pytest.raises(WrongSuccessor):
        roads.close(by=keeper, on=DAY, successor=units["environment"])


def test_the_last_of_the_successors_is_in_charge(units, roads, keeper):
    roads.close(by=keeper, on=DAY, successor=units["environment"])
    units["environment"].close(by=keeper, on=DAY, successor=units["petition"])

    assert Unit.objects.get(code="roads").in_charge_now() == units["petition"]
    assert units["petition"].in_charge_now() == units["petition"]


def test_without_a_successor_nobody_is_in_charge(roads, keeper):
    roads.close(by=keeper, on=DAY)

    assert roads.in_charge_now() is None


def test_the_database_refuses_a_successor_of_an_open_unit(units, roads):
    with pytest.raises(IntegrityError, match="unit_succeeded_when_closed"):
        Unit.objects.filter(pk=roads.pk).update(successor=units["environment"])


def test_all_depths_are_subordinate_in_one_query(units, django_assert_num_queries):
    with django_assert_num_queries(1):
        below = units["gov"].subordinate_ids()

    assert below == {unit.pk for code, unit in units.items() if code != "gov"}
    assert units["shiqiao"].subordinate_ids() == {units["shangping"].pk}
    assert units["roads"].subordinate_ids() == frozenset()
