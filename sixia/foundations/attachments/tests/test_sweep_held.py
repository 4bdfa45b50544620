import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from sixia.foundations.attachments.models import Attachment
from sixia.foundations.attachments.tasks import sweep_held
from sixia.foundations.trail.models import Voice

from . import samples

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def left(hold, thing):
    """One sent, one forgotten two days ago, one just chosen."""
    with time_machine.travel(NOON - dt.timedelta(days=2), tick=False):
        sent, forgotten = hold(samples.pdf(b"1"), "sent.pdf"), hold(samples.pdf(b"2"), "forgotten.pdf")
    with time_machine.travel(NOON - dt.timedelta(minutes=5), tick=False):
        chosen = hold(samples.pdf(b"3"), "chosen.pdf")
    Attachment.objects.take([sent.token], holder="guihua", thing=thing, by=Voice.PETITIONER)
    return sent, forgotten, chosen


@time_machine.travel(NOON, tick=False)
def test_what_was_left_for_a_day_is_removed_with_its_file(left, store):
    sent, forgotten, chosen = left
    out = StringIO()

    call_command("sweep_held", stdout=out)

    assert out.getvalue().strip() == "1 removed"
    assert set(Attachment.objects.all()) == {sent, chosen}
    assert (store / sent.file.name).exists() and (store / chosen.file.name).exists()
    assert not (store / forgotten.file.name).exists()


@time_machine.travel(NOON, tick=False)
def test_swept_again_nothing_happens(left):
    Attachment.objects.sweep_held()

    assert Attachment.objects.sweep_held() == 0


@time_machine.travel(NOON + dt.timedelta(days=9), tick=False)
def test_many_are_swept_chunk_by_chunk(left):
    assert Attachment.objects.sweep_held(at_once=1) == 2
    assert [attachment.name for attachment in Attachment.objects.all()] == ["sent.pdf"]


@time_machine.travel(NOON, tick=False)
def test_the_queue_does_the_same(left):
    sweep_held(timestamp=0)

    assert Attachment.objects.count() == 2
