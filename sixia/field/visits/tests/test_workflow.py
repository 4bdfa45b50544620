"""Every pair of states: what is allowed moves, everything else is refused and changes nothing."""

from itertools import product

import pytest

from sixia.field.visits.models import Visit
from sixia.field.visits.models.moving import WrongMove
from sixia.field.visits.workflow import MOVES, Outcome, Status

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("held", "to"), list(product(Status, Status)))
def test_a_visit_moves_only_as_the_table_says(cast, planned, held, to):
    Visit.objects.filter(pk=planned.pk).update(status=held, closed_at=planned.planned_at)

    if to in MOVES[held]:
        planned.move(to)
        assert planned.status == to
    else:
        with pytest.raises(WrongMove):
            planned.move(to)
        assert Visit.objects.get(pk=planned.pk).status == held


def test_the_table_knows_every_state():
    assert set(MOVES) == set(Status)
    assert set().union(*MOVES.values()) == set(Status) - {Status.PLANNED}
    assert len(Outcome) == 4
