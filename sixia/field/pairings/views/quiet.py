"""The page of silence: villages, enterprises, projects and households nobody visited or heard from, the quietest first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.fragments import page
from sixia.foundations.common.pages import keyset
from sixia.foundations.places.models import Level, Place

from .. import rules
from ..boxes import ORDER
from ..models import Coverage, CoverageTally, FirmCoverage, Pairing
from ..rows import extent_of, firm_rows, tie_rows, village_rows
from ..workflow import Kind

VILLAGES, UNTIED = "village", "untied"
KINDS: dict[str, str | Promise] = {
    VILLAGES: _("Villages and communities"),
    UNTIED: _("Enterprises nobody is tied to"),
    Kind.ENTERPRISE: _("Enterprises"),
    Kind.PROJECT: _("Projects"),
    Kind.HOUSEHOLD: _("Households"),
}
VILLAGE_ORDER = ("quiet_since", "place")
FIRM_ORDER = ("quiet_since", "enterprise")
MOST_BELOW = 60


@staff
@never_cache
def quiet(request: StaffRequest) -> HttpResponse:
    """Silence is not calm: who was not visited, not contacted and not heard from, and for how long."""
    area = area_asked_for(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else VILLAGES
    context = {
        "area": area,
        "kinds": [(key, label, key == kind) for key, label in KINDS.items()],
        "kind": kind,
        "lineage": [place for place in area.lineage() if rules.may_look_at(request.user, place.code)],
        "below": below(area),
        **listed(request, area, kind),
    }
    return page(request, "pairings/quiet.html", context, fragments={"quiet"})


def area_asked_for(request: StaffRequest) -> Place:
    """The place named in the address, or the widest this officer serves; none beyond it."""
    code = request.GET.get("place", "") or rules.area_of(request.user)
    area = Place.objects.filter(code=code).first()
    if area is None or not rules.may_look_at(request.user, code):
        raise Http404
    return area


def below(area: Place) -> list[Place]:
    """The places one level down, to narrow to; villages are the list itself."""
    if area.level >= Level.TOWNSHIP:
        return []
    level = next(level for level in Level if level > area.level)
    return list(Place.objects.under(area.code).at(level).standing().order_by("code")[:MOST_BELOW])


def listed(request: StaffRequest, area: Place, kind: str) -> dict[str, Any]:
    if kind == VILLAGES:
        return villages(request, area)
    return untied(request, area) if kind == UNTIED else tied(request, area, kind)


def villages(request: StaffRequest, area: Place) -> dict[str, Any]:
    found = keyset(Coverage.objects.in_place(area.code).standing().select_related("place"), request, order=VILLAGE_ORDER)
    return {
        "page": found,
        "extent": extent_of(found),
        "villages": village_rows(found.rows),
        "share": CoverageTally.objects.villages_in(area.code),
    }


def untied(request: StaffRequest, area: Place) -> dict[str, Any]:
    firms = FirmCoverage.objects.in_place(area.code).untied().select_related("enterprise", "place")
    found = keyset(firms, request, order=FIRM_ORDER)
    return {
        "page": found,
        "extent": extent_of(found),
        "firms": firm_rows(found.rows),
        "share": CoverageTally.objects.firms_in(area.code),
    }


def tied(request: StaffRequest, area: Place, kind: str) -> dict[str, Any]:
    """Enterprises, projects and households are known by their ties."""
    ties = Pairing.objects.visible_to(request.user).in_force().filter(kind=kind).in_place(area.code)
    found = keyset(ties.listed(), request, order=ORDER)
    return {"page": found, "extent": extent_of(found), "rows": tie_rows(found.rows)}
