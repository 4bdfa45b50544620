import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.pairings.models import Coverage
from sixia.field.visits import whither
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .conftest import plan

pytestmark = pytest.mark.django_db


def found(cast, name="上坪村", reader=None):
    return next(it for it in whither.candidates("990101", reader or cast.leader) if it.place.name == name)


def test_a_village_says_what_speaks_for_going_there(cast, case):
    cell = cast.places["990101101201001"]
    Case.objects.register(by=Voice.PETITIONER, words="网格里的事。", place=cell)
    Case.objects.filter(pk=case.pk).update(round=2, status="reopened")
    promise = Commitment.objects.promise(
        by=cast.leader, what="换栏杆", unit=cast.bureau, place=cast.village, due_on=timezone.localdate()
    )
    Commitment.objects.filter(pk=promise.pk).update(
        promised_on=dt.date(2026, 1, 1), first_due_on=dt.date(2026, 1, 2), due_on=dt.date(2026, 1, 2)
    )

    village = found(cast)

    assert (village.open, village.hard, village.late) == (2, 1, 1)


def test_what_the_reader_may_not_see_is_not_counted(cast, case):
    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    assert found(cast).open == 0
    assert found(cast, reader=cast.intake).open == 1


def test_how_far_it_is_stands_in_the_words_of_who_went(cast):
    visit = plan(cast, distance="进村四十分钟山路")
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)
    visit.close(by=cast.leader, found_nothing=True)

    assert found(cast).distance == "进村四十分钟山路"
    assert found(cast).days == 0


@pytest.mark.parametrize(("days", "shade"), [(3, 0), (60, 1), (150, 2), (300, 3), (500, 4), (None, 5)])
def test_the_longer_nobody_came_the_darker_the_tile(cast, days, shade):
    if days is not None:
        Coverage.objects.note_visit(place=cast.village, on=timezone.localdate() - dt.timedelta(days=days))

    assert found(cast).shade == shade
    assert str(found(cast).shade_words)


def test_the_reader_chooses_the_order_and_nothing_is_added_up(cast, case):
    Coverage.objects.note_visit(place=cast.village, on=timezone.localdate())
    candidates = whither.candidates("990101", cast.leader)

    assert whither.ordered(candidates, "open")[0].place == cast.village
    assert whither.ordered(candidates, "silent")[-1].place == cast.village
    assert not hasattr(candidates[0], "score")
