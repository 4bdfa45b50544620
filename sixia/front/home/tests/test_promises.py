"""The promises of the demo town: every state stands, at true times, and nothing twice."""

import datetime as dt

import pytest
from django.utils import timezone

from sixia.foundations.deadlines import calendars
from sixia.front.home.town import promises
from sixia.front.home.town.clock import story_time
from sixia.front.home.town.hours import Hours
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.tally import STATES, shown_to_all, tally_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(cast):
    def live():
        happenings = sorted(promises.events(cast, Hours(calendars.load(), timezone.now())), key=lambda event: event[0])
        with story_time() as go_to:
            for at, happen in happenings:
                go_to(at)
                happen()

    live()
    return live


def test_every_way_a_promise_can_stand_is_told(lived):
    tally = tally_of(shown_to_all("990101"))

    assert tally.total == len(promises.told())
    assert all(tally.counts[name] for name in STATES)


def test_each_step_has_its_own_time_and_none_is_in_the_future(lived):
    for promise in Commitment.objects.all():
        times = [entry.at for entry in promise.trail]
        assert times == sorted(times)
        assert times[-1] <= timezone.now()
        assert promise.promised_on == timezone.localdate(times[0])
        assert promise.number.startswith(f"{promise.promised_on:%Y%m%d}")


def test_lived_again_it_adds_nothing(lived):
    before = sum(promise.trail.count() for promise in Commitment.objects.all())

    lived()

    assert sum(promise.trail.count() for promise in Commitment.objects.all()) == before


def test_kept_is_said_by_others_and_the_late_one_is_late(lived):
    for promise in Commitment.objects.kept():
        word = promise.confirmations.latest("id")
        assert word.by is None or not promise.is_own(word.by)
    assert all(promise.due_on < dt.date.today() for promise in Commitment.objects.late())
