"""What this room announces to the house: its pages on an officer's rail, and due dates that were recounted."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.rails import MOST, RailItem, rail
from sixia.foundations.deadlines.clocks import on_recount
from sixia.foundations.deadlines.models import Clock
from sixia.foundations.units.standing import standing

from .models import Summons

GROUP = _("On-site work")


def pages(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """For everyone with a post; the summonses of their units that wait, counted up to a hundred."""
    units = standing(request.user).units
    if not units:
        return
    waiting = Summons.objects.pressing().of_units(units)[: MOST + 1].count() if counted else None
    start = reverse("onsite:list")
    yield RailItem.pile(_("Called to"), f"{start}?box=called", waiting, group=GROUP)
    yield RailItem(_("Meetings"), f"{start}?box=ahead", group=GROUP)
    yield RailItem(_("Practical deeds"), reverse("onsite:deeds"), group=GROUP)
    yield RailItem(_("Stubborn problems"), reverse("onsite:problems"), group=GROUP)


def follow_clock(clock: Clock) -> None:
    """Take over the day by which a unit has to answer, when it was recounted."""
    Summons.objects.filter(pk=clock.thing_id).update(respond_by=clock.internal_due, provisional=clock.provisional)


rail(pages, order=40)
on_recount("onsite.summons", follow_clock)
