"""What everyone may read: the timetable, one day, the notice to be put up, the sign for the door, the board of numbers."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sixia.foundations.common.doors import public
from sixia.foundations.common.pages import keyset
from sixia.foundations.places.models import Level, Place
from sixia.foundations.trail.tellings import timeline

from ..models import ReceptionDay
from ..timetable import month_of, next_month
from ..workflow import Stage, Status

NUMBERS_SHOWN = 8  # on the board: what can be read from five metres


def announced(number: str) -> ReceptionDay:
    """A day the public knows of; anything else does not exist."""
    return get_object_or_404(ReceptionDay.objects.announced().listed(), number=number)


def month_asked(request: HttpRequest) -> dt.date:
    """The month of `?month=2026-12`; this one where it is no month."""
    try:
        first = dt.date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = timezone.localdate().replace(day=1)
    return first if 1990 <= first.year < 2200 else timezone.localdate().replace(day=1)


def place_asked(request: HttpRequest) -> Place | None:
    code = request.GET.get("place", "")
    return Place.objects.standing().filter(code=code).first() if code.isascii() and code.isdigit() else None


@public
@require_safe
def timetable(request: HttpRequest) -> HttpResponse:
    """Who receives, when and where: the next days as a list, the month as a calendar."""
    place, first = place_asked(request), month_asked(request)
    days = ReceptionDay.objects.announced().listed()
    if place:
        days = days.in_place(place.code)
    context = {
        "page": keyset(days.filter(on__gte=timezone.localdate()), request, order=("on", "id"), size=12),
        "month": month_of(first, days.filter(on__gte=first, on__lt=next_month(first)).order_by("begins", "id")),
        "before": next_month(first, -1),
        "after": next_month(first),
        "place": place,
        "places": Place.objects.standing().under(Place.objects.office_code()).filter(level__lte=Level.TOWNSHIP).order_by("code"),
    }
    return TemplateResponse(request, "reception/timetable.html", context)


@public
@require_safe
def day(request: HttpRequest, number: str) -> HttpResponse:
    """One day: who, with what portfolio, where, when, in which form, what is free, what was changed and why."""
    known = announced(number)
    slots = list(known.slots.all())
    context = {
        "day": known,
        "slots": [slot for slot in slots if slot.kind == slot.Kind.BOOKED],
        "walk_in": next((slot for slot in slots if slot.kind == slot.Kind.WALK_IN), None),
        "unsettled": known.is_unsettled,
        "open": known.is_published and not known.is_over,
        "swaps": known.swaps.select_related("from_leader", "leader", "from_post", "post"),
        "lines": timeline(known, public=True),
    }
    return TemplateResponse(request, "reception/day.html", context)


@public
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The month's timetable to be printed and put up (公示): name, post, portfolio, time, place, form."""
    place, first = place_asked(request), month_asked(request)
    days = ReceptionDay.objects.announced().listed().filter(on__gte=first, on__lt=next_month(first))
    if place:
        days = days.in_place(place.code)
    context = {"days": days.order_by("begins", "id")[:200], "first": first, "place": place or Place.objects.of_office()}
    return TemplateResponse(request, "reception/notice.html", context)


@public
@require_safe
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """The sign for the door."""
    return TemplateResponse(request, "reception/sign.html", {"day": announced(number)})


@public
@never_cache
@require_safe
def board(request: HttpRequest, number: str) -> HttpResponse:
    """The screen in the waiting room: big numbers, no names. It refreshes itself, with and without JavaScript."""
    known = announced(number)
    queue = known.audiences.filter(queue_no__isnull=False)
    called = list(queue.filter(stage=Stage.CALLED).order_by("-called_at").values_list("queue_no", flat=True)[:2])
    waiting = list(queue.filter(stage=Stage.ARRIVED).order_by("queue_no").values_list("queue_no", flat=True)[: NUMBERS_SHOWN + 1])
    context = {
        "day": known,
        "called": called,
        "waiting": waiting[:NUMBERS_SHOWN],
        "more": len(waiting) > NUMBERS_SHOWN,
        "now": timezone.localtime(),
        "over": known.status != Status.PUBLISHED,
    }
    return TemplateResponse(request, "reception/board.html", context)
