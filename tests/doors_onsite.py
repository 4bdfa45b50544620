"""A closed meeting about the case, a deed that came of it and a stubborn problem, for the addresses of `onsite`."""

import datetime as dt

from django.utils import timezone

from sixia.field.onsite.models import Deed, Meeting, StubbornProblem
from sixia.foundations.units.models import Post
from sixia.front.home.cast import Cast
from sixia.spine.cases.models import Case


def values(cast: Cast, case: Case) -> dict[tuple[str, str], str]:
    meeting = Meeting.objects.plan(
        by=cast.leader, unit=cast.unit("county"), place=cast.village, venue="桥头",
        starts_at=timezone.now() + dt.timedelta(days=1), chair=Post.objects.get(tenures__user=cast.leader),
        purpose="把桥的事定下来",
    )  # fmt: skip
    topic = meeting.take_up(by=cast.leader, case=case, measures="换栏杆", tasks=[(cast.bureau, "带栏杆")])
    meeting.summon(by=cast.leader, units=[cast.bureau])
    meeting.start(by=cast.leader)
    presence = meeting.note_present(by=cast.leader, name="林大山", capacity="村民代表")
    topic.decide(by=cast.leader, decision="on_the_spot", words="当场换好。")
    deed = Deed.objects.undertake(
        by=cast.leader, title="换桥栏杆", place=cast.village, unit=cast.bureau, beneficiaries="全村", benefit="facility",
        benefit_words="过桥不怕了", topic=topic,
    )  # fmt: skip
    problem = StubbornProblem.objects.define(
        by=cast.leader, title="桥年年坏", place=cast.village, definition="年年修年年坏", cause="没有养护单位", plan="定养护单位",
        leader=meeting.chair,
    )  # fmt: skip
    return {
        ("onsite/deeds/", "number"): deed.number,
        ("onsite/problems/", "number"): problem.number,
        ("onsite/cases/", "number"): case.number,
        ("onsite/follow/", "number"): case.number,
        ("onsite/follow/", "deed"): deed.number,
        ("onsite/", "number"): meeting.number,
        ("onsite/", "position"): str(topic.position),
        ("onsite/", "key"): str(presence.once),
        ("meetings/", "number"): meeting.number,
        ("problems/", "number"): problem.number,
    }
