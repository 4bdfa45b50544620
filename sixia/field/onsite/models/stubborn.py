from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.receipts import Numbered
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Matter, Post
from sixia.spine.commitments.models import Commitment
from sixia.spine.commitments.workflow import Status as Promised

from ..workflow import STAGE_MOVES, Stage
from .moving import OnsiteError, WrongMove, locked
from .topic import Topic


class MilestonesOpen(OnsiteError):
    """A problem is solved when what was promised about it is kept, and someone who benefits has said so."""

    message = _("It cannot be called solved: there is no milestone yet, or one of them is not kept.")


class StubbornProblemQuerySet(models.QuerySet["StubbornProblem"]):
    @transaction.atomic
    def define(
        self,
        *,
        by: User,
        title: str,
        place: Place,
        definition: str,
        cause: str,
        plan: str,
        leader: Post,
        matter: Matter | None = None,
        topic: Topic | None = None,
        once: uuid.UUID | None = None,
    ) -> StubbornProblem:
        """Put a problem on the programme: what it is, whence it comes, how it is to end, and which leader answers for that."""
        once = once or uuid.uuid4()
        if (already := self.filter(once=once).first()) is not None:
            return already
        problem = self.model(
            once=once,
            title=title,
            place=place.successor,
            matter=matter,
            topic=topic,
            definition=definition,
            cause=cause,
            plan=plan,
            leader=leader,
            defined_by=by,
        )
        problem.give_number(on=timezone.localdate())
        problem.save(force_insert=True)
        problem.record("problem_defined", by=by, leader=told(leader.title, leader.title_en))
        return problem

    def in_place(self, code: str) -> StubbornProblemQuerySet:
        return self.filter(Place.within(code))

    def unsolved(self) -> StubbornProblemQuerySet:
        return self.exclude(stage=Stage.SOLVED)

    def listed(self) -> StubbornProblemQuerySet:
        return self.select_related("place", "matter", "leader__unit").prefetch_related("milestones__commitment")


class StubbornProblem(Numbered, Recorded):
    """A problem that keeps coming back (顽疾): its cause, a plan, a leader who owns it, milestones, and a public result."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("problem"), max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="stubborn_problems")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="stubborn_problems")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="stubborn_problems")
    definition = models.TextField(_("what exactly the problem is"))
    cause = models.TextField(_("where it comes from"))
    plan = models.TextField(_("how it is to end"))
    leader = models.ForeignKey(Post, models.PROTECT, related_name="stubborn_problems")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DEFINED)
    result = models.TextField(_("result"), blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    recheck_on = models.DateField(_("looked at again on"), null=True, blank=True)
    defined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    defined_at = models.DateTimeField(default=timezone.now)

    objects = StubbornProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("stubborn problem")
        verbose_name_plural = _("stubborn problems")
        indexes = [models.Index(fields=["-defined_at", "-id"], name="problem_defined")]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return reverse("onsite:problem", args=[self.number])

    @property
    def public_url(self) -> str:
        return reverse("onsite:public_problem", args=[self.number])

    def move(self, to: Stage) -> None:
        locked(self)
        if to not in STAGE_MOVES[self.stage]:
            raise WrongMove(Stage(self.stage), to)
        self.stage = to

    @transaction.atomic
    def set_milestone(self, *, by: User, once: uuid.UUID | None = None, **promise: Any) -> Milestone:
        """A step towards the end, promised by a unit until a day. Sent twice it is set once."""
        self.move(Stage.UNDER_WAY)
        occasion = {"zh": f"顽疾整治：{self.title}", "en": f"Stubborn problem: {self.title}"}
        made = Commitment.objects.promise(
            by=by, place=self.place, occasion=occasion, occasion_url=self.public_url, once=once or uuid.uuid4(), **promise
        )
        milestone, fresh = self.milestones.get_or_create(commitment=made)
        if fresh:
            self.save(update_fields=["stage"])
            self.record("milestone_set", by=by, due_on=made.due_on)
        return milestone

    @transaction.atomic
    def solve(self, *, by: User, result: str, recheck_on: dt.date | None = None) -> None:
        """Say publicly how it ended; only when every milestone is kept."""
        self.move(Stage.SOLVED)
        milestones = self.milestones.count()
        if not milestones or Commitment.objects.kept().filter(milestone__problem=self).count() < milestones:
            raise MilestonesOpen
        self.result, self.solved_at, self.recheck_on = result, timezone.now(), recheck_on
        self.save(update_fields=["stage", "result", "solved_at", "recheck_on"])
        self.record("problem_solved", by=by)

    @transaction.atomic
    def relapse(self, *, by: User, words: str) -> None:
        """It came back: the result stands as it was, and the work begins again."""
        self.move(Stage.RELAPSED)
        self.result = f"{self.result}\n\n{timezone.localdate().isoformat()}　{words}"
        self.save(update_fields=["stage", "result"])
        self.record("problem_relapsed", by=by)


class Milestone(models.Model):
    """A step of a stubborn problem's plan (节点): a commitment, with its date, its owner and its proof."""

    problem = models.ForeignKey(StubbornProblem, models.CASCADE, related_name="milestones")
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="milestone")

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["id"]

    @property
    def is_kept(self) -> bool:
        """Someone who benefits, or looked from outside, has said so."""
        return self.commitment.status == Promised.KEPT
