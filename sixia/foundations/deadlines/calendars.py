"""The working calendar as the program now knows it."""

from __future__ import annotations

from .counting import WorkingCalendar
from .models import working_calendar


def load() -> WorkingCalendar:
    """All announced and provisional years as one value; kept in memory for a minute."""
    return working_calendar()
