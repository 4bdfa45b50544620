import uuid

import pytest

from sixia.field.onsite.models.hastening import NotAnsweredHere
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.moving import WrongMove
from sixia.spine.cases.workflow import Status

from .conftest import WORDS, planned, seal

pytestmark = pytest.mark.django_db

ANSWER = {"words": "护栏当天下午装好，请您过桥时看一看。", "outcome": "supported", "basis": "《公路法》第三十五条"}


@pytest.fixture
def with_bureau(started, summons, cast):
    summons.meeting = started
    summons.arrive(by=cast.leader)
    return started


def sent(**given):
    return {
        "once": str(uuid.uuid4()), "decision": "on_the_spot", "words": WORDS, "outcome": ANSWER["outcome"],
        "answer": ANSWER["words"], "basis": ANSWER["basis"], **given,
    }  # fmt: skip


def test_what_is_decided_on_the_spot_answers_the_case_as_its_unit(cast, with_bureau, topic, case):
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS, answer=ANSWER)

    case.refresh_from_db()
    (reply,) = case.replies.all()
    assert case.status == Status.ANSWERED
    assert (reply.unit, reply.words, reply.basis, reply.on_the_spot) == (cast.bureau, ANSWER["words"], ANSWER["basis"], True)
    assert case.trail.last().verb == "answered_on_the_spot"


def test_a_unit_that_is_not_there_answers_by_itself(cast, started, topic, case):
    with pytest.raises(NotAnsweredHere):
        topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS, answer=ANSWER)

    topic.refresh_from_db()
    case.refresh_from_db()
    assert topic.decision == "" and case.status == Status.FORWARDED


def test_a_case_not_yet_passed_on_is_answered_by_the_deciding_officers_unit(cast):
    case = Case.objects.register(by=Voice.PETITIONER, words="水管裂了。", place=cast.village, person=cast.petitioner).case
    meeting = planned(cast)
    topic = meeting.take_up(by=cast.leader, case=case, measures="换管", tasks=[(cast.bureau, "带管子")])
    meeting.summon(by=cast.leader, units=[cast.bureau])
    meeting.start(by=cast.leader)

    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS, answer=ANSWER)

    assert case.replies.get().unit == cast.unit("county")


def test_answered_from_the_desk_in_the_same_moment_the_first_answer_stands(cast, with_bureau, topic, case):
    case.accept(by=cast.handler)
    case.answer(by=cast.handler, words="已经修好，请您看看。", outcome="supported", basis="《公路法》")

    with pytest.raises((NotAnsweredHere, WrongMove)):
        topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS, answer=ANSWER)

    assert case.replies.get().words == "已经修好，请您看看。"


def test_a_promise_does_not_answer_the_case(cast, officer, with_bureau, topic, case):
    response = officer("leader").post(
        topic.decide_url, sent(decision="cannot", words="河道内不能建房。", basis="《防洪法》第二十二条")
    )

    case.refresh_from_db()
    assert response.status_code == 302 and case.status == Status.FORWARDED


def test_the_form_asks_for_the_answer_and_the_petitioner_reads_it(cast, officer, client, with_bureau, topic, case):
    leader = officer("leader")
    page = leader.get(topic.decide_url).content.decode()
    assert "县交通运输局" in page and 'name="answer"' in page

    assert leader.post(topic.decide_url, sent()).status_code == 302

    client.post("/cases/follow/", {"number": case.number, "secret": case.secret})
    assert ANSWER["words"] in client.get(case.follow_url).content.decode()


@pytest.mark.parametrize("missing", ["outcome", "answer", "basis"])
def test_an_answer_that_is_not_whole_comes_back_with_what_was_typed(cast, officer, with_bureau, topic, case, missing):
    response = officer("leader").post(topic.decide_url, sent(**{missing: ""}))

    form = response.context["form"]
    assert response.status_code == 422 and missing in form.errors
    assert form["words"].value() == WORDS
    assert not case.replies.exists()


def test_where_its_unit_is_not_there_the_page_says_so_and_asks_nothing(cast, officer, started, topic):
    page = officer("leader").get(topic.decide_url).content.decode()

    assert 'name="answer"' not in page
    assert "没有登记到场" in page


def test_an_answered_case_is_left_alone_and_the_page_says_so(cast, officer, with_bureau, topic, case):
    case.accept(by=cast.handler)
    case.answer(by=cast.handler, words="已经修好，请您看看。", outcome="supported", basis="《公路法》")

    page = officer("leader").get(topic.decide_url).content.decode()
    assert "已经答复" in page and 'name="answer"' not in page

    assert officer("leader").post(topic.decide_url, sent()).status_code == 302
    assert case.replies.count() == 1


def test_a_sealed_case_is_neither_asked_about_nor_answered(cast, officer, with_bureau, topic, case):
    seal(cast, case)

    assert officer("leader").post(topic.decide_url, sent()).status_code == 404
    assert not case.replies.exists()
