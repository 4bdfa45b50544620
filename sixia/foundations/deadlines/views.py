from __future__ import annotations

from datetime import date, datetime, time
from itertools import groupby

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.foundations.common.doors import public
from sixia.foundations.places.models import Place

from . import calendars, monthly
from .counting import ZONE, Reckoning, reckon
from .forms import ReckonForm
from .models import CalendarYear, Frequency, Rule

FAMILIES = {
    "XF": gettext_lazy("Petitions"),
    "HL": gettext_lazy("Hotline"),
    "DEC": gettext_lazy("Major decisions"),
    "GOV": gettext_lazy("Open government information"),
    "SUP": gettext_lazy("Government supervision"),
    "MED": gettext_lazy("Mediation"),
    "HCP": gettext_lazy("After a poor rating"),
    "SX": gettext_lazy("Defaults of this program"),
}
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 1, 1)


@public
def rules(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate(timezone=ZONE)
    versions = list(Rule.objects.order_by("id"))
    standing = [rule for rule in versions if rule.holds(today)]
    form = ReckonForm(request.GET if "rule" in request.GET else None, rules=standing)
    if form.is_bound and form.is_valid():
        return redirect("deadlines:reckoning", form.cleaned_data["rule"], form.cleaned_data["start"].isoformat())
    families = [
        (FAMILIES.get(family, family), list(members)) for family, members in groupby(sorted(standing, key=_place), key=_family)
    ]
    context = {
        "form": form,
        "families": families,
        "frequencies": Frequency.objects.in_force(_office_code(), today),
        "earlier": [rule for rule in versions if not rule.holds(today)],
        "years": CalendarYear.objects.order_by("-year"),
    }
    return TemplateResponse(request, "deadlines/rules.html", context)


@public
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    known = get_object_or_404(CalendarYear, year=year)
    working = calendars.load()
    context = {
        "year": known,
        "months": monthly.of_year(year, working),
        "spans": monthly.spans_of_year(year, working),
        "years": CalendarYear.objects.order_by("-year"),
    }
    return TemplateResponse(request, "deadlines/calendar.html", context)


@public
def reckoning(request: HttpRequest, code: str, start: str) -> HttpResponse:
    """Names no thing and reads no clock: the same question has the same answer for everyone."""
    started_at = _start(start)
    rule = _rule(code, request.GET.get("version", started_at.date().isoformat()))
    extended_by = _extension(request.GET.get("extended", "0"), rule)
    if rule.length is None:
        raise Http404
    reckoned = reckon(rule, started_at, calendars.load(), extended_by=extended_by)
    context = {
        "rule": rule,
        "started_at": started_at,
        "extended_by": extended_by,
        "total": rule.length + extended_by,
        "reckoning": reckoned,
        "raw": max(day.on for day in reckoned.days if day.counted),
        "unsettled": _unsettled_years(reckoned),
        "months": [] if rule.is_by_the_clock else monthly.of_reckoning(reckoned),
        "years": CalendarYear.objects.filter(year__in={day.on.year for day in reckoned.days}),
        "days": [(day, monthly.why_words(day)) for day in reckoned.days],
    }
    return TemplateResponse(request, "deadlines/reckoning.html", context)


def _office_code() -> str:
    """Where the office is; the whole country while no place is loaded yet."""
    try:
        return Place.objects.office_code()
    except ImproperlyConfigured:
        return ""


def _family(rule: Rule) -> str:
    return rule.code.partition(".")[0]


def _place(rule: Rule) -> tuple[int, int]:
    family = _family(rule)
    return (list(FAMILIES).index(family) if family in FAMILIES else len(FAMILIES), rule.pk)


def _start(text: str) -> datetime:
    try:
        start = datetime.fromisoformat(text).replace(tzinfo=ZONE) if "T" in text else datetime.combine(_day(text), time(), ZONE)
    except ValueError as error:
        raise Http404(_("This is not a day.")) from error
    if not EARLIEST <= start.date() < LATEST:
        raise Http404(_("Days are counted from 1990 to 2199."))
    return start


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404(_("This is not a day.")) from error


def _rule(code: str, on: str) -> Rule:
    try:
        return Rule.objects.in_force(code, _day(on))
    except Rule.DoesNotExist as error:
        raise Http404(str(error)) from error


def _extension(text: str, rule: Rule) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= rule.extension):
        raise Http404(_("The rule does not allow this extension."))
    return int(text)


def _unsettled_years(reckoned: Reckoning) -> list[int]:
    """The years whose arrangement the dates still wait for."""
    if not reckoned.provisional:
        return []
    announced = calendars.load().announced
    years = {reckoned.internal_due.year, reckoned.legal_latest.year}
    return sorted(years - announced) or [max(years) + 1]
