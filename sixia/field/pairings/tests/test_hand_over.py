"""A tie changes hands: the post stays, its holder goes."""

import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.pairings.models import Pairing
from sixia.field.pairings.models.contacting import NotTiedThen
from sixia.field.pairings.models.handing import HandedAlready, NotTheHolder
from sixia.field.pairings.models.refusing import StillToCome
from sixia.field.pairings.models.tying import TiedAlready
from sixia.field.pairings.workflow import How
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.spine.cases.models import Case

from .conftest import SINCE, WHY


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def succeeded(cast, post, today):
    """The researcher holds the leader's post from today."""
    post.hand_over(to=cast.researcher, by=cast.keeper, on=today)


def test_the_tie_follows_its_post_and_waits_to_be_taken_in_hand(cast, tied, succeeded):
    assert tied.holder() == cast.researcher
    assert list(Pairing.objects.held_by(cast.researcher)) == [tied]
    assert not Pairing.objects.held_by(cast.leader).exists()
    assert list(Pairing.objects.awaiting_handover()) == [tied]


def test_handed_over_it_keeps_who_when_and_the_sheet_of_that_day(cast, tied, succeeded, today):
    contact = tied.contact(by=cast.researcher, on=today, how=How.PHONE, words="新来的领导来过电话")
    case = Case.objects.register(by=Voice.PETITIONER, words="桥栏杆断了。", place=cast.village).case

    handover = tied.hand_over(by=cast.leader, to=cast.researcher, on=today, note="桥的事最急")

    assert (handover.from_user, handover.to_user, handover.nth) == (cast.leader, cast.researcher, 1)
    assert handover.sheet["cases"] == [case.number]
    assert handover.sheet["contacts"] == [contact.pk]
    assert "电话" not in str(handover.sheet) and "栏杆" not in str(handover.sheet)
    assert tied.trail.last().verb == "handed_over"
    assert not Pairing.objects.awaiting_handover().exists()


def test_a_sealed_accusation_is_not_on_the_sheet_that_is_kept(cast, tied, succeeded, today):
    case = Case.objects.register(by=Voice.PETITIONER, words="有人收了好处。", place=cast.village).case
    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    handover = tied.hand_over(by=cast.leader, to=cast.researcher, on=today)

    assert handover.sheet["cases"] == []


def test_it_can_go_to_another_post(cast, tied, today):
    other = Post.objects.get(tenures__user=cast.researcher)

    tied.hand_over(by=cast.leader, to=other, on=today)

    tied.refresh_from_db()
    assert (tied.post, tied.taken_by) == (other, cast.researcher)


def test_to_a_post_that_has_the_same_tie_it_is_refused_and_nothing_moves(cast, tied, post, today):
    other = Post.objects.get(tenures__user=cast.researcher)
    Pairing.objects.tie(by=cast.leader, post=other, place=cast.village, starts_on=SINCE, purpose=WHY)

    with pytest.raises(TiedAlready):
        tied.hand_over(by=cast.leader, to=other, on=today)

    tied.refresh_from_db()
    assert (tied.post, tied.handovers.count()) == (post, 0)


def test_to_someone_who_does_not_hold_the_post_it_is_refused(cast, tied, today):
    with pytest.raises(NotTheHolder):
        tied.hand_over(by=cast.leader, to=cast.colleague, on=today)


def test_a_second_click_hands_nothing_over(cast, tied, succeeded, today):
    tied.hand_over(by=cast.leader, to=cast.researcher, on=today)

    with pytest.raises(HandedAlready):
        tied.hand_over(by=cast.leader, to=cast.researcher, on=today)

    assert tied.handovers.count() == 1


def test_on_a_day_still_to_come_or_before_the_tie_it_is_refused(cast, tied, today):
    with pytest.raises(StillToCome):
        tied.hand_over(by=cast.leader, to=cast.leader, on=today + dt.timedelta(days=1))
    with pytest.raises(NotTiedThen):
        tied.hand_over(by=cast.leader, to=cast.leader, on=SINCE - dt.timedelta(days=1))


def test_a_post_without_a_holder_is_shown_as_such(cast, tied, post, today):
    post.tenures.get().end(by=cast.keeper, on=today - dt.timedelta(days=1))

    assert tied.holder() is None
    assert list(Pairing.objects.vacant()) == [tied]
    assert not Pairing.objects.awaiting_handover().exists()
