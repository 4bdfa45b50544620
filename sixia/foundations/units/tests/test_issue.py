import datetime as dt

import pytest

from sixia.foundations.trail.models import Entry
from sixia.foundations.units.models import AlreadyRevoked, Token

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(roads, keeper):
    return Token.objects.issue(unit=roads, name="12345 热线平台", by=keeper)


def test_the_key_opens_for_its_unit(issued, roads, django_assert_num_queries):
    token, plain = issued

    with django_assert_num_queries(1):
        opened = Token.objects.opened_by(plain)
        unit = opened.unit

    assert opened == token
    assert unit == roads


def test_the_key_itself_is_kept_nowhere(issued):
    token, plain = issued

    assert len(plain) > 40
    assert plain not in "".join(str(value) for value in Token.objects.values().get().values())
    assert plain not in "".join(str(entry.data) for entry in Entry.objects.all())
    assert token.digest not in plain


def test_it_is_told_once(issued, keeper):
    entry = Entry.objects.get()

    assert (entry.verb, entry.by, entry.data["name"]) == ("issued", keeper, "12345 热线平台")


@pytest.mark.parametrize("wrong", ["", "sixia_", "sixia_x", "Bearer", "😀", "a" * 10_000])
def test_anything_else_opens_nothing(issued, wrong):
    assert Token.objects.opened_by(wrong) is None


def test_no_part_and_no_other_case_of_it_opens(issued):
    _token, plain = issued

    assert Token.objects.opened_by(plain[:-1]) is None
    assert Token.objects.opened_by(plain.swapcase()) is None
    assert Token.objects.opened_by(plain + " ") is None


def test_a_revoked_key_opens_nothing_and_is_revoked_once(issued, keeper):
    token, plain = issued

    token.revoke(by=keeper)

    assert Token.objects.opened_by(plain) is None
    assert token.revoked_at is not None
    with pytest.raises(AlreadyRevoked):
        token.revoke(by=keeper)
    assert Entry.objects.filter(verb="revoked").count() == 1


def test_the_key_of_a_closed_unit_opens_nothing(issued, roads, keeper):
    _token, plain = issued

    roads.close(by=keeper, on=dt.date(2020, 1, 1))

    assert Token.objects.opened_by(plain) is None
