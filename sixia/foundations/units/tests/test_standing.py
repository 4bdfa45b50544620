import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post, Role, Unit
from sixia.foundations.units.standing import standing

pytestmark = pytest.mark.django_db


def hold(user, unit, role, *, starts_on=dt.date(2026, 1, 1), ends_on=None, acting=False):
    post = Post.objects.create(unit=unit, title=role, role=role)
    return post.appoint(user=user, by=Voice.SYSTEM, starts_on=starts_on, ends_on=ends_on, acting=acting)


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_holder_holds_the_role_at_the_unit(officer, units):
    hold(officer, units["roads"], Role.HANDLER)

    own = standing(officer)

    assert own.holds(Role.HANDLER)
    assert own.holds(Role.HEAD, Role.HANDLER, unit=units["roads"])
    assert own.holds(Role.HANDLER, unit=units["roads"].pk)
    assert not own.holds(Role.HEAD)
    assert not own.holds(Role.HANDLER, unit=units["environment"])


def test_role_and_unit_must_come_from_the_same_post(officer, units):
    hold(officer, units["roads"], Role.HANDLER)
    hold(officer, units["environment"], Role.HEAD)

    own = standing(officer)

    assert not own.holds(Role.HEAD, unit=units["roads"])
    assert own.holds(unit=units["roads"])


def test_a_place_is_reached_when_it_lies_in_the_place_of_the_unit(officer, units, places, village):
    hold(officer, units["shiqiao"], Role.HEAD)

    own = standing(officer)

    assert own.holds(Role.HEAD, place=village)
    assert own.holds(Role.HEAD, place="990101101")
    assert not own.holds(Role.HEAD, place=places["990101"])
    assert not own.holds(Role.HEAD, place="990101102")


def test_places_are_named_once_and_by_role(officer, units):
    hold(officer, units["roads"], Role.HANDLER)
    hold(officer, units["shiqiao"], Role.HEAD)

    own = standing(officer)

    assert own.places() == ("990101",)
    assert own.places(Role.HEAD) == ("990101101",)
    assert own.places(Role.LEADER) == ()


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-03-01", False), ("2026-03-02", True), ("2026-03-20", True), ("2026-03-31", True), ("2026-04-01", False)],
)
@pytest.mark.parametrize("acting", [False, True])
def test_first_and_last_day_count(officer, units, time_machine, day, counts, acting):
    hold(officer, units["roads"], Role.HANDLER, starts_on=dt.date(2026, 3, 2), ends_on=dt.date(2026, 3, 31), acting=acting)

    time_machine.move_to(f"{day}T00:30:00+08:00")

    assert standing(fresh(officer)).holds(Role.HANDLER) is counts


def test_the_primary_post_is_the_oldest_of_their_own(officer, units):
    hold(officer, units["petition"], Role.HEAD, starts_on=dt.date(2020, 1, 1), acting=True)
    hold(officer, units["roads"], Role.DEPUTY, starts_on=dt.date(2025, 1, 1))
    hold(officer, units["environment"], Role.HEAD, starts_on=dt.date(2024, 1, 1))

    own = standing(officer)

    assert own.primary.post.unit == units["environment"]
    assert own.units == {units[code].pk for code in ["petition", "roads", "environment"]}
    assert own.roles == {Role.HEAD, Role.DEPUTY}


def test_a_post_in_a_closed_unit_gives_nothing(officer, units):
    hold(officer, units["roads"], Role.HANDLER)
    Unit.objects.filter(code="roads").update(closed_on=dt.date(2026, 2, 1))

    assert standing(fresh(officer)).held == ()


def test_nobody_and_the_dismissed_hold_nothing(officer, units, django_assert_num_queries):
    hold(officer, units["roads"], Role.HANDLER)
    officer.is_active = False

    with django_assert_num_queries(0):
        assert not standing(AnonymousUser()).holds()
        assert not standing(officer).holds()
        assert standing(AnonymousUser()).primary is None


def test_one_query_a_request(officer, units, django_assert_num_queries):
    hold(officer, units["roads"], Role.HANDLER)
    hold(officer, units["shiqiao"], Role.HEAD)
    user = fresh(officer)

    with django_assert_num_queries(1):
        assert standing(user).holds(Role.HANDLER, place="990101101201")
        assert standing(user).units == {units["roads"].pk, units["shiqiao"].pk}

    with django_assert_num_queries(1):
        assert standing(user).primary.post.unit.name == "宁溪县交通运输局"
