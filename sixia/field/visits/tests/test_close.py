import pytest
from django.utils import timezone

from sixia.field.pairings.models import Coverage, Pairing
from sixia.field.visits.models.closing import FoundSomething, NothingSaid, StillOpen
from sixia.field.visits.workflow import Status
from sixia.foundations.trail.tellings import timeline

pytestmark = pytest.mark.django_db


def test_a_visit_closes_when_every_matter_has_its_outcome(cast, under_way):
    under_way.take_up(by=cast.leader, what="自来水发黄").solve(by=cast.leader, why="当场排浑。")

    under_way.close(by=cast.leader, summary="水清了。", norms={"entourage": 3})

    assert under_way.status == Status.CLOSED
    assert under_way.norms["after"] == {"entourage": 3}


def test_having_been_there_is_no_outcome(cast, under_way):
    with pytest.raises(NothingSaid):
        under_way.close(by=cast.leader)

    under_way.refresh_from_db()
    assert under_way.status == Status.UNDER_WAY


def test_an_open_matter_holds_the_visit_open(cast, under_way):
    under_way.take_up(by=cast.leader, what="桥")

    with pytest.raises(StillOpen) as error:
        under_way.close(by=cast.leader)

    assert error.value.count == 1


def test_a_case_taken_along_without_a_result_holds_the_visit_open(cast, under_way, case):
    under_way.carry(by=cast.leader, case=case)

    with pytest.raises(StillOpen):
        under_way.close(by=cast.leader)


def test_a_case_sealed_meanwhile_holds_nobody_up(cast, under_way, case):
    under_way.carry(by=cast.leader, case=case)
    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    under_way.close(by=cast.leader)

    assert under_way.status == Status.CLOSED


def test_finding_nothing_is_allowed_and_said(cast, under_way):
    under_way.close(by=cast.leader, found_nothing=True)

    assert under_way.found_nothing
    assert "没有发现问题" in timeline(under_way, public=False)[-1].sentence


def test_nothing_was_found_is_not_said_over_a_matter(cast, under_way):
    under_way.take_up(by=cast.leader, what="水").solve(by=cast.leader, why="好了。")

    with pytest.raises(FoundSomething):
        under_way.close(by=cast.leader, found_nothing=True)


def test_the_places_of_a_closed_visit_are_visited_places(cast, under_way):
    under_way.stop(by=cast.leader, kind="home", place=cast.place("溪口村"))

    under_way.close(by=cast.leader, found_nothing=True)

    today = timezone.localdate()
    assert set(Coverage.objects.filter(visited_on=today).values_list("place__name", flat=True)) == {"上坪村", "溪口村"}


def test_a_visit_to_a_tied_place_is_a_contact_within_the_tie(cast, under_way):
    post = cast.leader.tenures.get().post
    today = timezone.localdate()
    tie = Pairing.objects.tie(by=cast.leader, post=post, place=cast.township, starts_on=today, purpose="联系石桥镇")

    under_way.close(by=cast.leader, found_nothing=True)

    contact = tie.contacts.get()
    assert (contact.how, contact.place, contact.on) == ("visit", cast.village, today)
