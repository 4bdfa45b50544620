"""Who sees a visit, who hears what people said, who may do what: one row a character."""

import pytest

from sixia.field.visits import rules
from sixia.field.visits.boxes import BOXES, in_box
from sixia.field.visits.models import Visit

from .conftest import plan

pytestmark = pytest.mark.django_db

#                      sees   hears  notes  closes
UNDER_WAY = {
    "leader":          (True,  True,  True,  True),
    "head":            (True,  True,  True,  False),  # goes along
    "researcher":      (True,  False, False, False),
    "intake":          (True,  False, False, False),
    "supervisor":      (True,  True,  False, False),
    "inspector":       (True,  True,  False, False),
    "township_intake": (True,  False, False, False),
    "township_head":   (True,  False, False, False),  # below the leader's unit
    "handler":         (True,  False, False, False),
    "village_worker":  (True,  False, False, False),
    "discipline_head": (False, None,  None,  None),
}  # fmt: skip


@pytest.mark.parametrize("name", UNDER_WAY)
def test_what_a_character_sees_hears_and_may_do(cast, name):
    visit = plan(cast, companions=[cast.head])
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)
    user, (sees, hears, notes, closes) = cast.officers[name], UNDER_WAY[name]

    seen = Visit.objects.visible_to(user).filter(pk=visit.pk).exists()
    may = rules.may(user, visit)

    assert seen is sees
    if seen:
        assert (may["hear"], may["note"], may["close"]) == (hears, notes, closes)


def test_a_bureau_s_visit_is_not_seen_by_another_bureau(cast):
    visit = plan(cast, by=cast.head, user=cast.head)

    assert not Visit.objects.visible_to(cast.colleague).filter(pk=visit.pk).exists()
    assert Visit.objects.visible_to(cast.handler).filter(pk=visit.pk).exists()
    assert Visit.objects.visible_to(cast.leader).filter(pk=visit.pk).exists()


@pytest.mark.parametrize("name", UNDER_WAY)
def test_no_box_holds_more_than_its_officer_may_see(cast, under_way, name):
    user = cast.officers[name]
    seen = set(Visit.objects.visible_to(user))

    assert all(set(in_box(user, box)) <= seen for box in BOXES)


@pytest.mark.parametrize(
    ("name", "may"), [("leader", True), ("head", True), ("handler", True), ("village_worker", False), ("keeper", False)]
)
def test_who_may_plan(cast, name, may):
    assert rules.may_plan(cast.officers[name]) is may


def test_a_village_worker_is_refused_the_plan(cast, officer):
    assert officer("village_worker").get("/visits/plan/").status_code == 403
    assert officer("handler").post("/visits/" + plan(cast).number + "/cancel/", {"reason": "不去"}).status_code == 403
