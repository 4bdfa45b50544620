"""What this room announces to the house: its boxes on an officer's rail, its list to the public, its windows on a case."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.rails import RailItem, rail
from sixia.foundations.common.signposts import signpost
from sixia.foundations.common.windows import window
from sixia.spine.cases.announcing import MOST, Amount

from .boxes import BOXES, in_box


def boxes(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """The officer's promises; if wanted with how many lie in each, counted in one query and only up to a hundred."""
    amounts = _amounts(request.user) if counted and request.user.is_authenticated else {}
    start = reverse("commitments:list")
    for name, box in BOXES.items():
        n = amounts.get(name)
        count = None if n is None else min(n, MOST)
        yield RailItem(box.title, f"{start}?box={name}", count=count, more=bool(n and n > MOST), group=_("Promises"))


def _amounts(user: User) -> dict[str, int]:
    piles = {name: Amount(in_box(user, name).values("pk")[: MOST + 1]) for name, box in BOXES.items() if box.counted}
    found = User.objects.filter(pk=user.pk).values_list(*piles.values()).get()
    return dict(zip(piles, found, strict=True))


rail(boxes, order=20)
signpost(_("Promises"), "commitments:all", order=30)
window("cases.detail", "commitments:for_case", title=_("Promises on this case"), order=10)
window("cases.progress", "commitments:to_petitioner", title=_("What was promised to you"), order=10)
