from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.field.pairings.models import Pairing
from sixia.field.visits.kinds import FrontLine
from sixia.field.visits.models import Invitation
from sixia.foundations.units.models import Matter
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from ..workflow import Decision
from .deciding import Deciding
from .hastening import Hastening
from .preparing import Prepared, TopicTask

SOURCES: dict[str, Promise] = {
    "case": _("an open case"),
    "commitment": _("a promise that is late"),
    "pairing": _("a standing tie"),
    "invitation": _("an invitation"),
    "matter": _("many raise the same"),
}
OWN_WORDS = _("put forward at the meeting")


class TopicQuerySet(models.QuerySet["Topic"]):
    def unsealed(self) -> TopicQuerySet:
        """Whatever became an accusation since it was put on the agenda is out of everyone's sight here."""
        return self.exclude(case__sealed=True)

    def with_people(self) -> TopicQuerySet:
        """With everyone whose name must not be read in public."""
        return self.select_related(
            "case__person", "case__representation__person", "case__enterprise__contact", "invitation__person"
        )

    def undecided(self) -> TopicQuerySet:
        return self.filter(decision="")

    def decided(self) -> TopicQuerySet:
        return self.exclude(decision="")

    def about(self, case: Case) -> TopicQuerySet:
        return self.filter(case=case)

    def published(self) -> TopicQuerySet:
        return self.filter(meeting__published_at__isnull=False)

    def with_meeting(self) -> TopicQuerySet:
        return self.select_related("meeting__place", "meeting__unit")

    def on_the_spot(self) -> TopicQuerySet:
        """What was done at once (马上就办)."""
        return self.unsealed().filter(decision=Decision.ON_THE_SPOT)

    def shown(self) -> TopicQuerySet:
        """With all that a page of a meeting says of a topic."""
        return self.select_related(*SOURCES).prefetch_related(
            Prefetch("tasks", TopicTask.objects.select_related("unit")), Prefetch("promises", Commitment.objects.listed())
        )


class Topic(Prepared, Deciding, Hastening):
    """One thing a meeting is about (议题): where it comes from, what we bring along, and how it was decided."""

    meeting = models.ForeignKey("onsite.Meeting", models.CASCADE, related_name="topics")
    position = models.PositiveSmallIntegerField()
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("topic"), max_length=120)
    asked_by = models.CharField(_("who asks for it"), max_length=120, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="topics")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="topics")
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, blank=True, related_name="topics")
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, blank=True, related_name="topics")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="topics")  # raised by many here
    measures = models.TextField(_("draft measures"), blank=True)

    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("for the minutes"), blank=True)
    basis = models.TextField(_("legal or policy basis"), blank=True)
    front_line = ArrayField(models.CharField(max_length=12, choices=FrontLine), default=list, blank=True)
    promises = models.ManyToManyField(Commitment, related_name="decided_in", blank=True)
    public_title = models.CharField(_("topic as the public reads it"), max_length=120, blank=True)
    public_words = models.TextField(_("minutes as the public reads them"), blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["meeting", "position"]
        indexes = [
            models.Index(fields=["-decided_at", "-id"], name="topic_on_the_spot", condition=Q(decision=Decision.ON_THE_SPOT))
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="topic_position"),
            *(
                models.UniqueConstraint(
                    fields=["meeting", source], condition=Q(**{f"{source}__isnull": False}), name=f"one_topic_{source}"
                )
                for source in SOURCES
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="topic_decided_at",
            ),
            models.CheckConstraint(condition=~Q(decision=Decision.CANNOT) | ~Q(basis=""), name="cannot_has_a_basis"),
            models.CheckConstraint(condition=~Q(decision=Decision.ON_THE_SPOT) | ~Q(words=""), name="on_the_spot_says_what"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> str:
        """Which of SOURCES it comes from; empty for one in our own words."""
        return next((name for name in SOURCES if getattr(self, f"{name}_id") is not None), "")

    @property
    def source_words(self) -> str:
        return str(SOURCES.get(self.source, OWN_WORDS))

    @property
    def refs(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SOURCES}

    @property
    def shown_title(self) -> str:
        """What the public reads."""
        return self.public_title or self.title

    @property
    def shown_words(self) -> str:
        return self.public_words or self.words

    @property
    def front_line_words(self) -> list[str]:
        return [str(FrontLine(name).label) for name in self.front_line]

    @property
    def elapsed(self) -> int | None:
        """Whole minutes from the beginning of the meeting to the decision."""
        if self.decided_at is None or self.meeting.started_at is None:
            return None
        return int((self.decided_at - self.meeting.started_at) / dt.timedelta(minutes=1))

    @property
    def decide_url(self) -> str:
        return reverse("onsite:decide", args=[self.meeting.number, self.position])
