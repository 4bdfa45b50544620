import uuid

import pytest

from sixia.field.onsite.models.moving import WrongMove
from sixia.field.onsite.models.stubborn import MilestonesOpen
from sixia.field.onsite.workflow import Stage

from .conftest import promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(cast, problem):
    return problem.set_milestone(by=cast.leader, **promised(cast, what="重做两个桥墩"))


def keep(cast, milestone):
    milestone.commitment.report(by=cast.handler, words="桥墩做好了，水利局验过。")
    milestone.commitment.confirm(by=cast.township_head, kept=True, words="看过了")


def test_a_problem_has_a_cause_a_plan_and_a_leader_who_owns_it(cast, problem):
    assert problem.stage == Stage.DEFINED
    assert problem.leader.holder() == cast.leader


def test_a_milestone_is_a_promise_with_owner_and_day_and_sent_twice_it_is_one(cast, problem):
    once = uuid.uuid4()

    first = problem.set_milestone(by=cast.leader, once=once, **promised(cast))
    assert problem.set_milestone(by=cast.leader, once=once, **promised(cast)) == first

    assert problem.stage == Stage.UNDER_WAY
    assert first.commitment.occasion_url == problem.public_url


def test_it_is_not_solved_while_a_milestone_is_open(cast, problem, milestone):
    with pytest.raises(MilestonesOpen):
        problem.solve(by=cast.leader, result="两个桥墩都重做了。")

    keep(cast, milestone)
    problem.solve(by=cast.leader, result="两个桥墩都重做了，汛期没有再坏。")
    assert problem.stage == Stage.SOLVED


def test_it_is_not_solved_without_any_milestone(cast, problem):
    with pytest.raises(WrongMove):
        problem.solve(by=cast.leader, result="自己好了。")


def test_when_it_comes_back_the_old_result_stands_and_the_work_begins_again(cast, problem, milestone):
    keep(cast, milestone)
    problem.solve(by=cast.leader, result="两个桥墩都重做了。")

    problem.relapse(by=cast.inspector, words="今年汛期又冲坏了一角。")

    assert problem.stage == Stage.RELAPSED
    assert problem.result.startswith("两个桥墩都重做了。") and problem.result.endswith("又冲坏了一角。")
    problem.set_milestone(by=cast.leader, **promised(cast, what="加固护岸"))
    assert problem.stage == Stage.UNDER_WAY


def test_everyone_reads_it_from_definition_to_result(cast, client, problem, milestone):
    page = client.get(problem.public_url).content.decode()

    assert problem.cause in page and "重做两个桥墩" in page
    assert problem.title in client.get("/problems/").content.decode()
