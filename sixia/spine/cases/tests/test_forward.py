import pytest

from sixia.foundations.units.standing import holders
from sixia.spine.cases.models.moving import MovedMeanwhile, NotSorted
from sixia.spine.cases.models.routing import ForwardedToAccused
from sixia.spine.cases.workflow import Status

pytestmark = pytest.mark.django_db


def test_a_case_is_forwarded_only_once_it_is_sorted(cast, registered):
    with pytest.raises(NotSorted):
        registered.forward(by=cast.intake, unit=cast.bureau)

    registered.refresh_from_db()
    assert registered.status == Status.REGISTERED


def test_forwarding_ends_the_office_s_clock_and_starts_the_unit_s(cast, sorted_):
    sorted_.forward(by=cast.intake, unit=cast.bureau, mode="assign", why="派单目录：桥梁")

    assert [clock.rule.code for clock in sorted_.running()] == ["XF.notify.forwarded"]
    assert sorted_.clocks.get(rule__code="XF.forward").met is True
    assert sorted_.assignments.get(ended_at=None).why == "派单目录：桥梁"


def test_forwarding_on_ends_the_former_assignment(cast, forwarded):
    forwarded.forward(by=cast.intake, unit=cast.other_bureau)

    assert forwarded.assignments.filter(ended_at=None).get().unit == cast.other_bureau
    assert forwarded.assignments.count() == 2


def test_a_stale_page_changes_nothing_and_says_so(cast, sorted_):
    seen = sorted_.version
    sorted_.forward(by=cast.intake, unit=cast.bureau, seen=seen)

    with pytest.raises(MovedMeanwhile):
        sorted_.forward(by=cast.intake_head, unit=cast.other_bureau, seen=seen)

    sorted_.refresh_from_db()
    assert sorted_.unit == cast.bureau


def test_an_accusation_never_goes_to_the_accused_unit_or_those_under_it(cast, accusation):
    with pytest.raises(ForwardedToAccused):
        accusation.forward(by=cast.intake, unit=cast.bureau)
    accusation.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.unit("shiqiao"))
    with pytest.raises(ForwardedToAccused):
        accusation.forward(by=cast.intake, unit=cast.unit("shangping"))

    accusation.refresh_from_db()
    assert accusation.status == Status.REGISTERED


def test_an_accusation_is_named_to_the_heads_of_the_unit_that_gets_it(cast, accusation):
    accusation.forward(by=cast.intake, unit=cast.unit("discipline"))

    named = set(accusation.named.values_list("user__username", flat=True))
    assert named == {"intake"} | {user.username for user in holders(cast.unit("discipline"))}
