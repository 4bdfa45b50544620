"""What this room announces to the house: its boxes on an officer's rail, and due dates that were recounted."""

from __future__ import annotations

from django.db.models import IntegerField, Subquery
from django.http import HttpRequest
from django.urls import reverse

from sixia.foundations.accounts.models import User
from sixia.foundations.common.rails import RailItem, rail
from sixia.foundations.deadlines.clocks import on_recount
from sixia.foundations.deadlines.models import Clock

from .boxes import BOXES, in_box
from .models import Case

MOST = 99  # a rail says "99+": nobody needs the exact number, and it would cost a count over everything


class Amount(Subquery):
    """How many rows a bounded query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) pile)"
    output_field = IntegerField()
    empty_result_set_value = 0  # an officer without a post has no pile, and no error either


@rail
def boxes(request: HttpRequest) -> list[RailItem]:
    """The officer's boxes and how many lie in each, counted in one query and only up to a hundred."""
    counted = [name for name, box in BOXES.items() if box.counted]
    piles = {name: Amount(in_box(request.user, name).order_by().values("pk")[: MOST + 1]) for name in counted}
    amounts = User.objects.filter(pk=request.user.pk).values(**{f"in_{name}": pile for name, pile in piles.items()}).get()
    here = request.GET.get("box")
    return [
        RailItem(
            label=str(box.title),
            url=f"{reverse('cases:list')}?box={name}",
            count=min(amounts[f"in_{name}"], MOST) if box.counted else None,
            more=box.counted and amounts[f"in_{name}"] > MOST,
            current=here == name,
            group="",
        )
        for name, box in BOXES.items()
    ]


def follow_clock(clock: Clock) -> None:
    """Take over a due date that was recounted when its year was announced."""
    Case.objects.filter(pk=clock.thing_id, due_provisional=True).update(
        due_at=clock.internal_due, due_provisional=clock.provisional
    )


on_recount("cases.case", follow_clock)
