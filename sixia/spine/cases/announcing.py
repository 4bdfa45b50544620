"""What this room announces to the house: its boxes on an officer's rail, and due dates that were recounted."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import IntegerField, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.rails import RailItem, rail
from sixia.foundations.deadlines.clocks import on_recount
from sixia.foundations.deadlines.models import Clock

from .boxes import BOXES, in_box
from .models import Case

GROUP = _("Cases")
MOST = 99  # a rail says "99+": nobody needs the exact number, and it would cost a count over everything


class Amount(Subquery):
    """How many rows a bounded query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) pile)"
    output_field = IntegerField()
    empty_result_set_value = 0  # an officer without a post has no pile, and no error either


@rail
def boxes(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """The officer's boxes; if wanted with how many lie in each, counted in one query and only up to a hundred."""
    amounts = _amounts(request.user) if counted and request.user.is_authenticated else {}
    start = reverse("cases:list")
    for name, box in BOXES.items():
        n = amounts.get(name)
        yield RailItem(
            box.title, f"{start}?box={name}", count=None if n is None else min(n, MOST), more=bool(n and n > MOST), group=GROUP
        )


def _amounts(user: User) -> dict[str, int]:
    """How many lie in each box that is counted; more than MOST is not told apart."""
    piles = {name: Amount(in_box(user, name).order_by().values("pk")[: MOST + 1]) for name, box in BOXES.items() if box.counted}
    found = User.objects.filter(pk=user.pk).values_list(*piles.values()).get()
    return dict(zip(piles, found, strict=True))


def follow_clock(clock: Clock) -> None:
    """Take over the due date of the clock that presses, when it was recounted."""
    case = Case.objects.get(pk=clock.thing_id)
    pressing = case.pressing_clock()
    if pressing and case.is_open:
        Case.objects.filter(pk=case.pk).update(due_at=pressing.internal_due, due_provisional=pressing.provisional)


on_recount("cases.case", follow_clock)
