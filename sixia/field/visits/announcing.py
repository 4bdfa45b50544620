"""What this room announces to the house: its places on an officer's rail, its windows on a case, its signpost for the public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.rails import RailItem, amounts_in, rail
from sixia.foundations.common.signposts import signpost
from sixia.foundations.common.windows import window
from sixia.foundations.units.standing import standing

from . import rules
from .boxes import in_box
from .models import Invitation, Matter, Visit

GROUP = _("Going down")


def going_down(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """What an officer who goes down looks for; if wanted with how many lie there, in one query and only up to a hundred."""
    if not request.user.is_authenticated or not standing(request.user).held:
        return
    amounts = amounts_in(_piles(request.user), of=request.user) if counted else {}
    start = reverse("visits:list")
    if rules.may_plan(request.user):
        yield RailItem.pile(_("My visits ahead"), f"{start}?box=mine", amounts.get("mine"), group=GROUP)
        yield RailItem.pile(_("To be closed"), f"{start}?box=open", amounts.get("open"), group=GROUP)
        yield RailItem.pile(_("Still to be told"), reverse("visits:returns"), amounts.get("to_tell"), group=GROUP)
        yield RailItem.pile(_("Invitations"), reverse("visits:invitations"), amounts.get("invitations"), group=GROUP)
        yield RailItem(_("Field notes"), reverse("field:page"), group=GROUP)
        yield RailItem(_("Where to go"), reverse("visits:where"), group=GROUP)
    yield RailItem(_("Calendar"), reverse("visits:calendar"), group=GROUP)
    yield RailItem(_("All visits I may see"), f"{start}?box=all", group=GROUP)


rail(going_down, order=30)


def _piles(user: User) -> dict[str, QuerySet[Any]]:
    mine = Visit.objects.of(user).values("pk")
    return {
        "mine": in_box(user, "mine"),
        "open": in_box(user, "open"),
        "to_tell": Matter.objects.to_be_told().filter(visit__in=mine),
        "invitations": Invitation.objects.visible_to(user).open(),
    }


window("cases.detail", "visits:for_case", title=_("Taken along on a visit"), order=40)
window("cases.progress", "visits:for_petitioner", title=_("Taken down to you"), order=40)
signpost(_("Invite a visit"), "visits:invite", order=40)
