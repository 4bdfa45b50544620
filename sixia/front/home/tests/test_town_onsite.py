"""The meetings, deeds and stubborn problems of the demo county: told whole, at true times, and once."""

import pytest
from django.utils import timezone, translation

from sixia.field.onsite.models import Deed, Meeting, StubbornProblem, Topic
from sixia.field.onsite.workflow import DeedStatus, Stage, Status
from sixia.foundations.deadlines import calendars
from sixia.front.home.town import onsite
from sixia.front.home.town.clock import story_time
from sixia.front.home.town.hours import Hours
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Status as CaseStatus
from sixia.spine.commitments.models import Commitment

pytestmark = pytest.mark.django_db


def live(cast):
    events = sorted(onsite.events(cast, Hours(calendars.load(), timezone.now())), key=lambda event: event[0])
    with story_time() as go_to, translation.override("zh-hans"):
        for at, happen in events:
            go_to(at)
            happen()
    return len(events)


def test_the_county_tells_meetings_deeds_and_problems_in_every_state_and_told_again_adds_nothing(cast):
    live(cast)

    held = Meeting.objects.filter(status=Status.CLOSED)
    assert held.published().count() >= 5 and held.filter(published_at=None).exists()
    assert {meeting.status for meeting in Meeting.objects.all()} >= {Status.PLANNED, Status.SUMMONED, Status.CLOSED}
    assert {topic.decision for topic in Topic.objects.all()} == {"", "on_the_spot", "promise", "study_first", "cannot"}
    assert {deed.status for deed in Deed.objects.all()} == set(DeedStatus)
    assert {Stage.UNDER_WAY, Stage.RELAPSED} <= {problem.stage for problem in StubbornProblem.objects.all()}
    assert live(cast) == 0


def test_one_case_is_answered_on_the_spot_and_only_its_petitioner_can_say_whether_it_is_settled(cast):
    live(cast)

    case = Case.objects.get(replies__on_the_spot=True)
    assert case.status == CaseStatus.ANSWERED and case.unit == cast.unit("shiqiao")
    assert case.topics.get().decision == "on_the_spot"
    assert "挖机当场清通" in case.replies.get().words


def test_nothing_happens_before_its_time_and_nothing_in_the_future(cast):
    live(cast)

    now = timezone.now()
    for meeting in Meeting.objects.all():
        moments = [meeting.called_at, meeting.started_at, meeting.closed_at, meeting.published_at]
        happened = [moment for moment in moments if moment]
        assert happened == sorted(happened) and happened[-1] <= now
    assert all(promise.due_on >= promise.promised_on for promise in Commitment.objects.all())


def test_no_private_name_stands_in_what_the_county_published(cast):
    live(cast)

    assert [meeting.names_standing() for meeting in Meeting.objects.published()] == [[]] * Meeting.objects.published().count()
