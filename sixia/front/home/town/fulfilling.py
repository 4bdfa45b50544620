"""What became of the promises that the town's meetings, visits and ties ended in: most are kept and looked at by others, some are
only reported, some are late. Which is which hangs on the promise alone, so that the town is the same every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from random import Random

from django.db.models import Q

from sixia.foundations.units.models import Role
from sixia.foundations.units.standing import holders
from sixia.spine.commitments.models import Commitment

from ..cast import Cast
from . import promises
from .hours import Hours

Event = tuple[dt.datetime, Callable[[], object]]
KEPT, REPORTED = 0.72, 0.8  # of a hundred past their day: kept, or reported and waiting; the rest is late
DONE = ("已经办完，经过和照片贴在村务公开栏。", "按承诺办好了，请群众看看还有什么不到位。", "事情办完，花费和经办人一并公开。")
SEEN = ("到现场看过，也问了附近的人，确实办好了。", "随机问了三户，都说已经办好。", "看了现场，用过，没有问题。")


def events(cast: Cast, hours: Hours) -> list[Event]:
    """For what is past its day, untouched, and has no story of its own."""
    told = [promises.once_of(story) for story in promises.told()]
    left = Commitment.objects.late(hours.today).filter(proofs__isnull=True).exclude(Q(once__in=told) | Q(case__sealed=True))
    return [event for promise in left.order_by("id") for event in _fate(promise, cast, hours)]


def _fate(promise: Commitment, cast: Cast, hours: Hours) -> list[Event]:
    dice = Random(f"{promise.what} {promise.due_on - promise.promised_on}")
    lot = dice.random()
    by = promise.holder() or next(iter(holders(promise.unit, Role.HEAD, Role.HANDLER, Role.INTAKE)), None)
    done = hours.office(max(promise.promised_on, promise.due_on - dt.timedelta(days=dice.randint(1, 6))), dice)
    if lot > REPORTED or by is None or done is None:
        return []
    found: list[Event] = [(done, partial(promise.report, by=by, words=dice.choice(DONE)))]
    seen = hours.office(promise.due_on + dt.timedelta(days=dice.randint(1, 5)), dice, done)
    if lot <= KEPT and seen:
        found.append((seen, partial(promise.confirm, by=cast.inspector, kept=True, words=dice.choice(SEEN))))
    return found
