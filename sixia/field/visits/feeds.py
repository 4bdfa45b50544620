"""Visits as an iCalendar file (RFC 5545), for the calendar in one's own pocket: where and when, never who raised what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils import timezone

from sixia.foundations.common.look import office_name

from .models import Visit
from .workflow import Status

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST = 73  # octets of a line before it is folded (RFC 5545, 3.1), with room for the break


def calendar_of(visits: Iterable[Visit], *, address: str) -> str:
    """`address`: the site, so that each entry leads back to its page."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sixia//visits//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    head += [f"X-WR-CALNAME:{escaped(office_name())}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    body = [line for visit in visits for line in entry(visit, address)]
    return "".join(f"{part}\r\n" for line in [*head, *body, "END:VCALENDAR"] for part in folded(line))


def entry(visit: Visit, address: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{visit.once}@sixia"
    yield f"DTSTAMP:{stamp(timezone.now())}"
    yield f"DTSTART:{stamp(visit.start_at)}"
    yield f"DTEND:{stamp(visit.end_at)}"
    yield f"SUMMARY:{escaped(visit.purpose)}"
    yield f"LOCATION:{escaped(str(visit.place))}"
    yield f"URL:{address}{visit.url}"
    yield f"STATUS:{'CANCELLED' if visit.status == Status.CANCELLED else 'CONFIRMED'}"
    yield "END:VEVENT"


def stamp(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Commas, semicolons and lines have a meaning of their own there."""
    for sign, said in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, said)
    return text


def folded(line: str) -> Iterator[str]:
    """A long line goes on in the next with a space before it; never through the middle of a character."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
