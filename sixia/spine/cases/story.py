"""What a page tells of a case besides the case itself (经过): its answers, who was given it last, its trail."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Subquery

from sixia.foundations.common.statements import Asking, Statement, blank, together
from sixia.foundations.trail.models import Entry, Record

from .models import Assignment, Case, Reply

REPLIES = Statement(lambda: Reply.objects.filter(case__number=blank("number")).select_related("unit", "rating"))
HANDED = Statement(lambda: Assignment.objects.filter(case__number=blank("number")).order_by("-id")[:1])
ENTRIES: Statement[Record] = Statement(lambda: _entries().as_records(), each=Record)


def _entries() -> Any:
    this = Case.objects.filter(number=blank("number")).values("pk")
    return Entry.objects.filter(thing=Case._meta.label_lower, thing_id=Subquery(this))


class Story(NamedTuple):
    """`replies` with their ratings, the first round first; `handed`: the last time it was handed to a unit."""

    replies: list[Reply]
    handed: Assignment | None
    entries: list[Record]


def story_of(case: Case) -> Story:
    """All of it, in one way to the database and back."""
    return _told(*together(*_asked(case.number)))


def with_story(case: Asking[Case], number: str) -> tuple[Case | None, Story]:
    """The case that is asked for, and the story of that number: to be told only where the case was found."""
    found, *told = together(case, *_asked(number))
    return next(iter(found), None), _told(*told)


def _asked(number: str) -> tuple[Asking[Any], ...]:
    return REPLIES.of(number=number), HANDED.of(number=number), ENTRIES.of(number=number)


def _told(replies: list[Reply], handed: list[Assignment], entries: list[Record]) -> Story:
    return Story(replies, next(iter(handed), None), entries)
