"""An officer's pages for reading promises."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.trail.tellings import timeline

from ..models import Commitment


def sight(request: StaffRequest, number: str) -> Commitment:
    """The promise, if this officer may see it; else it does not exist."""
    return get_object_or_404(Commitment.objects.visible_to(request.user).listed(), number=number)


@staff
@never_cache
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """One promise: what, to whom, by when, and its trail."""
    promise = sight(request, number)
    context = {"promise": promise, "changes": promise.changes.all(), "lines": timeline(promise, public=False)}
    return page(request, "commitments/detail.html", context, fragments={"detail"})
