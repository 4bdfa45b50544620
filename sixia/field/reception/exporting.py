"""The timetable as an Excel file (导出), with what is published and how many came; nobody who booked is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sixia.foundations.common import numbers, sheets

from .models import ReceptionDay
from .models.day import ReceptionDayQuerySet
from .workflow import Stage

MOST_ROWS = 20_000


def workbook_of(days: ReceptionDayQuerySet, *, name: str) -> HttpResponse:
    head = [
        _("Number"), _("Day"), pgettext("reception", "Begins"), _("Ends"), pgettext("reception", "Leader"),
        pgettext("reception", "Post"), _("Portfolio"), pgettext("reception", "Place"), pgettext("reception", "Where exactly"),
        _("Form"), _("Theme"), _("Status"), _("Why cancelled"), _("People received"), _("Did not come"),
    ]  # fmt: skip
    return sheets.workbook(name, head, _rows(days))


def _rows(days: ReceptionDayQuerySet) -> Iterator[list[Any]]:
    counted = days.listed().annotate(
        received=Count("audiences", filter=Q(audiences__stage=Stage.RECEIVED)),
        absent=Count("audiences", filter=Q(audiences__stage=Stage.ABSENT)),
    )
    for day in counted[:MOST_ROWS]:
        yield _row(day)


def _row(day: ReceptionDay) -> list[Any]:
    begins, ends = day.hours.split("–")
    return [
        numbers.spoken(day.number), day.on, begins, ends, day.leader_name, f"{day.post.unit} {day.post}", day.portfolio_words,
        str(day.place), day.address, day.get_form_display(), day.theme, day.get_status_display(), day.reason,
        getattr(day, "received", None), getattr(day, "absent", None),
    ]  # fmt: skip
