"""The cast stands the same in every kind of test, and nothing of it stays."""

import datetime as dt

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.deadlines.models import CalendarYear, Rule
from sixia.foundations.people.models import Person
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Matter, Role, Unit
from sixia.foundations.units.standing import standing

from .casting import filled


@pytest.mark.django_db
def test_the_cast_stands_with_rules_calendars_and_matters(cast):
    assert User.objects.get(username="handler") == cast.handler
    assert cast.petitioner.masked_phone == Person.objects.with_phone("13900000067").get().masked_phone
    assert Rule.objects.in_force("XF.handle", dt.date(2026, 11, 23)).length == 60
    assert CalendarYear.objects.filter(announced=True).exists()
    assert Matter.objects.filter(duties__unit=cast.bureau).exists()


@pytest.mark.django_db
def test_what_a_test_adds_comes_after_the_cast(cast):
    person = Person.objects.take(name="叶小满", place=cast.village)
    unit = Unit.objects.create(code="nx-new", name="新单位", kind=Unit.Kind.BUREAU, place=cast.county)

    assert person.pk > cast.firm_owner.pk
    assert unit.pk > max(each.pk for each in cast.units.values())


@pytest.mark.django_db(transaction=True)
def test_in_a_test_on_several_connections_the_cast_is_committed(cast):
    assert not connection.in_atomic_block
    with transaction.atomic():
        assert cast.handler.check_password("ningxi-demo-2026")
        assert Place.objects.select_for_update().get(pk=cast.village.pk) == cast.village


@pytest.mark.django_db
def test_nothing_of_it_stays_for_a_test_without_it():
    assert not {"places_place", "units_unit", "deadlines_rule", "units_matter"} & filled()


@pytest.mark.django_db
def test_deputies_act_also_when_a_test_goes_to_another_time(request):
    with time_machine.travel(timezone.now() - dt.timedelta(days=400)):
        cast = request.getfixturevalue("cast")
        assert standing(cast.colleague).holds(Role.HEAD, unit=cast.other_bureau)
