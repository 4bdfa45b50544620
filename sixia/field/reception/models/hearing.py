from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Unit
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel
from sixia.spine.commitments.models import Commitment

from ..workflow import Stage, Status
from .moving import ReceptionError

if TYPE_CHECKING:
    from .audience import Audience

HEARD_IN = frozenset({Stage.CALLED, Stage.RECEIVED})


class NotInside(ReceptionError):
    message = _("What someone says is written down from when they are called in until the day is over.")


class RaisedQuerySet(models.QuerySet["Raised"]):
    def visible_to(self, user: User) -> RaisedQuerySet:
        return self.filter(case__in=Case.objects.visible_to(user).values("pk"))


class Raised(models.Model):
    """A matter raised at an audience (接访事项), and the case it became or joined."""

    audience = models.ForeignKey("reception.Audience", models.CASCADE, related_name="raised")
    case = models.ForeignKey(Case, models.PROTECT, related_name="raised")
    joined = models.BooleanField(default=False)  # the case was already open; what was said was added to it
    answered_at = models.DateTimeField(null=True, blank=True)  # answered on the spot, in the room
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = RaisedQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter raised")
        verbose_name_plural = _("matters raised")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["audience", "case"], name="raised_once")]

    def __str__(self) -> str:
        return self.case.spoken_number

    @property
    def took(self) -> int | None:
        """Minutes from saying it to the answer, where it was answered on the spot."""
        return round((self.answered_at - self.at).total_seconds() / 60) if self.answered_at else None


class Hearing(models.Model):
    """What is said in the room: each matter becomes a case or joins one; some are answered, some promised, at once."""

    promises = models.ManyToManyField(Commitment, related_name="audiences", blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def hear(
        self: Audience, *, by: User, words: str, place: Place, place_words: str = "", unit: Unit | None = None, once: uuid.UUID
    ) -> Raised:
        """A new matter: a case with its own clocks, received at this very moment. `unit`: who received it directly, if anyone."""
        self._check_inside()
        case, _fresh = Case.objects.register(
            by=by,
            words=words,
            place=place,
            place_words=place_words,
            channel=Channel.RECEPTION,
            person=self.person,
            representation=self.representation,
            unit=unit,
            once=once,
        )
        return self._keep(case, by=by, joined=False)

    @transaction.atomic
    def join(self: Audience, *, by: User, case: Case, words: str, once: uuid.UUID) -> Raised:
        """The same matter as one of theirs that is still open: what was said is added to it, and it keeps its clocks."""
        self._check_inside()
        case.hear(by=by, words=words, channel=Channel.RECEPTION, once=once)
        return self._keep(case, by=by, joined=True)

    @transaction.atomic
    def answer(self: Audience, *, by: User, case: Case, **said: Any) -> None:
        """Answered on the spot (当场答复), timed from when it was said."""
        raised = self.raised.select_for_update().get(case=case)
        case.answer_on_the_spot(by=by, **said)
        raised.answered_at = timezone.now()
        raised.save(update_fields=["answered_at"])

    @transaction.atomic
    def promise(self: Audience, *, by: User, case: Case | None = None, **said: Any) -> Commitment:
        """A promise made in the room (当场承诺), with its owner and its day."""
        commitment = Commitment.objects.promise(
            by=by,
            case=case,
            place=case.place if case else self.day.place,
            occasion=self.day.told,
            occasion_url=self.day.public_url,
            **said,
        )
        self.promises.add(commitment)
        return commitment

    def open_cases(self: Audience, user: User) -> list[Case]:
        """Open cases of the same telephone number that this officer may see: one of them may be what they come about."""
        if self.person is None or not self.person.phone_index:
            return []
        known = Case.objects.visible_to(user).open().filter(person__phone_index=self.person.phone_index)
        return list(known.exclude(raised__audience=self).order_by("-id")[:5])

    def _check_inside(self: Audience) -> None:
        self.lock()
        if self.stage not in HEARD_IN or self.day.status != Status.PUBLISHED:
            raise NotInside

    def _keep(self: Audience, case: Case, *, by: User, joined: bool) -> Raised:
        raised, fresh = self.raised.get_or_create(case=case, defaults={"joined": joined, "by": by})
        if fresh:
            self.record("joined" if joined else "raised", by=by, case=case.number)
        return raised
