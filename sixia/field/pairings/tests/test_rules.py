"""Who sees and who may do what: one row a character."""

import pytest

from sixia.field.pairings import rules
from sixia.field.pairings.models import Pairing

#                      sees   contact promise hand_over end
LEADER_TO_VILLAGE = {
    "leader":           (True,  True,  True,  True,  True),
    "researcher":       (True,  True,  True,  False, False),
    "intake":           (True,  False, False, False, False),
    "township_intake":  (True,  False, False, False, False),
    "township_head":    (True,  False, False, False, False),
    "supervisor":       (True,  False, False, True,  True),
    "inspector":        (True,  False, False, False, False),
    "handler":          (False, None,  None,  None,  None),
    "head":             (False, None,  None,  None,  None),
    "village_worker":   (False, None,  None,  None,  None),
    "keeper":           (False, None,  None,  None,  None),
}  # fmt: skip
HANDLER_TO_HOUSEHOLD = {
    "handler":          (True,  True,  True,  True,  False),
    "head":             (True,  False, False, True,  True),
    "leader":           (False, None,  None,  None,  None),
    "supervisor":       (False, None,  None,  None,  None),
    "inspector":        (False, None,  None,  None,  None),
    "village_worker":   (False, None,  None,  None,  None),
    "township_head":    (False, None,  None,  None,  None),
}  # fmt: skip


def outcome(user, pairing):
    if not Pairing.objects.visible_to(user).filter(pk=pairing.pk).exists():
        return (False, None, None, None, None)
    may = rules.may(user, pairing)
    return (True, *(may[verb] for verb in ("contact", "promise", "hand_over", "end")))


@pytest.mark.parametrize("name", LEADER_TO_VILLAGE)
def test_what_a_character_sees_and_may_do_with_the_leaders_tie_to_a_village(cast, tied, name):
    assert outcome(cast.officers[name], tied) == LEADER_TO_VILLAGE[name]


@pytest.mark.parametrize("name", HANDLER_TO_HOUSEHOLD)
def test_a_tie_to_a_household_is_nobodys_business_beyond_its_unit(cast, to_household, name):
    assert outcome(cast.officers[name], to_household) == HANDLER_TO_HOUSEHOLD[name]


def test_a_deputy_acts_for_the_holder(cast, tied, post):
    post.appoint(user=cast.colleague, by=cast.keeper, acting=True)

    assert rules.may_contact(cast.colleague, tied)
    assert list(Pairing.objects.held_by(cast.colleague)) == [tied]


@pytest.mark.parametrize(
    ("name", "code"), [("leader", "990101"), ("township_head", "990101101"), ("grid_worker", "990101001001")]
)
def test_silence_begins_where_an_officers_posts_reach_and_is_not_asked_for_beyond(cast, name, code):
    user = cast.officers[name]

    assert rules.area_of(user) == code
    assert rules.may_look_at(user, code)
    assert rules.may_look_at(user, "99") is False
    assert rules.may_look_at(user, "990101201") is (name == "leader")
