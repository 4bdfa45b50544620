"""Tying a post to something that lasts."""

import uuid

import pytest

from sixia.field.pairings.models import Pairing
from sixia.field.pairings.models.tying import MergedPlace, NowhereToLie, TiedAlready, TiedToNotOne
from sixia.field.pairings.workflow import Kind
from sixia.foundations.units.models import Post

from .conftest import SINCE, WHY


def tie(cast, post, **more):
    return Pairing.objects.tie(by=cast.leader, post=post, starts_on=SINCE, purpose=WHY, **more)


def test_a_post_is_tied_to_a_village_with_one_line_on_the_trail(cast, post):
    pairing = tie(cast, post, place=cast.village)

    assert (pairing.kind, pairing.place, pairing.holder(SINCE)) == (Kind.PLACE, cast.village, cast.leader)
    assert [entry.verb for entry in pairing.trail] == ["tied"]
    assert len(pairing.number) == 15


def test_a_tie_to_an_enterprise_lies_where_the_enterprise_does(cast, post):
    pairing = tie(cast, post, enterprise=cast.firm)

    assert (pairing.kind, pairing.place) == (Kind.ENTERPRISE, cast.firm.place)


def test_a_project_says_where_it_lies(cast, post):
    with pytest.raises(NowhereToLie):
        tie(cast, post, project="上坪村便民桥")

    pairing = tie(cast, post, project="上坪村便民桥", at=cast.village)

    assert (pairing.object_name, pairing.place) == ("上坪村便民桥", cast.village)


def test_the_trail_of_a_tie_to_a_household_names_the_village_alone(cast, post, household):
    pairing = tie(cast, post, household=household)

    assert pairing.trail.get().data["object"]["zh"] == cast.village.name
    assert "12" not in pairing.trail.get().told(public=False)


@pytest.mark.parametrize("ends", [[], ["place", "enterprise"], ["place", "project"]])
def test_a_tie_to_nothing_or_to_two_things_is_refused(cast, post, ends):
    things = {"place": cast.village, "enterprise": cast.firm, "project": "便民桥"}

    with pytest.raises(TiedToNotOne):
        tie(cast, post, **{end: things[end] for end in ends})

    assert not Pairing.objects.exists()


def test_the_same_tie_at_the_same_time_is_refused_and_another_post_may_have_it(cast, post):
    tie(cast, post, place=cast.village)

    with pytest.raises(TiedAlready):
        tie(cast, post, place=cast.village)

    tie(cast, Post.objects.filter(tenures__user=cast.handler).get(), place=cast.village)
    assert Pairing.objects.count() == 2


def test_a_tie_on_a_merged_village_names_its_successor(cast, post, neighbours):
    other = neighbours[0]
    cast.village.merge(into=other, by=cast.keeper)

    with pytest.raises(MergedPlace, match=other.name):
        tie(cast, post, place=cast.village)


def test_sent_twice_it_is_tied_once(cast, post):
    once = uuid.uuid4()

    first, second = (tie(cast, post, place=cast.village, once=once) for _time in range(2))

    assert first.pk == second.pk
    assert first.trail.count() == 1
