import datetime as dt
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from sixia.foundations.notifications.models import Notice
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Role
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.promising import DuePassed, NobodyAnswers, Sealed
from sixia.spine.commitments.workflow import Status


def test_a_promise_has_a_number_an_owner_a_named_post_and_a_day(cast, make, in_days):
    promise = make(effect="孩子过桥安全", sign="摇不动", co_owners=[cast.unit("shiqiao")])

    assert len(promise.number) == 15
    assert promise.status == Status.OPEN
    assert promise.post.role == Role.HEAD
    assert promise.holder() == cast.head
    assert promise.due_on == promise.first_due_on == in_days(30)
    assert list(promise.co_owners.all()) == [cast.unit("shiqiao")]
    assert [entry.verb for entry in promise.trail] == ["promised"]


def test_the_same_sending_twice_makes_one_promise(make):
    once = uuid.uuid4()

    first, again = make(once=once), make(once=once, what="别的话")

    assert again == first
    assert again.what == first.what
    assert Commitment.objects.count() == 1
    assert first.trail.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_sending_on_eight_connections_at_once_makes_one_promise(make):
    once, gate = uuid.uuid4(), threading.Barrier(8)

    def send():
        gate.wait(20)
        try:
            return make(once=once).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        numbers = [each.result(20) for each in [threads.submit(send) for _each in range(8)]]

    assert len(set(numbers)) == 1
    assert Commitment.objects.count() == 1


def test_a_day_already_past_is_refused(make, in_days):
    with pytest.raises(DuePassed):
        make(due_on=in_days(-1))


def test_what_was_said_days_ago_keeps_the_day_it_was_said_on(make, in_days):
    promise = make(promised_on=in_days(-2), due_on=in_days(-1))

    assert promise.promised_on == in_days(-2)
    assert promise.is_late()


def test_a_phone_whose_clock_runs_ahead_promises_nothing_tomorrow(make, in_days):
    assert make(promised_on=in_days(3)).promised_on == in_days(0)


def test_a_holiday_of_a_year_not_announced_is_kept_and_called_provisional_until_it_is(make, announced):
    promise = make(due_on=dt.date(2028, 10, 2))

    assert promise.due_on == dt.date(2028, 10, 2)
    assert promise.due_provisional

    announced(2028, 2029, holiday=dt.date(2028, 10, 2))

    assert not promise.due_provisional
    assert promise.due_on_rest_day
    assert promise.due_on == dt.date(2028, 10, 2)


def test_a_promise_to_a_private_person_is_never_public(cast, make):
    promise = make(person=cast.petitioner, public=True)

    assert not promise.public
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=promise.pk).update(public=True)


def test_a_promise_to_a_firm_names_it(cast, make):
    promise = make(enterprise=cast.firm)

    assert promise.public
    assert promise.whom == cast.firm.name


def test_on_a_sealed_case_only_who_may_see_it_promises_and_never_in_public(cast, make, accusation):
    promise = make(by=cast.intake, case=accusation, public=True)

    assert not promise.public
    for stranger in (cast.handler, Voice.SYSTEM):
        with pytest.raises(Sealed):
            make(by=stranger, case=accusation)


def test_a_merged_village_and_a_closed_unit_pass_the_promise_to_their_successors(cast, make):
    lower, upper = cast.place("下洋村"), cast.place("溪口村")
    lower.merge(into=upper, by=cast.keeper)
    cast.other_bureau.close(by=cast.keeper, successor=cast.bureau)

    promise = make(place=lower, unit=cast.other_bureau)

    assert promise.place == upper
    assert promise.unit == cast.bureau


def test_a_closed_unit_without_a_successor_can_promise_nothing(cast, make):
    unit = cast.unit("culture")
    unit.close(by=cast.keeper)

    with pytest.raises(NobodyAnswers):
        make(unit=unit)


def test_who_answers_is_told_unless_they_promised_it_themselves(cast, make):
    make(by=cast.leader)
    make(by=cast.head)

    assert [notice.message for notice in Notice.objects.inbox(cast.head)] == ["commitments.promised"]


def test_the_holder_changes_with_the_post(cast, promised, in_days):
    promised.post.hand_over(to=cast.handler, by=cast.keeper, on=in_days(0))

    assert promised.holder() == cast.handler
    assert list(Commitment.objects.held_by(cast.handler)) == [promised]
    assert not Commitment.objects.held_by(cast.head).exists()
