"""Clocks of phones (手机时钟): a wrong one is put right by what it said when it sent; both times are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

AGREES = dt.timedelta(minutes=1)  # the line itself takes some seconds
LONGEST = dt.timedelta(days=400)  # older than that, nobody carried it on a phone: the clock stood at its beginning


def read_clock(milliseconds: object) -> dt.datetime:
    """The time that a phone says, or ValueError where it says none."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        raise ValueError("A phone says the time in milliseconds.")
    try:
        return dt.datetime.fromtimestamp(milliseconds / 1000, tz=dt.UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("No such time.") from error


@dataclass(frozen=True)
class PhoneClock:
    """What the phone and what the house thought it was at one and the same moment."""

    phone: dt.datetime
    house: dt.datetime

    @property
    def shift(self) -> dt.timedelta:
        """How far the phone is behind; nothing where the two agree."""
        behind = self.house - self.phone
        return behind if abs(behind) > AGREES else dt.timedelta()

    def put_right(self, at: dt.datetime) -> dt.datetime:
        """When it was in truth: never later than now; a time that no phone remembers is the time it came."""
        try:
            true = at + self.shift
        except OverflowError:
            return self.house
        return min(true, self.house) if self.house - true < LONGEST else self.house
