import pytest
from django.conf import settings

from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Unit
from sixia.spine.cases import rules
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.routing import NobodyBesidesTheAccused, NotOpen
from sixia.spine.cases.workflow import Kind, Status

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


def accuse(case, unit, *, by, place):
    case.sort(by=by, kind=Kind.ACCUSATION, matter=None, place=place, accused_unit=unit)


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


@pytest.mark.parametrize("state", ["forwarded", "accepted"])
@pytest.mark.parametrize("sorter", ["intake", "handler"])
def test_an_accusation_is_taken_from_the_accused_who_has_it(cast, request, state, sorter):
    case = request.getfixturevalue(state)

    accuse(case, cast.bureau, by=cast.officers[sorter], place=cast.village)

    case.refresh_from_db()
    assert (case.status, case.unit, case.handler) == (Status.REGISTERED, cast.petition_office, None)
    assert not case.assignments.filter(ended_at=None).exists()
    assert [clock.rule.code for clock in case.running()] == ["XF.forward"]
    assert case.trail.last().verb == "taken_from_accused"
    assert sees(cast.intake, case)
    assert not any(sees(cast.officers[name], case) for name in ("handler", "head"))


def test_what_was_taken_from_the_accused_goes_on_to_those_who_may_have_it(cast, accepted):
    accuse(accepted, cast.bureau, by=cast.handler, place=cast.village)

    accepted.forward(by=cast.intake, unit=cast.unit("discipline"))
    accepted.accept(by=cast.discipline_head)

    assert accepted.status == Status.ACCEPTED
    assert sees(cast.discipline_head, accepted)


def test_an_accusation_against_the_petition_office_goes_to_the_discipline_inspection(cast, registered):
    accuse(registered, cast.bureau, by=cast.intake, place=cast.village)  # as was thought at first

    accuse(registered, cast.petition_office, by=cast.intake, place=cast.village)

    assert (registered.status, registered.unit) == (Status.REGISTERED, cast.unit("discipline"))
    assert [each.user for each in registered.named.all()] == [cast.discipline_head]
    assert rules.may(cast.discipline_head, registered)["forward"]
    registered.forward(by=cast.discipline_head, unit=cast.unit("discipline"))
    registered.accept(by=cast.discipline_head)


def test_where_nobody_besides_the_accused_could_take_it_nothing_changes(cast, forwarded):
    county = cast.unit("county")
    Unit.objects.exclude(pk=county.pk).filter(parent=None).update(parent=county)

    with pytest.raises(NobodyBesidesTheAccused):
        accuse(forwarded, county, by=cast.intake, place=cast.village)

    forwarded.refresh_from_db()
    assert (forwarded.status, forwarded.unit, forwarded.sealed) == (Status.FORWARDED, cast.bureau, False)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "detail"}])
def test_who_seals_a_case_against_their_own_unit_is_told_and_led_to_the_list(cast, client, forwarded, headers):
    client.force_login(cast.handler, backend=settings.AUTHENTICATION_BACKENDS[-1])
    said = {"seen": forwarded.version, "kind": "accusation", "place": cast.village.pk, "accused_unit": cast.bureau.pk}

    response = client.post(f"/cases/{forwarded.number}/sort/", said, headers=headers)

    assert response.headers["HX-Redirect" if headers else "Location"] == "/cases/"
    assert f"已密封，现在由{cast.petition_office}办理" in client.get("/cases/").content.decode()
    assert client.get(f"/cases/{forwarded.number}/").status_code == 404


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
