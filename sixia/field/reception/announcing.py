"""What this room announces to the house: its receipts, its signpost, its windows, its place on the rail."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.rails import RailItem, rail
from sixia.foundations.common.receipts import opens
from sixia.foundations.common.signposts import signpost
from sixia.foundations.common.windows import window

from . import rules
from .models import Audience, ReceptionDay
from .workflow import Status

GROUP = _("Leaders' reception")

opens(Audience)
signpost(_("Reception days"), "reception:timetable", order=20)
window("cases.detail", "reception:for_case", title=_("Said at a reception day"), order=30)
window("visits.detail", "reception:for_visit", title=_("Reception day of this visit"), order=30)


@rail
def reception(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    """For those who arrange, oversee or receive; a village helper finds the bookings made for others."""
    if not request.user.is_authenticated:
        return
    if rules.may_plan(request.user) or rules.may_look_back(request.user):
        today = ReceptionDay.objects.visible_to(request.user).filter(on=timezone.localdate(), status=Status.PUBLISHED)
        yield RailItem(_("Reception days"), reverse("reception:days"), group=GROUP, count=today.count() if counted else None)
    if rules.may_book(request.user):
        yield RailItem(_("Book for someone"), reverse("reception:booked_by_me"), group=GROUP)
    if rules.may_carry_down(request.user):
        yield RailItem(_("Take cases down"), reverse("reception:carry"), group=GROUP)
    if rules.may_look_back(request.user):
        yield RailItem(_("What became of it"), reverse("reception:results"), group=GROUP)
