"""The receipt once more: for the petitioner who lost it, from a window that they will not judge."""

import pytest
from django.conf import settings

from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import lines_of
from sixia.spine.cases import rules
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.receipting import NobodyOnRecord, Proof
from sixia.spine.cases.story import story_of

from .test_take_in import take_in

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_the_window_prints_the_same_number_and_secret_and_is_not_admitted(cast, client, answered):
    address = f"/cases/{answered.number}/receipt/"

    shown = signed_in(client, cast.township_intake).post(address, {"proof": "card"}).content.decode()

    assert answered.spoken_number in shown and answered.spoken_secret in shown
    assert client.get(answered.follow_url).headers["Location"].startswith("/cases/follow/?number=")


def test_the_petitioner_reads_that_it_was_printed_again_and_how_they_were_known(cast, answered):
    answered.give_receipt_again(by=cast.intake, proof=Proof.CALLED)

    assert "已按登记的电话回拨核实" in lines_of(story_of(answered).entries, public=True)[-1].sentence


def test_without_saying_how_the_petitioner_was_known_nothing_is_shown(cast, client, answered):
    response = signed_in(client, cast.intake).post(f"/cases/{answered.number}/receipt/", {})

    assert response.status_code == 422
    assert answered.spoken_secret not in response.content.decode()
    assert answered.trail.last().verb == "answered"


@pytest.mark.parametrize("name", ["handler", "head"])
def test_the_unit_that_will_be_judged_never_prints_it(cast, client, answered, name):
    response = signed_in(client, cast.officers[name]).post(f"/cases/{answered.number}/receipt/", {"proof": "known"})

    assert response.status_code == 403


def test_the_helper_who_wrote_it_down_prints_it_and_the_office_that_sorts_it(cast):
    case = Case.objects.register(
        by=cast.village_worker, words="水管裂了，半个村没水。", place=cast.village, person=cast.petitioner
    ).case

    assert rules.may_give_receipt(cast.village_worker, case)
    assert rules.may_give_receipt(cast.intake, case)  # it has the case, but nothing to be judged by yet


def test_a_case_of_an_old_register_gets_its_first_receipt(cast):
    case = take_in(cast, name="林阿凤", reply="已处理。")
    assert not case.opens_with(case.secret)

    case.give_receipt_again(by=cast.intake, proof=Proof.CARD)

    case.refresh_from_db()
    assert case.opens_with(case.secret)


def test_whom_nobody_knows_gets_none(cast):
    case = Case.objects.register(by=Voice.PETITIONER, words="路灯坏了三个月，没人修。", place=cast.village).case

    assert not rules.may_give_receipt(cast.intake, case)
    with pytest.raises(NobodyOnRecord):
        case.give_receipt_again(by=cast.intake, proof=Proof.KNOWN)
    assert case.trail.last().verb == "registered"
