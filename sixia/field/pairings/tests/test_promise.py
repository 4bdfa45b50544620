"""Promising something within a tie: its ledger."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.pairings.handover_sheet import promises_of
from sixia.field.pairings.models.contacting import NotTiedThen
from sixia.foundations.units.models import Post
from sixia.spine.commitments.models import Commitment

DUE = timezone.localdate() + dt.timedelta(days=30)


def test_a_promise_within_a_tie_is_the_posts_and_stands_in_its_ledger(cast, post, tied):
    promise = tied.promise(by=cast.leader, what="月底前换好桥栏杆", due_on=DUE)

    assert (promise.post, promise.unit, promise.place, promise.public) == (post, post.unit, cast.village, True)
    assert list(promises_of(tied)) == [promise]


def test_it_goes_to_the_next_holder_with_the_tie_also_when_another_post_takes_it(cast, tied):
    promise = tied.promise(by=cast.leader, what="月底前换好桥栏杆", due_on=DUE)

    tied.hand_over(by=cast.leader, to=Post.objects.get(tenures__user=cast.researcher), on=timezone.localdate())

    assert list(promises_of(tied)) == [promise]
    assert tied.handovers.get().sheet["promises"] == [promise.number]


def test_nothing_promised_to_a_household_is_public(cast, to_household):
    promise = to_household.promise(by=cast.handler, what="请农技员来两次", due_on=DUE, public=True)

    assert promise.public is False
    assert list(promises_of(to_household)) == [promise]
    assert not Commitment.objects.public().exists()


def test_within_a_tie_that_has_ended_nothing_is_promised(cast, tied):
    tied.end(by=cast.leader, on=timezone.localdate() - dt.timedelta(days=1), why="分工调整")

    with pytest.raises(NotTiedThen):
        tied.promise(by=cast.leader, what="月底前换好桥栏杆", due_on=DUE)


def test_promised_on_the_page_and_clicked_twice_it_is_promised_once(cast, tied, post, officer):
    form = {
        "once": str(uuid.uuid4()),
        "what": "月底前换好桥栏杆",
        "unit": post.unit_id,
        "post": post.pk,
        "due_on": DUE.isoformat(),
    }
    leader = officer("leader")

    for _time in range(2):
        assert leader.post(f"{tied.url}promise/", form).status_code == 302

    assert Commitment.objects.get().what in leader.get(tied.url).content.decode()


def test_a_day_gone_by_is_said_and_what_was_typed_stays(cast, tied, post, officer):
    form = {"once": str(uuid.uuid4()), "what": "月底前换好桥栏杆", "unit": post.unit_id, "due_on": "2020-01-01"}

    response = officer("leader").post(f"{tied.url}promise/", form)

    assert response.status_code == 422
    assert response.context["form"]["what"].value() == "月底前换好桥栏杆"
