import pytest

from sixia.field.visits.models import Matter
from sixia.field.visits.models.returning import NothingToTell

pytestmark = pytest.mark.django_db


def test_who_raised_a_matter_is_told_and_how_and_when_is_kept(cast, closed):
    matter = closed.matters.get()

    matter.tell(by=cast.leader, how="face", words="好，水清了就好。")

    matter.refresh_from_db()
    assert (matter.told_how, matter.told_words, matter.told_by) == ("face", "好，水清了就好。", cast.leader)
    assert closed.trail.last().verb == "told_back"


def test_without_a_result_there_is_nothing_to_tell(cast, under_way):
    matter = under_way.take_up(by=cast.leader, what="桥", raised_by="奶奶")

    with pytest.raises(NothingToTell):
        matter.tell(by=cast.leader, how="phone")


def test_the_list_of_those_not_yet_told_holds_whoever_raised_something_with_a_result(cast, under_way):
    told = under_way.take_up(by=cast.leader, what="水", raised_by="奶奶")
    waiting = under_way.take_up(by=cast.leader, what="路", raised_by="店主")
    seen_ourselves = under_way.take_up(by=cast.leader, what="垃圾堆")
    for matter in (told, waiting, seen_ourselves):
        matter.solve(by=cast.leader, why="办了。")
    under_way.take_up(by=cast.leader, what="桥", raised_by="学生")
    told.tell(by=cast.leader, how="face")

    assert list(Matter.objects.to_be_told()) == [waiting]


def test_who_raised_a_case_taken_along_is_told_too_and_then_no_longer_waits(cast, officer, under_way, case):
    under_way.carry(by=cast.leader, case=case)
    under_way.carried.get().settle(by=cast.leader, outcome="case", result="下周换。")
    leader = officer("leader")
    assert f"/carried/{case.number}/tell/" in leader.get("/visits/returns/").text

    leader.post(f"{under_way.url}carried/{case.number}/tell/", {"how": "phone", "words": "好，我等着。"})

    carried = under_way.carried.get()
    assert (carried.told_how, carried.told_words, carried.told_by) == ("phone", "好，我等着。", cast.leader)
    assert f"/carried/{case.number}/tell/" not in leader.get("/visits/returns/").text
    assert "好，我等着。" in leader.get(under_way.url).text
