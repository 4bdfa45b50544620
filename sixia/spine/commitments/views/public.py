"""What anyone may read: which promises were made, and what became of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from sixia.foundations.common.doors import public
from sixia.foundations.common.fragments import page
from sixia.foundations.common.pages import keyset
from sixia.foundations.places.models import Place

from ..history import history_of
from ..models import Commitment
from ..tally import LATEST, STATES, shown_to_all, tally_of


def where(request: HttpRequest) -> tuple[Place, bool]:
    """The place the reader chose or wrote, the office's own where there is none; and whether their words named one."""
    words, code = request.GET.get("q", ""), request.GET.get("place", "")
    office = Place.objects.of_office()
    if words:
        named = Place.objects.named_in(words, under=office.code)
        return named or office, named is not None
    chosen = Place.objects.filter(code=code).first() if code.isascii() and code.isdigit() else None
    return chosen or office, True


@public
def list_(request: HttpRequest) -> HttpResponse:
    """All public promises of a place: how many, how they stand, and each of them."""
    place, named = where(request)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    found = keyset(shown_to_all(place.code, state).listed(), request, order=STATES[state].order if state else LATEST)
    context = {**counted(place), "page": found, "state": STATES.get(state), "state_name": state, "named": named}
    return page(request, "commitments/all.html", context, fragments={"commitments-all"})


def counted(place: Place) -> dict[str, Any]:
    tally = tally_of(shown_to_all(place.code))
    rows = [(name, it.label, it.tone, tally.counts[name]) for name, it in STATES.items()]
    return {"place": place, "total": tally.total, "counts": rows}


@public
def shown(request: HttpRequest, number: str) -> HttpResponse:
    """One promise: to whom, by whom, until when, and what was said of it since."""
    promise = get_object_or_404(Commitment.objects.public().listed().select_related("drop_record__approved_by"), number=number)
    return TemplateResponse(request, "commitments/shown.html", {"promise": promise, **history_of(promise, public=True)})
