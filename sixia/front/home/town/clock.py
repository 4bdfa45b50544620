"""The clock of the stories: while the town is built, `timezone.now()` is the time of the story, in this process only.

Fields keep the function `now` itself as their default, so what is put in its place is what that function reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def story_time() -> Iterator[Callable[[dt.datetime], None]]:
    """Gives `go_to(moment)`; the true time is back afterwards."""
    told = timezone.now()

    class StoryTime(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return told.astimezone(tz)

    def go_to(moment: dt.datetime) -> None:
        nonlocal told
        told = moment

    true = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = StoryTime  # type: ignore[attr-defined]
    try:
        yield go_to
    finally:
        timezone.datetime = true  # type: ignore[attr-defined]
