"""An officer's pages for a case that a leader owns by name: give it, report on it, end it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.places.models import prefixes
from sixia.foundations.units.models import Post, Role

from .. import rules
from ..forms import DisownForm, OwnForm, ReportOwnForm
from ..models import Case
from .desk import sight
from .moving import move


def leading_posts(case: Case) -> QuerySet[Post]:
    """Leaders and heads of units over the place of the case."""
    posts = Post.objects.filter(role__in=(Role.LEADER, Role.HEAD), unit__closed_on=None, unit__place__in=prefixes(case.place_id))
    return posts.select_related("unit").order_by("unit__place", "unit", "pk")


@staff
def own(request: StaffRequest, number: str) -> HttpResponse:
    """Give the case to a leader, who answers by name for how it ends."""
    case = sight(request, number)
    if not rules.may_own(request.user, case):
        raise PermissionDenied
    form = OwnForm(request.POST or None, posts=leading_posts(case), initial={"seen": case.version})
    return move(request, case, form, "cases/own.html", case.own, heading=_("Give it to a leader"))


@staff
def report_own(request: StaffRequest, number: str) -> HttpResponse:
    """Say that one of the three tasks is done."""
    case = sight(request, number)
    if not rules.may_report_own(request.user, case):
        raise PermissionDenied
    form = ReportOwnForm(request.POST or None, initial={"seen": case.version})
    return move(request, case, form, "cases/own.html", case.report_own, heading=_("Report what was done"))


@staff
def disown(request: StaffRequest, number: str) -> HttpResponse:
    """End the ownership: with the petitioner's word, or with lawful finality."""
    case = sight(request, number)
    if not rules.may_disown(request.user, case):
        raise PermissionDenied
    form = DisownForm(request.POST or None, initial={"seen": case.version})
    return move(request, case, form, "cases/own.html", case.disown, heading=_("End the ownership"))
