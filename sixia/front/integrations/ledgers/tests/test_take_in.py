import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DataError, connection, connections
from psycopg.conninfo import make_conninfo

from sixia.foundations.trail.models import Entry, Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.arriving import Arriving
from sixia.spine.cases.workflow import Status

from .. import reading
from ..drafting import Reason
from ..models import Kept, Ledger, Refusal, taking
from ..trouble import Unreadable
from .conftest import row

pytestmark = pytest.mark.django_db


def counts(ledger):
    return tuple(ledger.counts.values())


def test_every_row_becomes_a_case_with_its_reply_and_its_dates(take_in, workbook):
    path = workbook([row(2549.0, reply="已安排维修。", replied="2026/3/4 10:00:00"), row(2550.0, title="水渠堵了")])

    ledger = take_in(path)

    assert counts(ledger) == (2, 2, 0, 0, 0)
    answered, waiting = Case.objects.order_by("source_number")
    assert (answered.source_number, answered.title, answered.status) == ("2549", "路灯不亮", Status.ANSWERED)
    assert answered.replies.get().words == "已安排维修。"
    assert answered.received_at == dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert waiting.status != Status.ANSWERED
    assert ledger.state == Ledger.State.DONE


def test_the_same_file_twice_changes_nothing(take_in, workbook):
    path = workbook([row(number) for number in range(5)])
    take_in(path)
    before = Entry.objects.filter(room="cases").count()

    again = take_in(path)

    assert counts(again) == (5, 0, 0, 5, 0)
    assert Case.objects.count() == 5
    assert Entry.objects.filter(room="cases").count() == before


def test_a_row_that_has_changed_amends_its_case(take_in, workbook):
    take_in(workbook([row(1), row(2)]))

    ledger = take_in(workbook([row(1), row(2, reply="已修好。", replied="2026/3/5")]))

    assert counts(ledger) == (2, 0, 1, 1, 0)
    assert Case.objects.get(source_number="2").replies.get().words == "已修好。"
    assert take_in(workbook([row(2, reply="已修好。", replied="2026/3/5")])).unchanged == 1


def test_the_same_number_with_other_words_in_one_file_is_sent_back(take_in, workbook):
    ledger = take_in(workbook([row(1), row(1), row(1, words="另一件事。")]))

    assert counts(ledger) == (3, 1, 0, 1, 1)
    refusal = ledger.refusals.get()
    assert (refusal.line, refusal.reason) == (4, Reason.SAME_NUMBER)
    assert "1" in refusal.why


def test_the_same_number_is_found_across_chunks(take_in, workbook, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 2)

    ledger = take_in(workbook([row(1), row(2), row(3), row(1, words="另一件事。"), row(2)]))

    assert counts(ledger) == (5, 3, 0, 1, 1)


def test_the_same_words_under_another_number_are_another_case(take_in, workbook):
    assert take_in(workbook([row(1), row(2)])).imported == 2


def test_two_units_may_use_the_same_numbers(take_in, workbook, water_bureau):
    path = workbook([row(1)])

    take_in(path)
    other = take_in(path, unit=water_bureau)

    assert other.imported == 1
    assert set(Case.objects.values_list("source", flat=True)) == {"ledger:petition", "ledger:water"}


def test_bad_rows_are_kept_with_their_reason_and_the_good_ones_come_in(take_in, workbook):
    ledger = take_in(workbook([row(1), row(2, at="上周三"), row(3, words="", title=""), row(4)]))

    assert counts(ledger) == (4, 2, 0, 0, 2)
    assert list(ledger.refusals.order_by("line").values_list("line", "reason")) == [(3, Reason.WRONG_DATE), (4, Reason.NO_WORDS)]


def test_the_cells_of_a_refused_row_are_sealed_in_the_database(take_in, workbook):
    ledger = take_in(workbook([row(1, at="上周三", name="周大有")]))

    with connection.cursor() as cursor:
        cursor.execute("SELECT cells, detail FROM ledgers_refusal")
        kept = "".join(cursor.fetchone())
    assert "周大有" not in kept
    assert "上周三" not in kept
    assert ledger.refusals.get().shown[1] == "周大有"


def test_a_row_the_database_cannot_keep_does_not_take_the_others_with_it(take_in, workbook, monkeypatch):
    real = Arriving.take_in

    def choking(self, arrivals, **options):
        if any(arrival.source_number == "3" for arrival in arrivals):
            raise DataError("too much for a column")
        return real(self, arrivals, **options)

    monkeypatch.setattr(Arriving, "take_in", choking)

    ledger = take_in(workbook([row(number) for number in range(1, 8)]))

    assert counts(ledger) == (7, 6, 0, 0, 1)
    assert ledger.refusals.get().reason == Reason.NOT_STORABLE
    assert not Kept.objects.filter(source_number="3").exists()


def test_a_reply_older_than_its_request_is_told_in_the_trail(take_in, workbook):
    take_in(workbook([row(1, at="2026/3/5", reply="已修好。", replied="2026/3/2")]))

    entry = Entry.objects.get(room="cases", verb="arrived")
    assert entry.data["reply_before_request"] is True


def test_a_ledger_ends_with_one_entry_that_counts_and_names_nobody(take_in, workbook):
    ledger = take_in(workbook([row(1, name="周大有"), row(2, at="上周三")]))

    entry = ledger.trail.get(verb="taken_in")
    assert entry.data == {"rows": 2, "imported": 1, "updated": 0, "unchanged": 0, "refused": 1}
    assert "1" in entry.told(public=False)
    assert entry.told(public=True) == ""


def test_a_file_that_breaks_off_keeps_what_came_before_and_says_why(take_in, workbook, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 2)
    real = reading._lines

    def breaking(rows, width):
        for count, line in enumerate(real(rows, width)):
            if count == 3:
                raise Unreadable("damaged")
            yield line

    monkeypatch.setattr(reading, "_lines", breaking)

    ledger = take_in(workbook([row(number) for number in range(5)]))

    assert (ledger.state, ledger.imported) == (Ledger.State.FAILED, 2)
    assert ledger.failure_words
    monkeypatch.undo()
    assert counts(take_in(workbook([row(number) for number in range(5)]))) == (5, 3, 0, 2, 0)


def test_a_second_run_of_a_finished_ledger_does_nothing(take_in, workbook):
    ledger = take_in(workbook([row(1)]))

    ledger.take_in(by=Voice.SYSTEM)

    assert counts(ledger) == (1, 1, 0, 0, 0)


def test_a_ledger_that_stands_still_is_queued_again(officer, office, workbook):
    ledger = sent_in(officer, office, workbook([row(1)]))
    Ledger.objects.update(moved_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    (found,) = Ledger.objects.unmoved(dt.datetime(2026, 1, 1, 0, 6, tzinfo=dt.UTC))
    found.resume(by=Voice.SYSTEM)

    assert queued() == [ledger.pk] * 2
    assert found.trail.last().verb == "resumed"


def test_a_command_that_was_stopped_is_said_to_be_stopped(office, workbook):
    ledger = Ledger.objects.import_file(workbook([row(1)]), by=Voice.SYSTEM, unit=office)

    ledger.resume(by=Voice.SYSTEM)

    assert ledger.state == Ledger.State.FAILED
    assert ledger.failure["code"] == "stopped"


def test_a_file_that_is_never_mapped_is_dropped_in_the_end(officer, office, workbook):
    with workbook([row(1)]).open("rb") as file:
        ledger = Ledger.objects.receive(File(file, name="台账.xlsx"), by=officer, unit=office)
    assert not Ledger.objects.left_behind(ledger.at).exists()

    (left,) = Ledger.objects.left_behind(ledger.at + settings.LEDGER_LEFT_FOR + dt.timedelta(seconds=1))
    left.discard(by=Voice.SYSTEM)

    assert not Ledger.objects.exists()


def test_the_file_is_dropped_when_every_row_is_in(officer, office, workbook, django_capture_on_commit_callbacks):
    ledger = sent_in(officer, office, workbook([row(1)]))
    storage, name = ledger.file.storage, ledger.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        ledger.take_in(by=officer)

    assert ledger.state == Ledger.State.DONE
    assert not storage.exists(name)


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_ledger_take_every_row_once(officer, office, workbook, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 20)
    ledger = sent_in(officer, office, workbook([row(number) for number in range(200)]))

    race(*[lambda: Ledger.objects.get(pk=ledger.pk).take_in(by=officer)] * 2)

    ledger.refresh_from_db()
    assert counts(ledger) == (200, 200, 0, 0, 0)
    assert Case.objects.count() == 200


@pytest.mark.django_db(transaction=True)
def test_two_ledgers_of_the_same_file_at_once_bring_every_row_once(officer, office, workbook, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 20)
    path = workbook([row(number) for number in range(200)])
    first, second = sent_in(officer, office, path), sent_in(officer, office, path)

    race(*[lambda ledger=ledger: ledger.take_in(by=officer) for ledger in (first, second)])

    for ledger in (first, second):
        ledger.refresh_from_db()
        assert ledger.state == Ledger.State.DONE
        assert ledger.imported + ledger.unchanged == 200
    assert first.imported + second.imported == 200
    assert Case.objects.count() == Kept.objects.count() == 200


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(officer, office, workbook):
    rows = [row(number, at="2026/3/2" if number % 10 else "上周三") for number in range(400)]
    ledger = sent_in(officer, office, workbook(rows))
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(ledger.pk)], env=environment(), cwd=ROOT)
    until(lambda: Ledger.objects.get(pk=ledger.pk).read >= 20)

    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    halfway = Ledger.objects.get(pk=ledger.pk)
    assert 0 < halfway.read < 400
    assert Case.objects.count() == halfway.imported
    halfway.take_in(by=officer)
    assert counts(halfway) == (400, 360, 0, 0, 40)
    assert Case.objects.count() == Case.objects.values("source_number").distinct().count() == 360
    assert Refusal.objects.count() == 40


ROOT = Path(settings.ROOT)
WORKER = """
import os, sys, time, django
django.setup()
from sixia.front.integrations.ledgers.models import Ledger, taking
taking.CHUNK = 20
keep = taking.Taking._keep
def slowly(self, fresh, known):
    time.sleep(0.05)
    keep(self, fresh, known)
taking.Taking._keep = slowly
ledger = Ledger.objects.get(pk=int(sys.argv[1]))
ledger.take_in(by=ledger.by)
"""


def environment():
    """What a process of its own needs to meet us in the database of the tests."""
    place = connection.settings_dict
    known = {
        "user": place["USER"],
        "host": place["HOST"],
        "port": place["PORT"],
        "dbname": place["NAME"],
        "password": place["PASSWORD"],
    }
    address = make_conninfo(**{key: value for key, value in known.items() if value})
    store = {"SIXIA_ATTACHMENTS": str(default_storage.location)}
    return {**os.environ, **store, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"}


def sent_in(officer, office, path):
    """A ledger sent in on the page, mapped and begun."""
    with path.open("rb") as file:
        ledger = Ledger.objects.receive(File(file, name="台账.xlsx"), by=officer, unit=office)
    ledger.begin(by=officer, columns=ledger.mapping)
    return ledger


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, (args->>'ledger')::int FROM procrastinate_jobs ORDER BY id")
        return [ledger for name, ledger in cursor.fetchall() if name == "sixia.ledgers.take_in"]


def race(*runners):
    troubles = []

    def run(runner):
        try:
            runner()
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)
