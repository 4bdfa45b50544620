"""Pages that show many visits at once: the month, where to go, the map without a map, one's own record, the calendar address."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import public, staff
from sixia.foundations.common.fragments import page
from sixia.foundations.places.models import Level, Place

from .. import feeds, months, rules, whither
from ..models import Feed, Visit
from ..record import record_of

MOST_IN_A_MONTH = 300
FEED_ROWS = 400


@staff
@never_cache
def calendar(request: StaffRequest) -> HttpResponse:
    """A month of visits: one's own, or with `?whose=all` every one that may be seen."""
    first = months.first_of(request.GET.get("month", ""))
    everyone = request.GET.get("whose") == "all"
    visits = Visit.objects.visible_to(request.user) if everyone else Visit.objects.of(request.user)
    start, end = months.bounds(first)
    rows = list(visits.filter(start_at__gte=start, start_at__lt=end).listed().order_by("start_at", "id")[: MOST_IN_A_MONTH + 1])
    context = {
        "month": months.month_of(first, rows[:MOST_IN_A_MONTH]),
        "everyone": everyone,
        "count": len(rows[:MOST_IN_A_MONTH]),
        "more": len(rows) > MOST_IN_A_MONTH,
        "feed": request.build_absolute_uri(Feed.objects.of(request.user).url),
    }
    return page(request, "visits/calendar.html", context)


@staff
@require_POST
def renew(request: StaffRequest) -> HttpResponse:
    """A new calendar address; the old one is shut."""
    Feed.objects.of(request.user).renew(by=request.user)
    messages.success(request, _("The calendar address is new; whoever had the old one reads nothing any more."))
    return redirect("visits:calendar")


@public
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Someone's own visits for their own calendar. The address is the key, and it can be renewed."""
    opened = Feed.objects.behind(token)
    if opened is None:
        raise Http404
    visits = Visit.objects.of(opened.user).select_related("place").order_by("-start_at")[:FEED_ROWS]
    address = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(feeds.calendar_of(visits, address=address), content_type=feeds.MEDIA_TYPE)


def area(request: StaffRequest) -> Place:
    """The place asked for, within the office's own; a wrong one is no place of ours."""
    code = request.GET.get("place", "").replace("\0", "")[:15] or Place.objects.office_code()
    return get_object_or_404(Place.objects.under(Place.objects.office_code()), code=code)


def below(place: Place) -> list[Place]:
    """Where an area is too wide to show its villages: the areas in it."""
    if place.level >= Level.COUNTY:
        return []
    length = place.level + 2
    return list(Place.objects.under(place.code).standing().at(Level(length)).by_sound())


def laid_out(request: StaffRequest) -> dict[str, Any]:
    """The villages of the area with what speaks for going there; of a wider one the areas in it."""
    place = area(request)
    narrower = below(place)
    found = [] if narrower else whither.candidates(place.code, request.user)
    return {"place": place, "narrower": narrower, "found": found, "may_plan": rules.may_plan(request.user)}


@staff
@never_cache
def where(request: StaffRequest) -> HttpResponse:
    """Where to go: villages with what speaks for each, sorted as the reader wishes."""
    order = request.GET.get("by", "")
    order = order if order in whither.ORDERS else "hard"
    context = laid_out(request)
    context |= {"order": order, "orders": whither.ORDERS.items(), "rows": whither.ordered(context["found"], order)}
    return page(request, "visits/where.html", context)


@staff
@never_cache
def map_(request: StaffRequest) -> HttpResponse:
    """Township by township, village by village, the darker the longer nobody came. A schematic map: no coordinates are kept."""
    context = laid_out(request)
    townships = Place.objects.in_bulk({it.place.code[: Level.TOWNSHIP] for it in context["found"]})
    grouped = groupby(context["found"], key=lambda it: it.place.code[: Level.TOWNSHIP])
    context["townships"] = [(townships.get(code), list(villages)) for code, villages in grouped]
    return page(request, "visits/map.html", {**context, "legend": whither.legend()})


@staff
@never_cache
def record(request: StaffRequest, username: str = "") -> HttpResponse:
    """What one officer solved, promised, kept and failed to keep on visits: their own, or that of someone above one may see."""
    officer = get_object_or_404(User, username=username) if username else request.user
    visits = Visit.objects.visible_to(request.user).filter(user=officer)
    if officer != request.user and not visits.exists():
        raise Http404
    return page(request, "visits/record.html", {"record": record_of(visits, request.user), "officer": officer})
