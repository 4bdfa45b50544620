import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from sixia.foundations.people.models import Enterprise, Person, Representation, WrongRepresentation

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = dt.date(2026, 11, 2), dt.date(2026, 11, 6)
SATURDAY = dt.date(2026, 11, 7)
PROXY, HELPER = Representation.Kind.PROXY, Representation.Kind.HELPER


@pytest.fixture
def son(db):
    return Person.objects.take(name="陈小军")


def test_a_son_speaks_for_his_mother_from_the_first_day_to_the_last(son, petitioner, officer):
    made = son.represent(petitioner, by=officer, kind=PROXY, ground="母子", starts_on=MONDAY, ends_on=FRIDAY)

    assert not son.is_speaker_for(petitioner, on=MONDAY - dt.timedelta(days=1))
    assert son.is_speaker_for(petitioner, on=MONDAY) and son.is_speaker_for(petitioner, on=FRIDAY)
    assert not son.is_speaker_for(petitioner, on=SATURDAY)
    assert list(petitioner.represented_by.in_force(MONDAY)) == [made]
    assert [entry.verb for entry in made.trail] == ["represented"]


def test_everyone_speaks_for_themselves_and_nobody_for_a_stranger(petitioner, neighbour):
    assert petitioner.is_speaker_for(petitioner, on=MONDAY)
    assert not neighbour.is_speaker_for(petitioner, on=MONDAY)


def test_someone_speaks_for_an_enterprise(petitioner, officer):
    firm = Enterprise.objects.register(by=officer, name="宁溪竹木有限公司")

    petitioner.represent(firm, by=officer, kind=PROXY, starts_on=MONDAY)

    assert petitioner.is_speaker_for(firm, on=SATURDAY)
    assert Representation.objects.of(firm).get().speaker == petitioner


def test_it_ends_on_a_day(son, petitioner, officer):
    made = son.represent(petitioner, by=officer, kind=PROXY, starts_on=MONDAY)

    made.end(by=officer, on=FRIDAY)

    assert not son.is_speaker_for(petitioner, on=SATURDAY)
    assert made.trail.last().data == {"ends_on": "2026-11-06"}


@pytest.mark.parametrize("day", [MONDAY - dt.timedelta(days=1), SATURDAY])
def test_it_cannot_end_before_it_began_nor_be_drawn_out(son, petitioner, officer, day):
    made = son.represent(petitioner, by=officer, kind=PROXY, starts_on=MONDAY, ends_on=FRIDAY)

    with pytest.raises(WrongRepresentation):
        made.end(by=officer, on=day)

    assert [entry.verb for entry in made.trail] == ["represented"]


def test_nobody_represents_themselves(petitioner, officer):
    with pytest.raises(WrongRepresentation):
        petitioner.represent(petitioner, by=officer, kind=PROXY)


def test_nobody_speaks_twice_for_the_same_at_the_same_time(son, petitioner, officer):
    son.represent(petitioner, by=officer, kind=PROXY, starts_on=MONDAY, ends_on=FRIDAY)

    with pytest.raises(WrongRepresentation):
        son.represent(petitioner, by=officer, kind=PROXY, starts_on=FRIDAY)

    son.represent(petitioner, by=officer, kind=HELPER, starts_on=FRIDAY)
    son.represent(petitioner, by=officer, kind=PROXY, starts_on=SATURDAY)
    son.represent(
        petitioner, by=officer, kind=PROXY, starts_on=MONDAY - dt.timedelta(days=7), ends_on=MONDAY - dt.timedelta(days=1)
    )
    assert Representation.objects.count() == 4


def test_it_cannot_end_before_it_begins(son, petitioner, officer):
    with pytest.raises(WrongRepresentation):
        son.represent(petitioner, by=officer, kind=PROXY, starts_on=FRIDAY, ends_on=MONDAY)


def test_the_database_refuses_what_makes_no_sense_too(son, petitioner, officer):
    firm = Enterprise.objects.register(by=officer, name="宁溪竹木有限公司")

    for nonsense in ({"person": petitioner, "enterprise": firm}, {}, {"person": son}, {"person": petitioner, "ends_on": MONDAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Representation.objects.create(speaker=son, kind=PROXY, **{"starts_on": FRIDAY, **nonsense})
