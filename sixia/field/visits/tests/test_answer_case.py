import pytest

from sixia.field.visits.models.carrying import NotAnsweredHere
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind, Status

from .conftest import plan

pytestmark = pytest.mark.django_db

ANSWER = {"words": "栏杆当场换好了，请您过桥时看一看。", "outcome": "supported", "basis": "《公路法》第三十五条"}


@pytest.fixture
def in_hand(cast, case):
    case.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
    case.forward(by=cast.intake, unit=cast.bureau)
    return case


def there(cast, case, **given):
    visit = plan(cast, cases=[case], **given)
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)
    return visit


def test_a_case_taken_along_is_answered_where_it_came_from_as_its_unit(cast, in_hand):
    carried = there(cast, in_hand, companions=[cast.handler]).carried.get()

    reply = carried.answer(by=cast.handler, front_lines=["conflict"], **ANSWER)

    in_hand.refresh_from_db()
    assert in_hand.status == Status.ANSWERED
    assert (reply.unit, reply.on_the_spot) == (cast.bureau, True)
    assert (carried.outcome, carried.result, carried.settled_by) == ("on_the_spot", ANSWER["words"], cast.handler)
    assert carried.visit.trail.last().verb == "carried_settled"


def test_without_anyone_of_the_unit_along_it_answers_by_itself(cast, officer, in_hand):
    visit = there(cast, in_hand)

    with pytest.raises(NotAnsweredHere):
        visit.carried.get().answer(by=cast.leader, **ANSWER)
    page = officer("leader").get(f"{visit.url}carried/{in_hand.number}/?as=answer", follow=True).text

    assert "不能在这次下访中答复" in page
    assert not in_hand.replies.exists()


def test_the_page_asks_for_the_whole_answer_and_a_double_click_answers_once(cast, officer, in_hand):
    visit = there(cast, in_hand, companions=[cast.handler])
    address, leader = f"{visit.url}carried/{in_hand.number}/?as=answer", officer("leader")
    assert "?as=answer" in leader.get(visit.url).text

    refused = leader.post(address, {**ANSWER, "basis": ""})
    assert refused.status_code == 422 and ANSWER["words"] in refused.text
    for _click in range(2):
        assert leader.post(address, ANSWER).status_code == 302

    assert in_hand.replies.get().unit == cast.bureau


def test_before_leaving_nothing_is_answered(cast, officer, in_hand):
    visit = plan(cast, cases=[in_hand], companions=[cast.handler])

    response = officer("leader").post(f"{visit.url}carried/{in_hand.number}/?as=answer", ANSWER)

    assert response.status_code == 422
    assert not in_hand.replies.exists()


def test_only_the_party_answers(cast, officer, in_hand):
    visit = there(cast, in_hand, companions=[cast.handler])

    assert officer("inspector").post(f"{visit.url}carried/{in_hand.number}/?as=answer", ANSWER).status_code == 403


def test_the_petitioner_of_a_case_taken_along_is_told_and_that_is_kept(cast, officer, in_hand):
    visit = there(cast, in_hand, companions=[cast.handler])
    address, leader = f"{visit.url}carried/{in_hand.number}/tell/", officer("leader")

    early = leader.post(address, {"how": "face"})
    assert early.status_code == 422
    visit.carried.get().answer(by=cast.leader, **ANSWER)
    assert address in leader.get(visit.url).text
    leader.post(address, {"how": "face", "words": "好，我去看看。"})

    carried = visit.carried.get()
    assert (carried.told_how, carried.told_words, carried.told_by) == ("face", "好，我去看看。", cast.leader)
    assert address not in leader.get(visit.url).text
    assert officer("inspector").post(address, {"how": "face"}).status_code == 403


def test_what_was_said_joins_the_open_case_of_the_same_person(cast, officer, in_hand):
    visit = there(cast, in_hand)
    matter = visit.take_up(by=cast.leader, what="桥还没修", raised_by="接孩子的奶奶")
    address = f"{visit.url}matters/{matter.once}/?as=join"
    assert in_hand.title in officer("leader").get(address).text

    officer("leader").post(address, {"case": in_hand.number, "words": "都一个月了，桥还没修。"})

    matter.refresh_from_db()
    assert (matter.outcome, matter.case) == ("case", in_hand)
    assert in_hand.additions.get().words == "都一个月了，桥还没修。"


def test_a_case_that_is_not_offered_is_joined_by_its_number_as_people_write_it(cast, officer, under_way, in_hand):
    matter = under_way.take_up(by=cast.leader, what="桥还没修", raised_by="奶奶")

    officer("leader").post(
        f"{under_way.url}matters/{matter.once}/?as=join", {"number": in_hand.spoken_number, "words": "桥还没修。"}
    )

    assert in_hand.additions.count() == 1


def test_a_sealed_case_and_no_case_get_the_same_answer(cast, officer, under_way):
    accusation = Case.objects.register(by=Voice.PETITIONER, words="交通局有人收了好处。", place=cast.village).case
    accusation.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.other_bureau)
    matter = under_way.take_up(by=cast.leader, what="有人收好处", raised_by="村民")
    address, leader = f"{under_way.url}matters/{matter.once}/?as=join", officer("leader")

    said = [
        leader.post(address, {"number": number, "words": "又说了一遍"}).context["form"].errors["number"]
        for number in (accusation.number, "0" * 15)
    ]

    assert said[0] == said[1]
    assert not accusation.additions.exists()
