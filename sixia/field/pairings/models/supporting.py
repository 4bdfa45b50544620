from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.receipts import Receipted
from sixia.foundations.people.models import Household
from sixia.foundations.people.sealing import SealedField
from sixia.foundations.trail.models import Recorded, Voice, officer_of

from ..workflow import Kind, Standing
from .finding import posts_of
from .refusing import PairingError, check_voice, only_theirs
from .reissuing import Reissuing
from .self_viewing import SelfViewing
from .stepping import Stepping

if TYPE_CHECKING:
    from .pairing import Pairing


class NotAHousehold(PairingError):
    message = _("A support plan is written with a household, within a tie that is in force.")


class PlannedAlready(PairingError):
    message = _("This household has a plan. Go on with that one.")


class Withdrawn(PairingError):
    message = _("The household has withdrawn the plan; what stood in it is deleted.")


class SupportPlanQuerySet(models.QuerySet["SupportPlan"]):
    def visible_to(self, user: User) -> SupportPlanQuerySet:
        """The holder of the tie and the co-workers named on the plan. Nobody else, whatever their post."""
        return self.filter(Q(pairing__post__in=posts_of(user)) | Q(coworkers__user=user)).distinct()

    def running(self) -> SupportPlanQuerySet:
        return self.filter(status=Standing.RUNNING)

    @transaction.atomic
    def draw_up(
        self, *, by: User, pairing: Pairing, aspiration: str, skills: str = "", needs: str = "", once: uuid.UUID | None = None
    ) -> SupportPlan:
        """Write a plan down with the household; it counts once they say yes to it. The same `once` again changes nothing."""
        once = once or uuid.uuid4()
        if already := self.filter(once=once).first():
            return already
        today = timezone.localdate()
        if pairing.kind != Kind.HOUSEHOLD or not pairing.is_in_force(today):
            raise NotAHousehold
        plan = self.model(
            once=once,
            pairing=pairing,
            household_id=pairing.household_id,
            aspiration=aspiration,
            skills=skills,
            needs=needs,
            written_by=by,
        )
        plan.give_number(on=today)
        try:
            with transaction.atomic():
                plan.save(force_insert=True)
        except IntegrityError as error:
            if twin := self.filter(once=once).first():
                return twin
            raise PlannedAlready from error
        plan.record("plan_drawn_up", by=by)
        return plan


class SupportPlan(SelfViewing, Stepping, Reissuing, Receipted, Recorded):
    """What a household wants to reach and what helps it there (帮扶计划), written with them and owned by them."""

    pairing = models.ForeignKey("pairings.Pairing", models.PROTECT, related_name="plans")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Standing, default=Standing.RUNNING)
    aspiration = SealedField(_("what they want to reach"), blank=True)
    skills = SealedField(_("what they can do and want to learn"), blank=True)
    needs = SealedField(_("what they need for it"), blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)  # when the household said yes to it as it stands
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = SupportPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("support plan")
        verbose_name_plural = _("support plans")
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(status=Standing.RUNNING), name="one_running_plan"),
        ]

    def __str__(self) -> str:
        return self.spoken_number

    def recorded_place(self) -> str:
        return self.pairing.place_id

    @property
    def url(self) -> str:
        return reverse("pairings:plan", args=[self.number])

    @property
    def follow_url(self) -> str:
        return reverse("pairings:own_plan", args=[self.number])

    @property
    def is_running(self) -> bool:
        return self.status == Standing.RUNNING

    def lock(self) -> None:
        """Lock the row for this transaction and take its present state."""
        self.refresh_from_db(from_queryset=SupportPlan.objects.select_for_update(of=("self",)))
        if not self.is_running:
            raise Withdrawn

    def read(self, *, by: User) -> None:
        """An officer opened it: the household can see who and when."""
        self.record("plan_read", by=by)

    @transaction.atomic
    def revise(self, *, by: User | Voice, aspiration: str, skills: str = "", needs: str = "") -> None:
        """Put it in other words. What the household writes stands at once; what an officer writes waits for their yes."""
        check_voice(by)
        self.lock()
        self.aspiration, self.skills, self.needs = aspiration, skills, needs
        self.agreed_at = None if officer_of(by) else timezone.now()
        self.save(update_fields=["aspiration", "skills", "needs", "agreed_at"])
        self.record("plan_revised" if officer_of(by) else "plan_corrected", by=by)

    @transaction.atomic
    def agree(self, *, by: Voice) -> None:
        """The household says yes to the plan as it stands."""
        only_theirs(by)
        self.lock()
        if self.agreed_at is None:
            self.agreed_at = timezone.now()
            self.save(update_fields=["agreed_at"])
            self.record("plan_agreed", by=by)

    @transaction.atomic
    def withdraw(self, *, by: Voice) -> None:
        """The household takes it back: everything they said is deleted, and no reason is asked."""
        only_theirs(by)
        self.lock()
        self.steps.all().delete()
        self.views.all().delete()
        self.coworkers.all().delete()
        self.aspiration = self.skills = self.needs = ""
        self.status, self.agreed_at = Standing.WITHDRAWN, None
        self.save(update_fields=["aspiration", "skills", "needs", "status", "agreed_at"])
        self.record("plan_withdrawn", by=by)

    @transaction.atomic
    def name_coworker(self, *, by: User, user: User) -> None:
        """Let one more officer read the plan and help with it; the household sees who."""
        self.lock()
        _coworker, fresh = self.coworkers.get_or_create(user=user, defaults={"by": by})
        if fresh:
            self.record("coworker_named", by=by, name=str(user))

    @transaction.atomic
    def release_coworker(self, *, by: User | Voice, user: User) -> None:
        """From now on they no longer read it."""
        self.lock()
        if self.coworkers.filter(user=user).delete()[0]:
            self.record("coworker_released", by=by, name=str(user))


class CoWorker(models.Model):
    """An officer who may read a plan beside the holder of the tie (协同人员)."""

    plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="coworkers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("co-worker on a plan")
        verbose_name_plural = _("co-workers on plans")
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="coworker_once")]
