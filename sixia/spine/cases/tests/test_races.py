"""Two and more real connections on one case: one winner, nobody overwritten, and whoever came late is told."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case, Rating
from sixia.spine.cases.models.moving import MovedMeanwhile, WrongMove
from sixia.spine.cases.models.routing import ForwardedToAccused
from sixia.spine.cases.workflow import Kind, Status

from .conftest import WORDS

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
PATIENCE_SECONDS = 20


def own_connection(act):
    """Do it in a thread of its own, hence on a connection of its own; what was raised is given back like a result."""
    try:
        return act()
    except Exception as error:
        return error
    finally:
        connection.close()


def collide(case, *acts):
    """Everyone has read the same case and stands before its lock; then it is let go. What became of each act."""
    with ThreadPoolExecutor(len(acts)) as threads:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            running = [threads.submit(own_connection, act) for act in acts]
            wait_until_waiting(len(acts))
        return [each.result(PATIENCE_SECONDS) for each in running]


def wait_until_waiting(count):
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction looks only once by itself
            cursor.execute(WAITING)
            if cursor.fetchone()[0] == count:
                return
        time.sleep(0.02)
    raise AssertionError("nobody collides")


def at_once(count, act):
    """The same act `count` times, all let go at one moment."""
    gate = threading.Barrier(count)

    def through_the_gate():
        gate.wait(PATIENCE_SECONDS)
        return act()

    with ThreadPoolExecutor(count) as threads:
        running = [threads.submit(own_connection, through_the_gate) for _each in range(count)]
        return [each.result(PATIENCE_SECONDS) for each in running]


def read(case):
    """What one officer's request has before it writes: an own copy of the case."""
    return Case.objects.get(pk=case.pk)


def told(case, verb):
    return case.trail.filter(verb=verb).count()


def errors(results):
    return [type(each) for each in results if isinstance(each, Exception)]


def test_two_officers_forward_one_case_at_once_and_one_is_told(cast, sorted_):
    seen = sorted_.version
    mine, hers = read(sorted_), read(sorted_)

    results = collide(
        sorted_,
        lambda: mine.forward(by=cast.intake, unit=cast.bureau, seen=seen),
        lambda: hers.forward(by=cast.intake_head, unit=cast.other_bureau, seen=seen),
    )

    sorted_.refresh_from_db()
    (assignment,) = sorted_.assignments.all()
    assert errors(results) == [MovedMeanwhile]
    assert sorted_.unit == assignment.unit
    assert sorted_.version == seen + 1
    assert told(sorted_, "forwarded") == 1
    assert [clock.rule.code for clock in sorted_.running()] == ["XF.notify.forwarded"]


def test_two_forms_sent_at_once_the_late_one_comes_back_filled_in(cast, sorted_):
    def send(officer, unit, note):
        client = Client()
        client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[-1])
        form = {"seen": sorted_.version, "unit": unit.pk, "mode": "forward", "note": note}
        return lambda: client.post(f"/cases/{sorted_.number}/forward/", form)

    pages = collide(
        sorted_, send(cast.intake, cast.bureau, "请尽快看看"), send(cast.township_intake, cast.other_bureau, "请物业股看看")
    )

    late = next(page for page in pages if page.status_code == 422)
    assert sorted(page.status_code for page in pages) == [302, 422]
    assert late.context["form"]["note"].value() in late.content.decode()
    assert "同事刚刚" in late.content.decode()
    assert told(sorted_, "forwarded") == 1


def test_accepting_and_forwarding_on_at_once_only_one_happens(cast, forwarded):
    seen = forwarded.version
    mine, hers = read(forwarded), read(forwarded)

    results = collide(
        forwarded,
        lambda: mine.accept(by=cast.handler, seen=seen),
        lambda: hers.forward(by=cast.intake, unit=cast.other_bureau, seen=seen),
    )

    forwarded.refresh_from_db()
    assert errors(results) == [MovedMeanwhile]
    assert told(forwarded, "accepted") + told(forwarded, "forwarded") == 1 + 1  # one stood there before
    if forwarded.status == Status.ACCEPTED:
        assert (forwarded.unit, forwarded.handler) == (cast.bureau, cast.handler)
        assert forwarded.assignments.get().accepted_by == cast.handler
    else:
        assert (forwarded.status, forwarded.unit, forwarded.handler) == (Status.FORWARDED, cast.other_bureau, None)
        assert forwarded.assignments.get(ended_at=None).accepted_by is None


def test_two_answers_at_once_are_one_answer(cast, accepted):
    mine, hers = read(accepted), read(accepted)

    results = collide(
        accepted,
        lambda: mine.answer(by=cast.handler, words="栏杆已经换好了，请您看看。", outcome="supported"),
        lambda: hers.answer(by=cast.head, words="栏杆下周换好，请您等等。", outcome="supported"),
    )

    assert errors(results) == [WrongMove]
    assert accepted.replies.count() == 1
    assert told(accepted, "answered") == 1


def test_the_petitioner_rates_twice_at_once_and_the_first_word_stands(answered):
    content, angry = read(answered), read(answered)

    results = collide(
        answered,
        lambda: content.rate(by=Voice.PETITIONER, resolved=True, stars=5),
        lambda: angry.rate(by=Voice.PETITIONER, resolved=False, stars=1),
    )

    answered.refresh_from_db()
    rating = Rating.objects.get()
    assert errors(results) == [WrongMove]
    assert answered.status == (Status.SETTLED if rating.resolved else Status.REOPENED)
    assert told(answered, "rated") + told(answered, "reopened") == 1


def test_a_case_that_turns_out_to_accuse_a_unit_is_not_forwarded_to_it_by_one_who_had_read_it_before(cast, sorted_):
    stale = read(sorted_)
    sorted_.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)

    (result,) = collide(sorted_, lambda: stale.forward(by=cast.intake_head, unit=cast.bureau))

    sorted_.refresh_from_db()
    assert isinstance(result, ForwardedToAccused)
    assert sorted_.status == Status.REGISTERED


def test_twenty_sendings_of_one_form_at_once_are_one_case(cast):
    once = uuid.uuid4()

    results = at_once(20, lambda: Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, once=once))

    case = Case.objects.get()
    assert errors(results) == []
    assert {result.case.pk for result in results} == {case.pk}
    assert [result.fresh for result in results].count(True) == 1
    assert {result.case.secret for result in results} == {case.secret}
    assert told(case, "registered") == 1
    assert case.clocks.count() == 1


def test_twenty_cases_at_once_have_twenty_numbers(cast):
    results = at_once(20, lambda: Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village))

    assert errors(results) == []
    assert len({result.case.number for result in results}) == 20
    assert len({result.case.secret for result in results}) == 20
    assert Case.objects.count() == 20
