"""What `going_down` needs to have happened, and to know, as JSON: `python -m benchmarks.visiting`, with DATABASE_URL."""

import datetime as dt
import json

from django.conf import settings
from django.utils import timezone

from benchmarks import ready  # noqa: F401 (first)
from benchmarks.looking import signed_in
from sixia.field.reception.models import ReceptionDay
from sixia.field.visits import fieldkeys
from sixia.field.visits.kinds import Kind
from sixia.field.visits.models import Visit
from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post


def phone() -> dict[str, str]:
    """A visit of the leader that is under way."""
    leader, start = User.objects.get(username="leader"), timezone.now() - dt.timedelta(hours=2)
    visit = Visit.objects.plan(
        by=leader,
        user=leader,
        place=Place.objects.get(code="990101101201"),
        start_at=start,
        end_at=start + dt.timedelta(hours=8),
        kinds=[Kind.RESEARCH],
        purpose="听上坪村的群众说说",
    )
    visit.open_brief(by=leader)
    visit.depart(by=leader)
    cookie = signed_in("leader").cookies[settings.SESSION_COOKIE_NAME].value
    return {"visit": visit.number, "owner": fieldkeys.owner_of(leader), "cookie": cookie}


def crowd() -> dict[str, str]:
    """A reception day of the leader, published, with one hour that many want."""
    officer, on = User.objects.get(username="intake"), timezone.localdate() + dt.timedelta(days=30)
    day = ReceptionDay.objects.plan(
        by=officer,
        post=Post.objects.get(tenures__user__username="leader", tenures__acting=False),
        place=Place.objects.get(code="990101101"),
        address="石桥镇便民服务中心",
        on=on,
        begins=dt.time(9),
        ends=dt.time(10),
        minutes=60,
        each=50,
    )
    day.publish(by=officer)
    return {"day": day.number, "slot": str(day.slots.bookable().get().pk)}


if __name__ == "__main__":
    print(json.dumps({"phone": phone(), "crowd": crowd()}))
