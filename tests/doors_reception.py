"""A published day with a booking, and someone inside who raised the case, for the addresses of `reception`."""

import datetime as dt

import time_machine
from django.utils import timezone

from sixia.field.reception.models import Audience, ReceptionDay
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.front.home.cast import Cast
from sixia.spine.cases.models import Case


def values(cast: Cast, case: Case) -> dict[tuple[str, str], str]:
    on = timezone.localdate() + dt.timedelta(days=7)
    post = Post.objects.get(tenures__user=cast.leader, tenures__acting=False)
    day = ReceptionDay.objects.carry_down(
        by=cast.intake, post=post, place=cast.village, address="村委会", on=on,
        begins=dt.time(9), ends=dt.time(11), purpose="把桥的事定下来", cases={case: "焊过两次"},
    )  # fmt: skip
    day.slots.create(starts_at=day.begins, ends_at=day.ends, capacity=5)
    day.publish(by=cast.intake)
    person = Person(name="林阿凤", phone="13900000067")
    audience = Audience.objects.book(by=Voice.PETITIONER, slot=day.slots.bookable().get(), words="桥", person=person).audience
    with time_machine.travel(dt.datetime.combine(on, dt.time(9, 5), ZONE)):
        audience.arrive(by=cast.intake)
        audience.call(by=cast.intake)
        audience.raised.create(case=case, joined=True, by=cast.intake)
        audience.write_down(by=cast.intake, talk="反映桥栏杆断裂。")
    assert day.visit
    return {
        ("reception/audiences/", "number"): audience.number,
        ("reception/audiences/", "case"): case.number,
        ("reception/bookings/", "number"): audience.number,
        ("reception/for-case/", "number"): case.number,
        ("reception/for-visit/", "number"): day.visit.number,
        ("reception/", "number"): day.number,
    }
