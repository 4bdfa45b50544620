"""Two real connections on one promise: one winner, nobody overwritten, and whoever came late is told."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sixia.foundations.trail.models import Voice
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.models.moving import CommitmentError, MovedMeanwhile, NotOwed, WrongMove
from sixia.spine.commitments.workflow import Status

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(promise, *acts):
    """Each act on a connection of its own, with its own copy of the promise, all let go at one moment."""
    gate = threading.Barrier(len(acts))

    def run(act):
        mine = Commitment.objects.get(pk=promise.pk)
        gate.wait(20)
        try:
            return act(mine)
        except CommitmentError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result(20) for each in [threads.submit(run, act) for act in acts]]


def refused(results):
    return [type(each) for each in results if isinstance(each, Exception)]


def test_two_officers_report_it_done_at_once_and_one_is_told(cast, promised):
    results = at_once(
        promised,
        lambda mine: mine.report(by=cast.handler, words="换完了"),
        lambda mine: mine.report(by=cast.head, words="已换完"),
    )

    assert refused(results) == [WrongMove]
    assert promised.proofs.count() == 1
    assert promised.trail.filter(verb="reported").count() == 1


def test_kept_and_not_kept_said_at_once_only_one_word_stands(cast, reported):
    results = at_once(
        reported,
        lambda mine: mine.confirm(by=Voice.PETITIONER, kept=True),
        lambda mine: mine.confirm(by=cast.supervisor, kept=False),
    )

    reported.refresh_from_db()
    assert refused(results) == [WrongMove]
    word = reported.confirmations.get()
    assert reported.status == (Status.KEPT if word.kept else Status.OPEN)


def test_two_days_set_from_one_page_the_late_one_is_noticed(cast, promised, in_days):
    seen = promised.version

    results = at_once(
        promised,
        lambda mine: mine.change(by=cast.head, due_on=in_days(40), reason="等材料", seen=seen),
        lambda mine: mine.change(by=cast.leader, due_on=in_days(50), reason="大雨", seen=seen),
    )

    promised.refresh_from_db()
    assert refused(results) == [MovedMeanwhile]
    assert promised.due_on == promised.changes.get().to_on


def test_dropped_and_put_off_at_once_the_trail_tells_what_was(cast, promised, in_days):
    results = at_once(
        promised,
        lambda mine: mine.drop(by=cast.head, reason="整座重建", approved_by=cast.leader),
        lambda mine: mine.change(by=cast.head, due_on=in_days(40), reason="等材料"),
    )

    promised.refresh_from_db()
    assert promised.status == Status.DROPPED
    assert refused(results) in ([], [NotOwed])
    assert promised.trail.count() == 3 - len(refused(results))
