"""The few numbers this room says in public (算法): each with what it is of. Only published meetings count, and nothing sealed."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from sixia.field.visits.kinds import FrontLine

from .models import Deed, Topic
from .workflow import Decision, DeedStatus

LATEST = 500  # the most recent decisions a number is made of, so that it costs the same in ten years


@dataclass(frozen=True)
class AtOnce:
    """What was decided on the spot: how many, of how many decided topics, and the middle of how long it took."""

    n: int
    of: int
    median: int | None


@dataclass(frozen=True)
class DeedSum:
    """How deeds stand, and how many were asked about at all."""

    n: int
    accepted: int
    refused: int
    unasked: int


def at_once() -> AtOnce:
    decided = list(_latest().select_related("meeting"))
    took = [topic.elapsed or 0 for topic in decided if topic.decision == Decision.ON_THE_SPOT]
    return AtOnce(len(took), len(decided), round(statistics.median(took)) if took else None)


def front_lines() -> list[tuple[str, int]]:
    """How often each of the four was served, zeros included (四个一线)."""
    served = [name for tags in _latest().values_list("front_line", flat=True) for name in tags]
    return [(str(line.label), served.count(line.value)) for line in FrontLine]


def _latest() -> QuerySet[Topic]:
    return Topic.objects.unsealed().decided().published().order_by("-decided_at", "-id")[:LATEST]


def said_of_deeds() -> DeedSum:
    kept = Q(status=DeedStatus.ACCEPTED)
    counted = Deed.objects.aggregate(
        n=Count("pk", distinct=True),
        accepted=Count("pk", filter=kept, distinct=True),
        refused=Count("pk", filter=Q(status__in=[DeedStatus.REFUSED, DeedStatus.RELAPSED]), distinct=True),
        unasked=Count("pk", filter=Q(acceptances=None), distinct=True),
    )
    return DeedSum(**counted)
