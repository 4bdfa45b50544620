import uuid

import pytest

from sixia.field.onsite.models import Topic
from sixia.field.onsite.models.moving import NotNow
from sixia.field.onsite.models.preparing import NotForTheAgenda, NoTitle
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

from .conftest import seal

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
