"""The record of the talk: only what was read is confirmed, only by who said it, and silence is not a yes."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from sixia.field.reception.models import Audience
from sixia.field.reception.models.receiving import WroteOtherwise
from sixia.field.reception.workflow import Confirmed
from sixia.foundations.trail.models import Voice

pytestmark = pytest.mark.django_db

RIGHT, WRONG = "反映村口的桥栏杆断了两根；答：三天内派人看。", "反映村里环境卫生。"


@pytest.fixture
def written(cast, inside):
    inside.write_down(by=cast.intake, talk=WRONG)
    inside.receive(by=cast.intake)
    return inside


@pytest.fixture
def hers(written):
    client = Client()
    client.post("/cases/follow/", {"number": written.number, "secret": written.secret})
    return client


def test_she_reads_the_record_has_it_corrected_and_confirms_it(cast, written, hers):
    assert WRONG in hers.get(written.follow_url).text
    written.write_down(by=cast.intake, talk=RIGHT)

    page = hers.get(written.follow_url).text
    hers.post(f"{written.follow_url}confirm/", {"seen": Audience.objects.get().talk_mark})

    written.refresh_from_db()
    assert RIGHT in page and WRONG not in page and f'value="{written.talk_mark}"' in page
    assert (written.talk, written.confirmed) == (RIGHT, Confirmed.RECEIPT)
    assert [entry.voice for entry in written.trail.filter(verb="confirmed")] == [Voice.PETITIONER]


def test_what_was_changed_since_it_was_read_is_not_confirmed_and_she_is_told(cast, written, hers):
    read = written.talk_mark
    written.write_down(by=cast.intake, talk="反映的问题已经解决，本人满意。")

    answer = hers.post(f"{written.follow_url}confirm/", {"seen": read}, follow=True)

    written.refresh_from_db()
    assert not written.confirmed and "本人满意" in answer.text
    assert "记录已有修改" in answer.text


def test_on_paper_too_what_was_signed_is_what_stands_there(cast, written):
    with pytest.raises(WroteOtherwise):
        written.confirm(by=cast.intake, on_paper=True, seen="0" * 16)

    written.confirm(by=cast.intake, on_paper=True, seen=written.talk_mark)
    assert written.confirmed == Confirmed.PAPER


def test_a_second_yes_changes_nothing(written, hers):
    sent = {"seen": written.talk_mark}
    for _click in range(2):
        answer = hers.post(f"{written.follow_url}confirm/", sent, follow=True)

    assert "群众已确认" in answer.text and written.trail.filter(verb="confirmed").count() == 1


def test_silence_is_not_a_yes_when_the_day_is_over(cast, written):
    with time_machine.travel(written.day.ends + dt.timedelta(minutes=1)):
        written.day.hold(by=cast.intake)

    written.refresh_from_db()
    assert written.confirmed == "" and written.confirmed_at is None


def test_no_officer_confirms_with_the_receipt_s_word(cast, written):
    for name in ("intake", "leader", "village_worker"):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        asked = client.post(f"{written.follow_url}confirm/", {"seen": written.talk_mark})
        assert asked.status_code == 302 and "/cases/follow/" in asked["Location"]

    written.refresh_from_db()
    assert not written.confirmed
