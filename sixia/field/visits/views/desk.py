"""An officer's pages for reading: one visit."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.trail.tellings import timeline

from .. import rules
from ..models import Visit


def sight(request: StaffRequest, number: str) -> Visit:
    """The visit, if this officer may see it; else it does not exist."""
    visits = Visit.objects.visible_to(request.user).select_related("place", "planned_place", "user", "post__unit", "planned_by")
    return get_object_or_404(visits, number=number)


@staff
@never_cache
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One visit: why there, what came of it, what can be done."""
    visit = sight(request, number)
    context = {"visit": visit, "may": rules.may(request.user, visit), "lines": timeline(visit, public=False)}
    return page(request, "visits/detail.html", context, fragments={"detail"})
