"""What a page tells of a case besides the case itself (经过): its answers, who was given it last, its trail."""

from __future__ import annotations

from typing import NamedTuple

from sixia.foundations.common.statements import together
from sixia.foundations.trail.models import Record

from .models import Assignment, Case, Reply
from .models.answering import REPLIES
from .models.routing import HANDED


class Story(NamedTuple):
    """`replies` with their ratings, the first round first; `handed`: the last time it was handed to a unit."""

    replies: list[Reply]
    handed: Assignment | None
    entries: list[Record]


def story_of(case: Case) -> Story:
    """All of it, in one way to the database and back."""
    replies, handed, entries = together(REPLIES.of(case=case.pk), HANDED.of(case=case.pk), case.asking_entries())
    return Story(replies, next(iter(handed), None), entries)
