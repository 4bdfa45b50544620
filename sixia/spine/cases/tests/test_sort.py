import pytest
from django.conf import settings

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models.routing import NotOpen
from sixia.spine.cases.workflow import Kind

pytestmark = pytest.mark.django_db


def test_sorting_says_class_matter_and_place_and_moves_nothing(cast, registered):
    before = registered.status, registered.unit, registered.due_at

    registered.sort(by=cast.intake, kind=Kind.SUGGESTION, matter=None, place=cast.township)

    registered.refresh_from_db()
    assert (registered.kind, registered.place) == (Kind.SUGGESTION, cast.township)
    assert (registered.status, registered.unit, registered.due_at) == before
    assert registered.trail.last().verb == "sorted_by_class"


def test_an_accusation_is_sealed_and_only_an_accusation_names_an_accused_unit(cast, registered):
    registered.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)
    assert registered.sealed and registered.accused_unit == cast.bureau

    registered.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village, accused_unit=cast.bureau)
    assert not registered.sealed and registered.accused_unit is None


def test_what_was_answered_keeps_its_class_until_it_reopens(cast, answered):
    with pytest.raises(NotOpen):
        answered.sort(by=cast.intake, kind=Kind.SUGGESTION, matter=None, place=cast.village)
    answered.rate(by=Voice.PETITIONER, resolved=False, stars=2)

    answered.sort(by=cast.intake, kind=Kind.SUGGESTION, matter=None, place=cast.village)

    assert answered.kind == Kind.SUGGESTION


def test_a_page_of_an_answered_case_sent_anyway_is_told_why_not(cast, client, answered):
    client.force_login(cast.intake, backend=settings.AUTHENTICATION_BACKENDS[-1])

    response = client.post(
        f"/cases/{answered.number}/sort/", {"seen": answered.version, "kind": "suggestion", "place": cast.village.pk}
    )

    assert response.status_code == 422
    assert "已经答复" in response.content.decode()
