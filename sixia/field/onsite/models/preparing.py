"""The agenda: its topics, and for each the tasks and draft measures without which no meeting begins (带着任务、带着措施)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.field.visits.models import Invitation
from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Unit

from ..workflow import CALLING, PREPARING
from .moving import Moving, OnsiteError, locked

if TYPE_CHECKING:
    from .meeting import Meeting
    from .topic import Topic


class NotForTheAgenda(OnsiteError):
    """The words are the same for a sealed accusation, a case that is settled and a number that does not exist."""

    message = _("There is no open case under this number that can be put on an agenda.")


class NoTitle(OnsiteError):
    """A topic in one's own words needs words."""

    message = _("Say in a few words what the topic is.")


class Proposed(Protocol):
    """What can be put on an agenda: a title, and what it comes from."""

    @property
    def title(self) -> str: ...
    @property
    def asked_by(self) -> str: ...
    @property
    def refs(self) -> dict[str, Any]: ...


class TopicTask(models.Model):
    """What a unit is to do about a topic (任务), as the meeting is told before it begins."""

    topic = models.ForeignKey("onsite.Topic", models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    what = models.CharField(_("task"), max_length=200)

    class Meta:
        verbose_name = _("task of a topic")
        verbose_name_plural = _("tasks of a topic")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class Preparing(Moving):
    """Putting topics on the agenda of a meeting, and taking them off again."""

    class Meta:
        abstract = True

    @transaction.atomic
    def take_up(
        self: Meeting,
        *,
        by: User,
        title: str = "",
        asked_by: str = "",
        measures: str = "",
        tasks: Sequence[tuple[Unit, str]] = (),
        once: uuid.UUID | None = None,
        **refs: Any,
    ) -> Topic:
        """Put a topic on the agenda. `refs`: one of `case`, `commitment`, `pairing`, `invitation`, `matter`, or none of them.
        What is on it already is not put there twice."""
        self.hold(CALLING)  # an urgent matter may still come up in the meeting itself
        topic, fresh = self._add(title=title, asked_by=asked_by, measures=measures, once=once or uuid.uuid4(), refs=refs)
        if fresh:
            topic._give(tasks)
            self._answer(refs.get("invitation"), by=by)
            self.record("taken_up", by=by, position=topic.position)
        return topic

    def _answer(self: Meeting, invitation: Invitation | None, *, by: User) -> None:
        """Those who invited are told that someone comes, where the meeting is on a visit; else an officer answers them."""
        if invitation and self.visit and self.visit.is_ahead and locked(invitation).is_open:
            invitation.accept(by=by, visit=self.visit)

    @transaction.atomic
    def fill(self: Meeting, *, by: User | Voice, proposals: Iterable[Proposed]) -> int:
        """Let the agenda build itself from the register; how many topics are new."""
        self.hold(PREPARING)
        made = [self._add(title=it.title, asked_by=it.asked_by, measures="", once=uuid.uuid4(), refs=it.refs) for it in proposals]
        count = sum(fresh for _topic, fresh in made)
        if count:
            self.record("filled", by=by, count=count)
        return count

    def _add(
        self: Meeting, *, title: str, asked_by: str, measures: str, once: uuid.UUID, refs: dict[str, Any]
    ) -> tuple[Topic, bool]:
        given = {name: thing for name, thing in refs.items() if thing is not None}
        if (case := given.get("case")) and (locked(case).sealed or not case.is_open):
            raise NotForTheAgenda
        same = models.Q(once=once)
        for name, thing in given.items():
            same |= models.Q(**{name: thing})
        if (already := self.topics.filter(same).first()) is not None:
            return already, False
        title = title or (case.title if case else "")
        if not title:
            raise NoTitle
        last = self.topics.aggregate(last=models.Max("position"))["last"] or 0
        return self.topics.create(
            position=last + 1, title=title[:120], asked_by=asked_by, measures=measures, once=once, **given
        ), True

    @transaction.atomic
    def leave_out(self: Meeting, *, by: User, topic: Topic) -> None:
        """Take a topic off the agenda before the meeting begins."""
        self.hold(PREPARING)
        self.topics.filter(pk=topic.pk).delete()
        self.record("left_out", by=by, position=topic.position)


class Prepared(models.Model):
    """A topic is prepared when it names what is to be done by whom, and how we think to do it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def prepare(self: Topic, *, by: User, measures: str, tasks: Sequence[tuple[Unit, str]]) -> None:
        """Write down the draft measures and the tasks, in place of those before."""
        self.meeting.hold(CALLING)
        locked(self)
        self.measures = measures
        self.save(update_fields=["measures"])
        self.tasks.all().delete()
        self._give(tasks)
        self.meeting.record("prepared", by=by, position=self.position, count=len(tasks))

    def _give(self: Topic, tasks: Sequence[tuple[Unit, str]]) -> None:
        for unit, what in tasks:
            self.tasks.create(unit=unit, what=what)

    @property
    def is_prepared(self: Topic) -> bool:
        return bool(self.measures and self.tasks.all())
