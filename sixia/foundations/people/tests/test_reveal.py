import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from sixia.foundations.people.models import NeedsReason, Revealed, Revealing

pytestmark = pytest.mark.django_db


def test_details_are_opened_for_a_reason_that_stays(petitioner, officer):
    revealed = petitioner.reveal(by=officer, reason=" 电话  核实情况 ")

    revealing = Revealing.objects.get()
    [entry] = petitioner.trail
    assert (revealed.name, revealed.phone, revealed.address) == ("陈桂花", "138 1234 5678", "石桥镇上坪村二组12号")
    assert (revealing.person, revealing.by, revealing.reason) == (petitioner, officer, "电话 核实情况")
    assert entry.verb == "revealed"
    assert entry.data == {"revealing": revealing.pk, "fields": ["name", "phone", "email", "identity_number", "address"]}


def test_only_what_is_asked_for_is_opened(petitioner, officer):
    revealed = petitioner.reveal(by=officer, reason="电话核实", fields=["phone"])

    assert revealed == Revealed(phone="138 1234 5678")
    assert Revealing.objects.get().fields == ["phone"]


@pytest.mark.parametrize("reason", ["", "看看", "   看 一   ", "\n\n\n\n\n"])
def test_without_a_reason_nothing_is_opened_and_nothing_recorded(petitioner, officer, reason):
    with pytest.raises(NeedsReason):
        petitioner.reveal(by=officer, reason=reason)

    assert not Revealing.objects.exists() and not petitioner.trail


def test_something_that_is_no_detail_is_refused(petitioner, officer):
    with pytest.raises(ValueError, match="phone_index"):
        petitioner.reveal(by=officer, reason="电话核实", fields=["phone_index"])


def test_the_reason_is_sealed_and_not_on_the_trail(petitioner, officer):
    petitioner.reveal(by=officer, reason="陈桂花本人要求")

    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text || e::text FROM people_revealing r, trail_entry e")
        assert "桂花" not in cursor.fetchone()[0]


@pytest.mark.parametrize("change", ["UPDATE people_revealing SET at = now()", "DELETE FROM people_revealing"])
def test_that_it_happened_cannot_be_changed_or_removed(petitioner, officer, change):
    petitioner.reveal(by=officer, reason="电话核实")

    with (
        pytest.raises(IntegrityError, match="stays on record"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_it_takes_two_rows_and_nothing_else(petitioner, officer, django_assert_num_queries):
    with django_assert_num_queries(4):  # savepoint, the opening, the trail, release
        petitioner.reveal(by=officer, reason="电话核实")
