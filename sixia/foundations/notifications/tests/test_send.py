import smtplib
import threading

import pytest
from django.core import mail
from django.db import connection

from sixia.foundations.notifications.channels import Mail
from sixia.foundations.notifications.models import NotGivenUp, Notice, Undelivered, reason
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.notifications.tasks import TRIES_AGAIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(officer, said):
    notify("tests.moved", to=officer, **said)
    return Notice.objects.get(channel="email")


@pytest.fixture
def broken_post(monkeypatch):
    def refuse(*args):
        raise smtplib.SMTPRecipientsRefused({"lin@office.example": (550, b"lin@office.example is unknown")})

    monkeypatch.setattr(Mail, "say", refuse)


def test_it_is_sent_once_however_often_the_job_runs(letter):
    letter.send()
    letter.send()

    assert len(mail.outbox) == 1
    assert Notice.objects.get(pk=letter.pk).attempts == 1


def test_a_failure_is_kept_without_the_address_and_tried_again(letter, broken_post, queue):
    queue.work()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.failure) == ("waiting", 1, "refused by the mail server: 550")
    assert queue.waiting() == ["sixia.notifications.send"]


def test_after_the_last_try_it_is_given_up_with_the_reason(letter, broken_post, queue):
    for _again in range(TRIES_AGAIN + 1):
        queue.hurry()
        queue.work()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("given_up", TRIES_AGAIN + 1)
    assert letter.failure == "refused by the mail server: 550"
    assert queue.waiting() == []


def test_each_try_waits_longer_than_the_one_before(letter, broken_post, queue):
    from procrastinate.contrib.django.models import ProcrastinateJob

    waits = []
    for _again in range(3):
        queue.hurry()
        queue.work()
        job = ProcrastinateJob.objects.get()
        waits.append(job.scheduled_at)

    assert waits[1] - waits[0] > (waits[2] - waits[1]) / 6 > (waits[1] - waits[0]) / 6


def test_it_arrives_when_the_post_works_again(letter, monkeypatch, queue):
    with monkeypatch.context() as broken:
        broken.setattr(Mail, "say", lambda *args: (_ for _ in ()).throw(ConnectionRefusedError(111, "Connection refused")))
        queue.work()
    queue.hurry()
    queue.work()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.failure) == ("sent", 2, "")


def test_an_address_that_is_gone_by_now_is_given_up_at_once(letter, officer, queue):
    officer.email = ""
    officer.save()

    queue.work()

    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("given_up", "no address")


def test_a_channel_that_is_gone_by_now_is_given_up_at_once(letter, settings, queue):
    settings.NOTICE_CHANNELS = {}

    queue.work()

    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("given_up", "no such channel")


def test_one_given_up_is_sent_again_and_the_trail_says_who(letter, broken_post, officer, monkeypatch, queue):
    letter.send(last=True)
    monkeypatch.undo()
    Notice.objects.get(pk=letter.pk).resend(by=officer)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("waiting", 0)
    entry = letter.trail.get()
    assert (entry.verb, entry.by) == ("resent", officer)


def test_one_that_arrived_is_not_sent_again(letter, officer):
    letter.send()

    with pytest.raises(NotGivenUp):
        letter.resend(by=officer)


def test_failures_name_no_address():
    assert reason(smtplib.SMTPSenderRefused(553, b"no such lin@office.example", "x@y.example")) == "mail server answered 553"
    assert reason(ConnectionRefusedError(111, "Connection refused")) == "ConnectionRefusedError: Connection refused"
    assert reason(ValueError("lin@office.example")) == "ValueError"


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_job_send_one_letter(officer, said):
    notify("tests.moved", to=officer, **said)
    pk = Notice.objects.get(channel="email").pk
    start = threading.Barrier(2)

    def work():
        start.wait()
        Notice.objects.get(pk=pk).send()
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(mail.outbox) == 1


def test_a_failed_try_is_raised_so_that_the_queue_tries_again(letter, broken_post):
    with pytest.raises(Undelivered, match="550"):
        letter.send()
