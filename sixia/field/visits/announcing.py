"""What this room announces to the house: its places on an officer's rail, its windows on a case, its signpost for the public."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import IntegerField, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.rails import RailItem, rail
from sixia.foundations.common.signposts import signpost
from sixia.foundations.common.windows import window
from sixia.foundations.units.standing import standing

from . import rules
from .boxes import in_box
from .models import Invitation, Matter, Visit

MOST = 99
GROUP = _("Going down")


class Amount(Subquery):
    """How many rows a bounded query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) pile)"
    output_field = IntegerField()
    empty_result_set_value = 0


def going_down(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """What an officer who goes down looks for; if wanted with how many lie there, in one query and only up to a hundred."""
    if not request.user.is_authenticated or not standing(request.user).held:
        return
    amounts = _amounts(request.user) if counted else {}
    start = reverse("visits:list")
    if rules.may_plan(request.user):
        yield _item(_("My visits ahead"), f"{start}?box=mine", amounts.get("mine"))
        yield _item(_("To be closed"), f"{start}?box=open", amounts.get("open"))
        yield _item(_("Still to be told"), reverse("visits:returns"), amounts.get("to_tell"))
        yield _item(_("Invitations"), reverse("visits:invitations"), amounts.get("invitations"))
        yield RailItem(_("Field notes"), reverse("field:page"), group=GROUP)
        yield RailItem(_("Where to go"), reverse("visits:where"), group=GROUP)
    yield RailItem(_("Calendar"), reverse("visits:calendar"), group=GROUP)
    yield RailItem(_("All visits I may see"), f"{start}?box=all", group=GROUP)


rail(going_down, order=30)


def _item(label: str | Promise, url: str, n: int | None) -> RailItem:
    return RailItem(label, url, count=None if n is None else min(n, MOST), more=bool(n and n > MOST), group=GROUP)


def _amounts(user: User) -> dict[str, int]:
    """How many lie in each; more than MOST is not told apart."""
    mine = Visit.objects.of(user).values("pk")
    piles = {
        "mine": in_box(user, "mine"),
        "open": in_box(user, "open"),
        "to_tell": Matter.objects.to_be_told().filter(visit__in=mine),
        "invitations": Invitation.objects.visible_to(user).open(),
    }
    bounded = {name: Amount(pile.order_by().values("pk")[: MOST + 1]) for name, pile in piles.items()}
    found = User.objects.filter(pk=user.pk).values_list(*bounded.values()).get()
    return dict(zip(bounded, found, strict=True))


rail(going_down, order=20)
window("cases.detail", "visits:for_case", title=_("Taken along on a visit"), order=40)
window("cases.progress", "visits:for_petitioner", title=_("Taken down to you"), order=40)
signpost(_("Invite a visit"), "visits:invite", order=40)
