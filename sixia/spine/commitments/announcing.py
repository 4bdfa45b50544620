"""What this room announces to the house: its boxes on an officer's rail, its list to the public, its windows on a case."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.rails import RailItem, amounts_in, rail
from sixia.foundations.common.signposts import signpost
from sixia.foundations.common.windows import window

from .boxes import BOXES, in_box


def boxes(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """The officer's promises; if wanted with how many lie in each, counted in one query and only up to a hundred."""
    amounts = {}
    if counted and request.user.is_authenticated:
        piles = {name: in_box(request.user, name) for name, box in BOXES.items() if box.counted}
        amounts = amounts_in(piles, of=request.user)
    start = reverse("commitments:list")
    for name, box in BOXES.items():
        yield RailItem.pile(box.title, f"{start}?box={name}", amounts.get(name), group=_("Promises"))


rail(boxes, order=20)
signpost(_("Promises"), "commitments:all", order=30)
window("cases.detail", "commitments:for_case", title=_("Promises on this case"), order=10)
window("cases.progress", "commitments:to_petitioner", title=_("What was promised to you"), order=10)
