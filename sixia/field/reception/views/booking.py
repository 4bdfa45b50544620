"""Booking a place, and what its holder can do with the receipt: read, choose another time, cancel, confirm the record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import admit, petitioner, public, staff
from sixia.foundations.common.pages import keyset
from sixia.foundations.common.statements import Statement, blank
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import timeline
from sixia.foundations.units.models import Role
from sixia.foundations.units.standing import standing

from .. import rules
from ..forms import BookForm, BookForThemForm, ChooseForm
from ..models import Audience, ReceptionDay, Slot
from ..models.moving import ReceptionError
from ..workflow import TURNS, Stage, Status, Way
from .showing import announced

CHOICES_SHOWN = 40


TIMES = Statement(
    lambda: (
        Slot.objects.bookable()
        .filter(day__number=blank("number"), day__published_at__isnull=False)
        .select_related("day")
        .order_by("starts_at")
    )
)


def book_on(request: HttpRequest, number: str, kind: type[BookForm], *, by: User | Voice, **initial: Any) -> HttpResponse:
    """Show the form; when it is sent and valid, book. What goes wrong stands above the form; what was typed is kept."""
    slots = TIMES.all(number=number)  # with their day in one asking, and nobody's name: what a crowd asks for
    day = slots[0].day if slots else announced(number)
    form = kind(request.POST or None, slots=slots, seen=day.version, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            booked = Audience.objects.book(by=by, **form.said)
        except ReceptionError as error:
            form.add_error(None, str(error))
        else:
            if by is not Voice.PETITIONER:  # shown this once, for them: this browser does not keep it
                return paper(request, own(booked.audience.number), onward=booked.audience.desk_url)
            return admit(request, redirect("reception:receipt", booked.audience.number), booked.audience.number)
    template = "reception/book.html" if by is Voice.PETITIONER else "reception/book_for_them.html"
    return TemplateResponse(request, template, {"day": day, "form": form}, status=422 if form.is_bound else 200)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, number: str) -> HttpResponse:
    """Book without an account; the receipt comes at once."""
    return book_on(request, number, BookForm, by=Voice.PETITIONER)


@staff
@require_http_methods(["GET", "POST"])
def book_for_them(request: StaffRequest, number: str) -> HttpResponse:
    """For someone who phoned, came to a window, or asked a village helper."""
    if not rules.may_book(request.user):
        raise PermissionDenied
    way = Way.HELPER if standing(request.user).holds(Role.VILLAGE) else Way.PHONE
    return book_on(request, number, BookForThemForm, by=request.user, way=way)


@staff
@never_cache
def booked_by_me(request: StaffRequest) -> HttpResponse:
    """What a village helper booked for others, and what became of it."""
    if not rules.may_book(request.user):
        raise PermissionDenied
    mine = (
        Audience.objects.visible_to(request.user).filter(booked_by=request.user).select_related("day__leader", "slot", "person")
    )
    context = {
        "page": keyset(mine.select_related("day__leader", "slot", "person"), request, order=("-id",)),
        "days": ReceptionDay.objects.announced().upcoming().listed().filter(status=Status.PUBLISHED).order_by("on", "id")[:12],
    }
    return TemplateResponse(request, "reception/booked_by_me.html", context)


def own(number: str) -> Audience:
    return get_object_or_404(Audience.objects.select_related("day__leader", "day__place", "day__post", "slot"), number=number)


def other_times(audience: Audience) -> Any:
    """Times this booking can be changed to, the nearest first."""
    slots = Slot.objects.bookable().filter(
        day__status=Status.PUBLISHED, starts_at__gt=timezone.now(), day__place__code__startswith=audience.day.place_id[:6]
    )
    if audience.stage != Stage.DROPPED:
        slots = slots.exclude(pk=audience.slot_id)
    near = slots.order_by("starts_at", "id")
    return slots.filter(pk__in=near.values("pk")[:CHOICES_SHOWN]).select_related("day__leader")


def may_choose(audience: Audience) -> bool:
    """With a place or on the list before its time, or dropped by the office."""
    still = audience.slot.starts_at > timezone.now()
    return audience.stage == Stage.DROPPED or (still and audience.stage in (Stage.BOOKED, Stage.LISTED))


@petitioner
@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Number, secret, time and place. Made to be printed."""
    return paper(request, own(number))


def paper(request: HttpRequest, audience: Audience, *, onward: str = "") -> HttpResponse:
    context = {"thing": audience, "code": audience.code(request), "onward": onward}
    return TemplateResponse(request, "reception/receipt.html", context)


@petitioner
@never_cache
def booking(request: HttpRequest, number: str) -> HttpResponse:
    """Where it stands: when, with whom, the place in line, what was raised; and what can be changed."""
    return show(request, own(number))


def show(request: HttpRequest, audience: Audience, status: int = 200, form: ChooseForm | None = None) -> HttpResponse:
    choose = form or (ChooseForm(slots=other_times(audience)) if may_choose(audience) else None)
    context = {
        "audience": audience,
        "day": audience.day,
        "place_in_line": audience.place_in_line if audience.stage == Stage.LISTED else None,
        "swap": audience.day.swaps.select_related("from_leader", "leader").last(),
        "form": choose,
        "may_cancel": Stage.CANCELLED in TURNS[audience.stage],
        "raised": audience.raised.select_related("case"),
        "lines": timeline(audience, public=True),
    }
    return TemplateResponse(request, "reception/booking.html", context, status=status)


@petitioner
@require_POST
def choose(request: HttpRequest, number: str) -> HttpResponse:
    """Another time."""
    audience = own(number)
    form = ChooseForm(request.POST, slots=other_times(audience))
    if form.is_valid():
        try:
            audience.choose(by=Voice.PETITIONER, slot=form.cleaned_data["slot"])
        except ReceptionError as error:
            form.add_error(None, str(error))
    if form.errors:
        return show(request, own(number), status=422, form=form)
    messages.success(request, _("Changed. Your receipt stays the same."))
    return redirect(audience.follow_url)


@petitioner
@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """They do not come after all."""
    audience = own(number)
    try:
        audience.cancel(by=Voice.PETITIONER)
        messages.success(request, _("Cancelled. The place goes to the next in line."))
    except ReceptionError as error:
        messages.error(request, str(error))
    return redirect(audience.follow_url)


@petitioner
@require_POST
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """“Yes, this is what I said.”"""
    audience = own(number)
    try:
        audience.confirm(by=Voice.PETITIONER, seen=request.POST.get("seen", ""))
    except ReceptionError as error:
        messages.error(request, str(error))
    return redirect(audience.follow_url)
