"""What this room announces to the house: its boxes on an officer's rail."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.common.rails import MOST, RailItem, rail
from sixia.foundations.units.standing import standing

from .boxes import BOXES
from .models import Pairing

GROUP = _("Standing ties")


def ties(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """One's own ties, all others, and where it is quiet; nothing for someone without a post."""
    if not (request.user.is_authenticated and standing(request.user).held):
        return
    mine = Pairing.objects.in_force().held_by(request.user)[: MOST + 1].count() if counted else None
    start = reverse("pairings:list")
    yield RailItem.pile(BOXES["mine"].title, f"{start}?box=mine", mine, group=GROUP)
    yield RailItem(pgettext_lazy("ties", "All ties"), f"{start}?box=all", group=GROUP)
    yield RailItem(_("Where it is quiet"), reverse("pairings:quiet"), group=GROUP)


rail(ties, order=50)
