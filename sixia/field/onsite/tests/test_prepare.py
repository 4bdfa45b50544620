import pytest

from sixia.field.onsite.models.moving import NotNow

from .conftest import MEASURES

pytestmark = pytest.mark.django_db


def test_a_topic_is_prepared_with_measures_and_tasks(cast, meeting):
    topic = meeting.take_up(by=cast.leader, title="修桥")
    assert not topic.is_prepared

    topic.prepare(by=cast.leader, measures=MEASURES, tasks=[(cast.bureau, "带图纸"), (cast.unit("shiqiao"), "通知村里")])

    assert topic.is_prepared
    assert [(task.unit, task.what) for task in topic.tasks.all()] == [
        (cast.bureau, "带图纸"),
        (cast.unit("shiqiao"), "通知村里"),
    ]


def test_prepared_again_the_new_tasks_stand_in_place_of_the_old(cast, topic):
    topic.prepare(by=cast.leader, measures="换一个办法", tasks=[(cast.other_bureau, "验桥")])

    assert [task.unit for task in topic.tasks.all()] == [cast.other_bureau]


@pytest.mark.parametrize(("measures", "tasks"), [("", 1), (MEASURES, 0)])
def test_one_of_the_two_is_not_enough(cast, meeting, measures, tasks):
    topic = meeting.take_up(by=cast.leader, title="修桥")

    topic.prepare(by=cast.leader, measures=measures, tasks=[(cast.bureau, "带图纸")][:tasks])

    assert not topic.is_prepared


def test_after_the_meeting_nothing_is_prepared(cast, closed, topic):
    with pytest.raises(NotNow):
        topic.prepare(by=cast.leader, measures="晚了", tasks=[])
