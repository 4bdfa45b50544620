import pytest

from sixia.foundations.people.identifying import WrongNumber
from sixia.foundations.people.models import Enterprise, Person, WrongPerson

pytestmark = pytest.mark.django_db


def test_a_correction_is_kept_and_the_trail_names_only_the_fields(petitioner, officer):
    petitioner.correct(by=officer, name="陈桂华", phone="13900000000")

    fresh = Person.objects.with_phone("13900000000").get()
    [entry] = petitioner.trail
    assert fresh.name == "陈桂华"
    assert (entry.verb, entry.data) == ("corrected", {"fields": ["name", "phone"]})


def test_what_another_officer_corrected_meanwhile_is_not_undone(petitioner, officer):
    stale = Person.objects.get(pk=petitioner.pk)
    petitioner.correct(by=officer, name="陈桂华")

    stale.correct(by=officer, phone="13900000000")

    fresh = Person.objects.get(pk=petitioner.pk)
    assert (fresh.name, fresh.phone) == ("陈桂华", "13900000000")


def test_nothing_different_is_no_correction(petitioner, officer):
    with pytest.raises(WrongPerson):
        petitioner.correct(by=officer, name="陈桂花")

    assert not petitioner.trail


def test_only_details_can_be_corrected(petitioner, officer):
    with pytest.raises(WrongPerson, match="made_at"):
        petitioner.correct(by=officer, made_at=None)


def test_a_correction_cannot_bring_in_a_wrong_identity_number(petitioner, officer):
    with pytest.raises(WrongNumber):
        petitioner.correct(by=officer, identity_number="110105194912310021")


def test_an_enterprise_can_be_corrected_too(officer):
    firm = Enterprise.objects.register(by=officer, name="宁溪竹木公司")

    firm.correct(by=officer, name="宁溪竹木有限公司", credit_code="91350100m000100y43")

    firm.refresh_from_db()
    assert (firm.name, firm.credit_code) == ("宁溪竹木有限公司", "91350100M000100Y43")
    assert firm.trail.last().data == {"fields": ["credit_code", "name"]}
    with pytest.raises(TypeError):
        firm.correct(by=officer, id=7)
