import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from sixia.field.onsite.models import Topic
from sixia.field.onsite.models.deciding import AlreadyDecided, NeedsBasis, NeedsOwnerAndDate, NeedsWords, NoLongerATopic
from sixia.field.onsite.models.moving import NotNow
from sixia.foundations.notifications.models import Notice
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from .conftest import WORDS, planned, post_of, promised, seal

pytestmark = pytest.mark.django_db


def test_decided_on_the_spot_it_is_timed_from_the_beginning(cast, started, topic):
    with time_machine.travel(started.started_at + dt.timedelta(minutes=17), tick=False):
        topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS, front_line=["conflict"])

    assert topic.elapsed == 17
    assert list(Topic.objects.on_the_spot()) == [topic]
    assert not Commitment.objects.exists()


def test_a_promise_becomes_a_commitment_that_knows_where_it_was_made(cast, started, topic, case):
    topic.decide(by=cast.leader, decision="promise", words="二十天内换好。", promise=promised(cast))

    (promise,) = topic.promises.all()
    assert (promise.unit, promise.case, promise.due_on) == (cast.bureau, case, promised(cast)["due_on"])
    assert promise.occasion == started.told
    assert promise.occasion_url == started.public_url


def test_several_units_promise_under_one_topic(cast, started, topic):
    topic.decide(by=cast.leader, decision="promise", words="两家分头办。", promise=promised(cast))

    topic.promise(by=cast.leader, **promised(cast, what="每天派人值守", unit=cast.unit("shiqiao")))

    assert {promise.unit for promise in topic.promises.all()} == {cast.bureau, cast.unit("shiqiao")}


def test_what_was_settled_at_once_takes_no_more_promises(cast, started, topic):
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)

    with pytest.raises(NeedsOwnerAndDate):
        topic.promise(by=cast.leader, **promised(cast))


@pytest.mark.parametrize("decision", ["promise", "study_first"])
def test_a_promise_and_a_study_name_who_and_until_when(cast, started, topic, decision):
    with pytest.raises(NeedsOwnerAndDate):
        topic.decide(by=cast.leader, decision=decision, words="再说。")

    topic.decide(by=cast.leader, decision=decision, words="交通局先查。", promise=promised(cast, what="查清桥墩"))
    assert topic.promises.get().what == "查清桥墩"


def test_what_cannot_be_done_cannot_for_a_reason_that_can_be_read(cast, started, topic):
    with pytest.raises(NeedsBasis):
        topic.decide(by=cast.leader, decision="cannot", words="办不了。")
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(decision="cannot", decided_at=started.started_at, basis="")

    topic.decide(by=cast.leader, decision="cannot", words="河道内不能建房。", basis="《防洪法》第二十二条")
    assert topic.basis == "《防洪法》第二十二条"


def test_the_minutes_say_what_was_decided(cast, started, topic):
    with pytest.raises(NeedsWords):
        topic.decide(by=cast.leader, decision="on_the_spot", words="")


def test_decided_from_two_phones_the_first_stands(cast, started, topic):
    other = Topic.objects.get(pk=topic.pk)
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)

    with pytest.raises(AlreadyDecided):
        other.decide(by=cast.leader, decision="cannot", words="办不了。", basis="《公路法》")

    assert Topic.objects.get(pk=topic.pk).decision == "on_the_spot"


def test_before_and_after_the_meeting_nothing_is_decided(cast, summoned, topic):
    with pytest.raises(NotNow):
        topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)


def test_a_case_sealed_meanwhile_is_no_topic_any_more(cast, officer, started, topic, case):
    seal(cast, case)

    with pytest.raises(NoLongerATopic):
        topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)
    assert officer("leader").get(topic.decide_url).status_code == 404


def test_a_promise_that_names_the_petitioner_is_kept_from_the_public(cast, started, topic):
    topic.decide(by=cast.leader, decision="promise", words="办。", promise=promised(cast, what="给林阿凤家门口装护栏"))

    assert not topic.promises.get().public


def test_a_leader_owns_the_case_from_the_decision_on(cast, started, topic, case):
    topic.decide(by=cast.leader, decision="promise", words="我来包。", promise=promised(cast), owner=post_of(cast.leader))

    assert case.ownership().post == post_of(cast.leader)
    assert case in Case.objects.owned_by(cast.leader)


def test_the_petitioner_who_left_an_address_is_told(cast):
    person = Person.objects.take(name="林小妹", email="xiaomei@example.org", consented_at=timezone.now())
    case = Case.objects.register(by=Voice.PETITIONER, words="水管裂了。", place=cast.village, person=person).case
    meeting = planned(cast)
    topic = meeting.take_up(by=cast.leader, case=case, measures="换管", tasks=[(cast.bureau, "带管子")])
    meeting.summon(by=cast.leader, units=[cast.bureau])
    meeting.start(by=cast.leader)

    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)

    assert {notice.message for notice in Notice.objects.filter(to_person=person)} == {"onsite.decided"}
