"""Who sees and who may do what: one row a character."""

import pytest

from sixia.spine.cases import rules
from sixia.spine.cases.boxes import BOXES, in_box
from sixia.spine.cases.models import Case

pytestmark = pytest.mark.django_db

#                      sees   sort   forward accept answer reveal receipt own    report disown
FORWARDED_TO_TRANSPORT = {
    "intake":          (True,  True,  True,   False, False, True,  True,   False, False, False),
    "township_intake": (True,  True,  True,   False, False, True,  True,   False, False, False),
    "handler":         (True,  True,  False,  True,  False, True,  False,  False, False, False),
    "head":            (True,  True,  False,  True,  False, True,  False,  False, False, False),
    "colleague":       (False, None,  None,   None,  None,  None,  None,   None,  None,  None),
    "other_head":      (False, None,  None,   None,  None,  None,  None,   None,  None,  None),
    "leader":          (True,  False, False,  False, False, False, False,  True,  False, False),
    "supervisor":      (True,  False, False,  False, False, False, False,  True,  False, False),
    "inspector":       (True,  False, False,  False, False, False, False,  False, False, False),
    "briefer":         (False, None,  None,   None,  None,  None,  None,   None,  None,  None),
    "village_worker":  (False, None,  None,   None,  None,  None,  None,   None,  None,  None),
    "grid_worker":     (False, None,  None,   None,  None,  None,  None,   None,  None,  None),
    "keeper":          (False, None,  None,   None,  None,  None,  None,   None,  None,  None),
}  # fmt: skip


@pytest.mark.parametrize("name", FORWARDED_TO_TRANSPORT)
def test_what_a_character_sees_and_may_do_with_a_case_forwarded_to_the_transport_bureau(cast, forwarded, name):
    user, (sees, *allowed) = cast.officers[name], FORWARDED_TO_TRANSPORT[name]

    seen = Case.objects.visible_to(user).filter(pk=forwarded.pk).exists()
    may = rules.may(user, forwarded)

    assert seen is sees
    if seen:
        assert list(may.values()) == allowed


@pytest.mark.parametrize("name", [*FORWARDED_TO_TRANSPORT, "discipline_head", "researcher"])
def test_an_accusation_is_seen_only_by_those_named_on_it(cast, accusation, name):
    cases = Case.objects.visible_to(cast.officers[name])

    assert cases.filter(pk=accusation.pk).exists() is (name == "intake")
    assert cases.searched("好处").exists() is (name == "intake")


def test_the_accused_never_sees_it_even_after_it_was_forwarded(cast, accusation):
    accusation.forward(by=cast.intake, unit=cast.unit("discipline"))

    assert Case.objects.visible_to(cast.discipline_head).filter(pk=accusation.pk).exists()
    for name in ("handler", "head", "inspector", "leader", "supervisor"):
        assert not Case.objects.visible_to(cast.officers[name]).filter(pk=accusation.pk).exists()


def test_a_village_worker_sees_what_she_wrote_down_and_nothing_else(cast, registered):
    own = Case.objects.register(by=cast.village_worker, words="水管裂了，半个村没水。", place=cast.village).case

    assert list(Case.objects.visible_to(cast.village_worker)) == [own]


def test_a_machine_of_a_unit_sees_that_unit_s_open_cases_only(cast, forwarded, accusation):
    assert list(Case.objects.of_unit(cast.bureau)) == [forwarded]
    assert not Case.objects.of_unit(cast.other_bureau).exists()
    assert accusation not in Case.objects.of_unit(cast.petition_office)


@pytest.mark.parametrize("name", FORWARDED_TO_TRANSPORT)
def test_no_box_holds_more_than_its_officer_may_see(cast, forwarded, accusation, name):
    user = cast.officers[name]
    seen = set(Case.objects.visible_to(user))

    assert all(set(in_box(user, box)) <= seen for box in BOXES)
    assert set(in_box(user, "all")) == seen
