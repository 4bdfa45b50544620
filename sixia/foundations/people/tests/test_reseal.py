from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from sixia.foundations.people.models import Person, Revealing
from sixia.foundations.people.resealing import reseal
from sixia.foundations.people.sealing import BrokenSeal, newest

pytestmark = pytest.mark.django_db

NEW, THIRD = "a new key " * 4, "a third key " * 4


@pytest.fixture
def people(officer):
    people = [Person.objects.take(name=f"村民{number}", phone=f"1380000{number:04}") for number in range(7)]
    people[0].reveal(by=officer, reason="回访核实情况")
    return people


def run(**options):
    out, err = StringIO(), StringIO()
    call_command("reseal", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def prefixes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT split_part(name, ':', 2) FROM people_person")
        return {row[0] for row in cursor.fetchall()}


def test_after_it_the_old_key_is_no_longer_needed(people, settings):
    settings.SIXIA_KEYS = [NEW, *settings.SIXIA_KEYS]

    out, _ = run()

    settings.SIXIA_KEYS = [NEW]
    assert "people_person: 7 resealed" in out
    assert [person.name for person in Person.objects.order_by("id")] == [f"村民{number}" for number in range(7)]
    assert Revealing.objects.get().reason == "回访核实情况"
    assert Person.objects.with_phone("138 0000 0003").get() == people[3]


def test_a_second_run_changes_nothing(people, settings):
    settings.SIXIA_KEYS = [NEW, *settings.SIXIA_KEYS]
    run()
    before = list(Person.objects.order_by("id").extra(select={"raw": "people_person.name || ''"}).values_list("raw", flat=True))

    out, _ = run()

    after = list(Person.objects.order_by("id").extra(select={"raw": "people_person.name || ''"}).values_list("raw", flat=True))
    assert "people_person: 0 resealed" in out
    assert after == before


def test_broken_off_in_the_middle_it_goes_on_where_it_was(people, settings):
    old = settings.SIXIA_KEYS
    settings.SIXIA_KEYS = [NEW, *old]
    work = reseal(at_once=3)
    next(progress for progress in work if progress.table == "people_person")
    work.close()
    assert len(prefixes()) == 2

    out, _ = run(at_once=3)

    assert "people_person: 4 resealed" in out
    assert prefixes() == {newest().prefix.split(":")[1]}


def test_rows_can_be_read_while_two_keys_are_in_use(people, settings):
    settings.SIXIA_KEYS = [NEW, *settings.SIXIA_KEYS]
    Person.objects.take(name="新来的")

    assert Person.objects.count() == 8 and {person.name for person in Person.objects.all()} >= {"新来的", "村民0"}


def test_a_change_of_cipher_is_a_reseal_too(people, settings):
    settings.SIXIA_CIPHER = "sm4-gcm"

    run()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person WHERE starts_with(name, 'sm4-gcm:')")
        assert cursor.fetchone() == (7,)


def test_what_cannot_be_opened_is_named_and_the_rest_is_done(people, settings):
    settings.SIXIA_KEYS = [THIRD]
    lost = Person.objects.take(name="丢了钥匙的")
    settings.SIXIA_KEYS = [NEW]
    with pytest.raises(BrokenSeal):
        lost.refresh_from_db()

    with pytest.raises(CommandError, match="Keep the old keys"):
        run()


def test_the_index_is_made_anew_only_when_asked(people, settings):
    settings.SIXIA_INDEX_KEY = "another index key " * 3
    assert not Person.objects.with_phone("13800000003")

    out, _ = run(index=True)

    assert "7 rows indexed anew" in out
    assert Person.objects.with_phone("13800000003").get() == people[3]
