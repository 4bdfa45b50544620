"""Who sees and who may do what: one row a character."""

import pytest

from sixia.field.onsite import rules
from sixia.field.onsite.boxes import BOXES, in_box
from sixia.field.onsite.models import Meeting

pytestmark = pytest.mark.django_db

#                      sees   plans  runs   answers
SUMMONED = {
    "leader":           (True,  True,  True,  False),
    "head":             (True,  False, False, True),
    "handler":          (True,  False, False, True),
    "township_head":    (True,  True,  False, True),
    "township_intake":  (True,  True,  False, True),
    "intake":           (True,  True,  False, False),
    "supervisor":       (True,  True,  False, False),
    "inspector":        (True,  False, False, False),
    "colleague":        (False, False, False, False),
    "other_head":       (False, False, False, False),
    "village_worker":   (False, False, False, False),
    "keeper":           (False, False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMMONED)
def test_what_a_character_sees_and_may_do_with_a_meeting_to_which_the_transport_bureau_is_called(cast, summoned, name):
    user, (sees, plans, runs, answers) = cast.officers[name], SUMMONED[name]

    assert Meeting.objects.visible_to(user).filter(pk=summoned.pk).exists() is sees
    assert rules.may_plan(user) is plans
    assert rules.runs(user, summoned) is runs
    assert (rules.own_summons(user, summoned.summonses.all()) is not None) is answers


@pytest.mark.parametrize("name", SUMMONED)
def test_no_pile_holds_more_than_its_officer_may_see(cast, summoned, name):
    user = cast.officers[name]
    seen = set(Meeting.objects.visible_to(user))

    assert all(set(in_box(user, box)) <= seen for box in BOXES)


def test_who_was_there_sees_the_meeting_also_afterwards(cast, started):
    started.note_present(by=cast.leader, user=cast.village_worker)

    assert started in Meeting.objects.visible_to(cast.village_worker)


@pytest.mark.parametrize("verb", ["start", "close", "fill", "take-up", "topics", "summon", "cancel", "present", "publish"])
def test_who_is_called_does_not_run_the_meeting(officer, summoned, verb):
    for name, status in (("handler", 403), ("colleague", 404)):
        assert officer(name).post(f"/onsite/{summoned.number}/{verb}/").status_code == status


def test_a_village_never_answers_for_a_problem_it_only_assists(cast, problem):
    assert not rules.may_set_milestone(cast.village_worker, problem)
    assert rules.may_set_milestone(cast.leader, problem)
    assert rules.may_relapse(cast.inspector, problem) and not rules.may_relapse(cast.colleague, problem)
