from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.sealing import SealedField
from sixia.foundations.trail.models import Voice, officer_of

from ..workflow import Whose
from .refusing import PairingError, check_voice

if TYPE_CHECKING:
    from .supporting import SupportPlan


class DoneAlready(PairingError):
    message = _("This step is done already.")


class PlanStep(models.Model):
    """One step of a support plan (帮扶举措): what the household does, or began by itself, and what we do."""

    plan = models.ForeignKey("pairings.SupportPlan", models.CASCADE, related_name="steps")
    nth = models.PositiveSmallIntegerField()
    what = SealedField(_("what"))
    whose = models.CharField(_("whose step"), max_length=10, choices=Whose)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    result = SealedField(_("what came of it"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # none: themselves
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of plans")
        constraints = [models.UniqueConstraint(fields=["plan", "nth"], name="step_nth")]

    @transaction.atomic
    def finish(self, *, by: User | Voice, result: str) -> None:
        """Say what came of it."""
        check_voice(by)
        self.plan.lock()
        self.refresh_from_db(fields=["done_on"])
        if self.done_on:
            raise DoneAlready
        self.done_on, self.result = timezone.localdate(), result
        self.save(update_fields=["done_on", "result"])
        self.plan.record("step_finished", by=by, whose=self.whose)


class Stepping(models.Model):
    """The steps of a plan."""

    class Meta:
        abstract = True

    @transaction.atomic
    def add_step(
        self: SupportPlan, *, by: User | Voice, what: str, whose: str = Whose.THEIRS, due_on: dt.date | None = None
    ) -> PlanStep:
        """Add a step, or what they have begun by themselves. The same step sent twice is there once."""
        check_voice(by)
        self.lock()
        last = self.steps.order_by("nth").last()
        if last and (last.what, last.whose, last.due_on, last.done_on) == (what, whose, due_on, None):
            return last
        step = self.steps.create(
            nth=last.nth + 1 if last else 1, what=what, whose=whose, due_on=due_on, written_by=officer_of(by)
        )
        self.record("step_added", by=by, whose=whose)
        return step
