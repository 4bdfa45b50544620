"""A promise anyone may read and one to a private person, for the addresses of `commitments`."""

import datetime as dt

from django.utils import timezone

from sixia.front.home.cast import Cast
from sixia.spine.commitments.models import Commitment


def values(cast: Cast) -> dict[tuple[str, str], str]:
    due_on = timezone.localdate() + dt.timedelta(days=30)
    said = {"by": cast.leader, "unit": cast.bureau, "place": cast.village, "due_on": due_on}
    private = Commitment.objects.promise(what="送药上门", person=cast.petitioner, **said)
    shown = Commitment.objects.promise(what="换桥栏杆", **said)
    return {("commitments/", "number"): private.number, ("promises/", "number"): shown.number}
