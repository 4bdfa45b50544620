"""What this room announces to the house: its boxes on an officer's rail, and due dates that were recounted."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.rails import RailItem, amounts_in, rail
from sixia.foundations.deadlines.clocks import on_recount
from sixia.foundations.deadlines.models import Clock

from .boxes import BOXES, in_box
from .models import Case

GROUP = _("Cases")


@rail
def boxes(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """The officer's boxes; if wanted with how many lie in each, counted in one query and only up to a hundred."""
    amounts = {}
    if counted and request.user.is_authenticated:
        piles = {name: in_box(request.user, name) for name, box in BOXES.items() if box.counted}
        amounts = amounts_in(piles, of=request.user)
    start = reverse("cases:list")
    for name, box in BOXES.items():
        yield RailItem.pile(box.title, f"{start}?box={name}", amounts.get(name), group=GROUP)


def follow_clock(clock: Clock) -> None:
    """Take over the due date of the clock that presses, when it was recounted."""
    case = Case.objects.get(pk=clock.thing_id)
    pressing = case.pressing_clock()
    if pressing and case.is_open:
        Case.objects.filter(pk=case.pk).update(due_at=pressing.internal_due, due_provisional=pressing.provisional)


on_recount("cases.case", follow_clock)
