"""What became of it: a year's reception days against the rule, what was asked, settled and promised, and the shift downwards."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.places.models import Place

from .. import rules
from ..models import ReceptionDay
from ..results import result_of, shifts_of
from ..timetable import against_the_rules


def year_asked(request: StaffRequest) -> int:
    text, this = request.GET.get("year", ""), timezone.localdate().year
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and 1990 <= int(text) <= this + 1 else this


@staff
@never_cache
def results(request: StaffRequest) -> HttpResponse:
    """One year of one place."""
    if not rules.may_look_back(request.user):
        raise PermissionDenied
    year, place = year_asked(request), Place.objects.of_office()
    context = {
        "year": year,
        "years": [year - 1, year + 1],
        "place": place,
        "result": result_of(ReceptionDay.objects.of_year(year).in_place(place.code)),
        "lines": against_the_rules(rules.posts_of(request.user), year=year, place_code=place.code),
        "shifts": shifts_of(place.code, year),
    }
    return TemplateResponse(request, "reception/results.html", context)
