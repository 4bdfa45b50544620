"""A visit of the leader that is under way, for the addresses of `visits`."""

import datetime as dt
import uuid

from django.utils import timezone

from sixia.field.visits.kinds import Kind
from sixia.field.visits.models import Visit
from sixia.front.home.cast import Cast


def values(cast: Cast) -> dict[tuple[str, str], str]:
    start = timezone.now()
    visit = Visit.objects.plan(
        by=cast.leader, user=cast.leader, place=cast.village, start_at=start, end_at=start + dt.timedelta(hours=3),
        kinds=[Kind.RESEARCH], purpose="听上坪村的群众说说",
    )  # fmt: skip
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)
    return {("visits/", "number"): visit.number, ("field/", "once"): str(uuid.uuid4())}
