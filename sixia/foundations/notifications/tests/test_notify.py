import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from sixia.foundations.notifications.messages import MissingWords, UnknownMessage, message
from sixia.foundations.notifications.models import Notice
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.people.models import Person

pytestmark = pytest.mark.django_db


def test_an_officer_reads_it_in_the_program_and_gets_a_letter(officer, said, queue):
    notice = notify("tests.moved", to=officer, link="/cases/1/", **said)
    queue.work()

    assert notice.channel == "desk"
    assert set(Notice.objects.values_list("channel", "state")) == {("desk", "sent"), ("email", "sent")}
    assert mail.outbox[0].to == ["lin@office.example"]
    assert mail.outbox[0].subject == "Case 2026 1123 0042 177 moved"


def test_an_officer_without_an_address_still_reads_it_in_the_program(colleague, said, queue):
    notify("tests.moved", to=colleague, **said)

    assert queue.waiting() == []
    assert Notice.objects.inbox(colleague).unread().count() == 1


def test_a_petitioner_gets_a_letter_and_the_notice_keeps_no_address(petitioner, said, queue):
    notify("tests.moved", to=petitioner, **said)
    queue.work()

    assert mail.outbox[0].to == ["chen@people.example"]
    assert "chen@people.example" not in str(Notice.objects.values().get())


def test_one_who_did_not_agree_to_be_contacted_is_not(said, queue):
    silent = Person.objects.take(name="陈秀兰", email="chen@people.example")

    assert notify("tests.moved", to=silent, **said) is None
    assert queue.waiting() == []


def test_one_who_gave_no_address_is_told_nothing(said):
    by_receipt_only = Person.objects.take(name="陈秀兰")

    assert notify("tests.moved", to=by_receipt_only, **said) is None


def test_the_letter_is_in_the_receivers_language_whatever_the_senders(officer, said, queue):
    with translation.override("zh-hans"):
        notify("tests.moved", to=officer, **said)
        queue.work()

    assert "30 Nov 2026" in mail.outbox[0].body


@override_settings(PUBLIC_URL="https://ningxi.example")
def test_the_letter_links_to_the_public_address(officer, said, queue):
    notify("tests.moved", to=officer, link="/cases/1/", **said)
    queue.work()

    assert "https://ningxi.example/cases/1/" in mail.outbox[0].body


def test_a_letter_sent_twice_carries_the_same_mark(officer, said, queue):
    notify("tests.moved", to=officer, **said)
    queue.work()
    Notice.objects.filter(channel="email").update(state="waiting")
    Notice.objects.get(channel="email").send()

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_what_cannot_be_said_is_found_at_once(officer, said):
    with pytest.raises(UnknownMessage):
        notify("tests.unheard_of", to=officer)
    with pytest.raises(MissingWords, match="number"):
        notify("tests.moved", to=officer, due_on="2026-11-30")


def test_a_verb_that_fails_says_nothing_and_leaves_no_job(officer, said, queue):
    with pytest.raises(RuntimeError), transaction.atomic():
        notify("tests.moved", to=officer, **said)
        raise RuntimeError

    assert not Notice.objects.exists()
    assert queue.waiting() == []


def test_another_channel_is_one_line_in_the_settings(colleague, said, settings, queue):
    settings.NOTICE_CHANNELS = {"robot": f"{__name__}.Robot"}
    Robot.heard.clear()

    notify("tests.moved", to=colleague, **said)
    queue.work()

    assert Robot.heard == ["Case 2026 1123 0042 177 moved"]


class Robot:
    queued = True
    heard: list[str] = []

    def reaches(self, to):
        return True

    def say(self, notice, told, to):
        self.heard.append(told.subject)


def test_a_message_whose_room_is_gone_still_reads(officer, said):
    message("tests.gone", subject="Gone", body="")
    notice = notify("tests.gone", to=officer)
    notice.message = "tests.never_told"

    with translation.override("en"):
        assert notice.told().subject == "A notice"
