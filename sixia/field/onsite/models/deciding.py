from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.units.models import Post
from sixia.spine.commitments.models import Commitment

from ..names import names_in, people_of
from ..workflow import Decision, Status
from .moving import OnsiteError, locked

if TYPE_CHECKING:
    from .topic import Topic

IN_SESSION = frozenset({Status.STARTED})
WITH_PROMISE = frozenset({Decision.PROMISE, Decision.STUDY_FIRST})


class AlreadyDecided(OnsiteError):
    """Decided from another phone in the same moment."""

    message = _("This topic has just been decided. Nothing was overwritten, and what you typed is kept below.")


class NoLongerATopic(OnsiteError):
    """Its case was sealed meanwhile; why is not said."""

    message = _("This topic is no longer on the agenda.")


class NeedsOwnerAndDate(OnsiteError):
    """A promise and a study name who answers for it, and until when."""

    message = _("Say who answers for it, and until when.")


class NeedsBasis(OnsiteError):
    """What cannot be done cannot be done for a reason that can be read."""

    message = _("Say on which law or policy it rests that this cannot be done.")


class NeedsWords(OnsiteError):
    """The minutes say what was done."""

    message = _("Say for the minutes what was decided.")


class Deciding(models.Model):
    """A topic ends in one of four ways: decided on the spot, promised, studied first, or impossible for a named reason."""

    class Meta:
        abstract = True

    @transaction.atomic
    def decide(
        self: Topic,
        *,
        by: User,
        decision: str,
        words: str,
        basis: str = "",
        promise: dict[str, Any] | None = None,
        front_line: Sequence[str] = (),
        owner: Post | None = None,
        answer: dict[str, str] | None = None,
    ) -> None:
        """Decide the topic. `promise`: what `Commitment.objects.promise` is given; `owner`: the post that owns the case from now
        on (包案); `answer`: what the petitioner is answered at once, with a decision on the spot."""
        self._for_decision()
        if self.decision:
            raise AlreadyDecided
        _check(decision, words=words, basis=basis, promise=promise)
        self.decision, self.words, self.basis = decision, words, basis
        self.decided_at, self.decided_by, self.front_line = timezone.now(), by, list(front_line)
        self.save(update_fields=["decision", "words", "basis", "decided_at", "decided_by", "front_line"])
        if promise and decision in WITH_PROMISE:
            self._promise(by=by, once=uuid.uuid5(self.once, "decided"), **promise)
        if owner and self.case:
            self.case.own(by=by, post=owner, why=str(self.meeting))
        if answer and decision == Decision.ON_THE_SPOT:
            self._answer_case(by=by, **answer)
        self.meeting.record("decided", by=by, position=self.position, decision=decision)
        if not answer and self.case and self.case.person and self.case.person.email:
            notify("onsite.decided", to=self.case.person, link=self.case.follow_url, number=self.case.spoken_number)

    @transaction.atomic
    def promise(self: Topic, *, by: User, once: uuid.UUID | None = None, **promise: Any) -> Commitment:
        """One more promise under a topic that was decided by promising."""
        self._for_decision()
        if self.decision != Decision.PROMISE:
            raise NeedsOwnerAndDate
        made = self._promise(by=by, once=once or uuid.uuid4(), **promise)
        self.meeting.record("promised", by=by, position=self.position, due_on=made.due_on)
        return made

    def _for_decision(self: Topic) -> None:
        """First the meeting, then the topic: everyone locks in this order."""
        self.meeting.hold(IN_SESSION)
        locked(self)
        if self.case and self.case.sealed:
            raise NoLongerATopic

    def _promise(self: Topic, *, by: User, once: uuid.UUID, **promise: Any) -> Commitment:
        """A promise that names someone of the people is kept, but not shown to the public."""
        said = [str(promise.get(part, "")) for part in ("what", "effect", "sign", "to_words")]
        made = Commitment.objects.promise(
            by=by,
            once=once,
            case=self.case,
            enterprise=self.case.enterprise if self.case else None,
            place=self.meeting.place,
            occasion=self.meeting.told,
            occasion_url=self.meeting.public_url,
            public=not any(names_in(text, people_of([self])) for text in said),
            **promise,
        )
        self.promises.add(made)
        return made


def _check(decision: str, *, words: str, basis: str, promise: dict[str, Any] | None) -> None:
    if not words:
        raise NeedsWords
    if decision in WITH_PROMISE and not promise:
        raise NeedsOwnerAndDate
    if decision == Decision.CANNOT and not basis:
        raise NeedsBasis
