import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.onsite.models import Topic
from sixia.field.onsite.models.moving import NotNow
from sixia.field.onsite.models.preparing import NotForTheAgenda, NoTitle
from sixia.field.visits.models import Invitation, Visit
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

from .conftest import planned, seal

pytestmark = pytest.mark.django_db


def test_an_open_case_becomes_a_topic_under_its_own_title(cast, meeting, case):
    topic = meeting.take_up(by=cast.leader, case=case)

    assert (topic.position, topic.title, topic.source) == (1, case.title, "case")


def test_the_same_case_is_on_an_agenda_once(cast, meeting, case):
    first = meeting.take_up(by=cast.leader, case=case)

    assert meeting.take_up(by=cast.township_head, case=case) == first
    assert [entry.verb for entry in meeting.trail] == ["planned", "taken_up"]


def test_sent_twice_a_topic_in_own_words_is_there_once(cast, meeting):
    once = uuid.uuid4()

    meeting.take_up(by=cast.leader, title="修桥", once=once)
    meeting.take_up(by=cast.leader, title="修桥", once=once)

    assert meeting.topics.count() == 1


def test_a_sealed_accusation_is_refused_in_the_same_words_as_a_settled_case(cast, meeting, case):
    accusation = Case.objects.register(by=Voice.PETITIONER, words="交通局有人收了好处。", place=cast.village).case
    seal(cast, accusation)
    case.accept(by=cast.handler)
    case.answer(by=cast.handler, words="栏杆换好了，请您看看。", outcome="supported")

    said = []
    for thing in (accusation, case):
        with pytest.raises(NotForTheAgenda) as refused:
            meeting.take_up(by=cast.intake, case=thing)
        said.append(str(refused.value))

    assert len(set(said)) == 1
    assert not Topic.objects.exists()


def test_a_topic_in_own_words_needs_words(cast, meeting):
    with pytest.raises(NoTitle):
        meeting.take_up(by=cast.leader)


def test_a_firm_s_case_is_a_topic_like_any_other_and_says_whose_it_is(cast, meeting):
    case = Case.objects.register(
        by=Voice.PETITIONER, words="厂门口的路断了三个月。", place=cast.village, enterprise=cast.firm
    ).case

    topic = meeting.take_up(by=cast.leader, case=case, asked_by=str(case.enterprise))

    assert topic.asked_by == cast.firm.name


def test_nothing_is_put_on_the_agenda_of_a_closed_meeting(cast, closed):
    with pytest.raises(NotNow):
        closed.take_up(by=cast.leader, title="再加一件")


def test_a_topic_is_left_out_before_the_meeting_and_not_during_it(cast, summoned, topic):
    second = summoned.take_up(by=cast.leader, title="垃圾清运")

    summoned.leave_out(by=cast.leader, topic=second)
    assert list(summoned.topics.all()) == [topic]

    summoned.start(by=cast.leader)
    with pytest.raises(NotNow):
        summoned.leave_out(by=cast.leader, topic=topic)


@pytest.fixture
def invitation(cast):
    return Invitation.objects.invite(by=Voice.PETITIONER, words="请来看看我们的茶山路", place=cast.village)


def test_an_invitation_taken_up_for_a_meeting_on_a_visit_is_answered_by_it(cast, invitation):
    start = timezone.now() + dt.timedelta(days=5)
    visit = Visit.objects.plan(
        by=cast.leader, user=cast.leader, place=cast.village, start_at=start, end_at=start + dt.timedelta(hours=4),
        kinds=["onsite"], purpose="看茶山路",
    )  # fmt: skip
    meeting = planned(cast, visit=visit)

    for _click in range(2):
        meeting.take_up(by=cast.leader, title="茶山路", invitation=invitation)

    invitation.refresh_from_db()
    assert invitation.visit == visit
    assert [entry.verb for entry in invitation.trail] == ["invited", "accepted"]


def test_without_a_visit_the_meeting_offers_to_answer_those_who_invited(cast, officer, meeting, invitation):
    meeting.take_up(by=cast.leader, title="茶山路", invitation=invitation)
    leader = officer("leader")

    assert invitation.answer_url in leader.get(meeting.url).text
    invitation.refresh_from_db()
    invitation.decline(by=cast.leader, reason="会上当面答复，请来听。")

    assert invitation.answer_url not in leader.get(meeting.url).text


def test_an_invitation_answered_before_keeps_its_answer(cast, meeting, invitation):
    invitation.decline(by=cast.leader, reason="下月再来。")

    meeting.take_up(by=cast.leader, title="茶山路", invitation=invitation)

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.visit) == ("下月再来。", None)
