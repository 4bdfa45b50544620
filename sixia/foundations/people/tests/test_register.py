import json
import logging

import pytest
from django.core import serializers
from django.forms import modelform_factory
from django.forms.models import model_to_dict

from sixia.foundations.people.identifying import WrongNumber
from sixia.foundations.people.models import Enterprise, Household, Person
from sixia.foundations.trail.models import Entry, Voice
from sixia.foundations.trail.tellings import timeline

pytestmark = pytest.mark.django_db

PLAIN = ("桂花", "13812345678", "138 1234 5678", "guihua", "19491231", "二组")


def test_registering_a_person_is_one_entry_on_the_trail(officer):
    person = Person.objects.register(by=officer, name=" 陈桂花 ", phone="13812345678")

    [entry] = person.trail
    assert (entry.verb, entry.by, entry.data) == ("registered", officer, {})
    assert person.name == "陈桂花"


def test_taken_as_part_of_another_verb_it_is_one_row_and_no_entry(django_assert_num_queries):
    with django_assert_num_queries(1):
        Person.objects.take(name="陈桂花", phone="13812345678")

    assert not Entry.objects.exists()


def test_a_wrong_identity_number_is_refused_and_nothing_written(officer):
    with pytest.raises(WrongNumber):
        Person.objects.register(by=officer, name="陈桂花", identity_number="110105194912310021")

    assert not Person.objects.exists() and not Entry.objects.exists()


def test_people_are_found_by_their_telephone_or_identity_number(petitioner, neighbour):
    assert Person.objects.with_phone("+86 13812345678").get() == petitioner
    assert Person.objects.with_phone("(0593) 6123456").get() == neighbour
    assert Person.objects.with_identity("11010519491231002X").get() == petitioner
    assert Person.objects.with_identity("110105491231002").get() == petitioner


def test_nothing_finds_nobody(petitioner, neighbour):
    assert not Person.objects.with_phone("")
    assert not Person.objects.with_phone("没有")
    assert not Person.objects.with_identity("  ")


@pytest.mark.parametrize("fields", [["phone"], {"phone", "name"}, None])
def test_the_index_follows_every_save(petitioner, fields):
    petitioner.phone = "13900000000"

    petitioner.save(update_fields=fields)

    assert Person.objects.with_phone("13900000000").get() == petitioner
    assert not Person.objects.with_phone("13812345678")


def test_whatever_prints_a_person_prints_them_masked(petitioner, caplog):
    with caplog.at_level(logging.INFO):
        logging.getLogger("sixia").info("saved %s %r", petitioner, petitioner)
    printed = [
        str(petitioner),
        repr(petitioner),
        f"{petitioner}",
        repr(Person.objects.all()),
        caplog.text,
        repr(model_to_dict(petitioner)),
        json.dumps(json.loads(serializers.serialize("json", [petitioner])), ensure_ascii=False),
        serializers.serialize("python", [petitioner]).__repr__(),
    ]

    for text in printed:
        assert not [plain for plain in PLAIN if plain in text]
    assert "陈**" in printed[0]


def test_no_model_form_can_show_or_overwrite_sealed_details(petitioner):
    form = modelform_factory(Person, fields="__all__")(instance=petitioner)

    assert not {"name", "phone", "email", "identity_number", "address", "phone_index"} & form.fields.keys()
    assert not [plain for plain in PLAIN if plain in form.as_p()]


def test_someone_without_a_name_is_shown_as_a_dash():
    assert str(Person()) == "—"


def test_a_household_has_members(officer, village, petitioner):
    home = Household.objects.register(by=officer, place=village, address="石桥镇上坪村二组12号")

    petitioner.join(home, by=officer)

    assert list(home.members.all()) == [petitioner]
    assert str(home) == "石桥镇上坪村***"
    assert [line.verb for line in petitioner.trail] == ["joined"]


def test_an_enterprise_is_registered_with_a_checked_code(officer, village, petitioner):
    firm = Enterprise.objects.register(
        by=officer, name="宁溪竹木有限公司", credit_code="91350100m000100y43", place=village, contact=petitioner
    )

    assert Enterprise.objects.with_credit_code("9135 0100 M000 100Y 43").get() == firm
    assert list(petitioner.speaks_for.all()) == [firm]
    with pytest.raises(WrongNumber):
        Enterprise.objects.register(by=officer, name="另一家", credit_code="91350100M000100Y44")
    assert Enterprise.objects.count() == 1


def test_the_trail_is_told_in_words_and_not_to_the_public(officer):
    person = Person.objects.register(by=Voice.PETITIONER, name="陈桂花")
    person.reveal(by=officer, reason="电话回访")

    assert len([line.sentence for line in timeline(person, public=False)]) == 2
    assert timeline(person, public=True) == []
