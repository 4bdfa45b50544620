"""Beginning and closing a meeting: not before there is something to do, not before everything is decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User

from ..workflow import Status
from .moving import Moving, OnsiteError

if TYPE_CHECKING:
    from .meeting import Meeting
    from .topic import Topic


class EmptyAgenda(OnsiteError):
    """Nobody is called out for nothing."""

    message = _("The agenda is empty. Put on it what the meeting is to decide.")


class TopicsStand(OnsiteError):
    """Something is missing at some topics; each is named."""

    missing = ""

    def __init__(self, topics: Sequence[Topic]) -> None:
        super().__init__(topics)
        self.topics = topics

    def __str__(self) -> str:
        named = "; ".join(f"{topic.position}. {topic.title}" for topic in self.topics)
        return str(self.message) % {"topics": named}


class NotPrepared(TopicsStand):
    """One goes down with tasks and measures in hand (带着任务、带着措施和办法)."""

    message = _("The meeting cannot begin: these topics have no task list or no draft measures yet: %(topics)s")


class Undecided(TopicsStand):
    """Every topic ends in one of four ways."""

    message = _("The meeting cannot be closed: these topics are not decided yet: %(topics)s")


class Starting(Moving):
    """The meeting begins and ends."""

    started_at: models.DateTimeField[Any, Any]
    started_by: models.ForeignKey[Any, Any]
    closed_at: models.DateTimeField[Any, Any]

    class Meta:
        abstract = True

    @transaction.atomic
    def start(self: Meeting, *, by: User) -> None:
        """Begin. From now on the minutes run for what is decided on the spot."""
        self.move(Status.STARTED)
        topics = list(self.topics.unsealed().shown())
        if not topics:
            raise EmptyAgenda
        if bare := [topic for topic in topics if not topic.is_prepared]:
            raise NotPrepared(bare)
        self.started_at = timezone.now()
        self.started_by = by
        self.save(update_fields=["status", "started_at", "started_by"])
        self.record("started", by=by, count=len(topics))

    @transaction.atomic
    def close(self: Meeting, *, by: User) -> None:
        """End the meeting. A topic whose case was sealed meanwhile keeps nobody waiting, and is not named."""
        self.move(Status.CLOSED)
        if waiting := list(self.topics.unsealed().undecided()):
            raise Undecided(waiting)
        now = timezone.now()
        self.closed_at = now
        self.save(update_fields=["status", "closed_at"])
        for summons in self.summonses.waiting():
            summons.end_duties(at=now, met=False)
        self.record("closed", by=by, count=self.topics.unsealed().count())
