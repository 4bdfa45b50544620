"""Where it is quiet: what is known of every village, and that silence is not calm."""

import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.pairings.models import Coverage
from sixia.field.pairings.models.coverage import NEVER
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def gathered(cast):
    Coverage.objects.gather()
    return cast


def quietest():
    return list(Coverage.objects.standing().order_by("quiet_since", "place").values_list("place", flat=True))


def test_every_village_has_its_row_and_nobody_was_ever_there(gathered):
    villages = Place.objects.filter(level=12).count()

    assert Coverage.objects.filter(quiet_since=NEVER).count() == villages == 12


def test_the_quietest_stand_first(gathered, neighbours):
    Coverage.objects.note_visit(place=gathered.village, on=DAY)
    Coverage.objects.note_contact(place=neighbours[0], on=DAY - dt.timedelta(days=90))

    assert quietest()[-2:] == [neighbours[0].code, gathered.village.code]


def test_an_older_day_never_overwrites_a_newer_one(cast):
    Coverage.objects.note_visit(place=cast.village, on=DAY)
    Coverage.objects.note_visit(place=cast.village, on=DAY - dt.timedelta(days=400))

    row = Coverage.objects.get()
    assert (row.visited_on, row.quiet_since) == (DAY, DAY)


def test_a_visit_in_a_grid_cell_is_one_to_its_village_and_one_to_a_township_to_none(cast):
    Coverage.objects.note_visit(place=Place.objects.get(code="990101101201001"), on=DAY)
    Coverage.objects.note_visit(place=cast.township, on=DAY)

    assert list(Coverage.objects.values_list("place", flat=True)) == [cast.village.code]


def test_a_village_is_heard_from_when_someone_of_it_raises_a_case(gathered):
    Case.objects.register(by=Voice.PETITIONER, words="桥栏杆断了。", place=Place.objects.get(code="990101101201001"))

    Coverage.objects.gather(since=timezone.now() - dt.timedelta(days=1))

    assert Coverage.objects.get(pk=gathered.village.code).heard_on == timezone.localdate()


def test_a_sealed_accusation_is_not_heard_here(gathered):
    case = Case.objects.register(by=Voice.PETITIONER, words="有人收了好处。", place=gathered.village).case
    case.sort(by=gathered.intake, kind="accusation", matter=None, place=gathered.village, accused_unit=gathered.bureau)

    Coverage.objects.gather()

    assert Coverage.objects.get(pk=gathered.village.code).heard_on is None


def test_gathered_twice_nothing_changes(gathered):
    Case.objects.register(by=Voice.PETITIONER, words="桥栏杆断了。", place=gathered.village)
    Coverage.objects.gather()
    before = list(Coverage.objects.order_by("pk").values())

    Coverage.objects.gather()

    assert list(Coverage.objects.order_by("pk").values()) == before


def test_a_merged_village_is_covered_by_its_successor(gathered, neighbours):
    heir = neighbours[0]
    Coverage.objects.note_visit(place=gathered.village, on=DAY)

    gathered.village.merge(into=heir, by=gathered.keeper)
    assert gathered.village.code not in quietest()
    Coverage.objects.gather()

    assert not Coverage.objects.filter(pk=gathered.village.code).exists()
    assert Coverage.objects.get(pk=heir.code).visited_on == DAY
    Coverage.objects.note_visit(place=Place.objects.get(pk=gathered.village.code), on=DAY + dt.timedelta(days=1))
    assert Coverage.objects.get(pk=heir.code).visited_on == DAY + dt.timedelta(days=1)


@pytest.mark.parametrize(("code", "found"), [("99", 12), ("9901", 12), ("990101", 12), ("990101101", 4), ("990101101201", 1)])
def test_a_place_holds_the_villages_under_it_at_every_level(gathered, code, found):
    assert Coverage.objects.in_place(code).count() == found
