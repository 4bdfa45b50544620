from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Matter, Role, Unit
from sixia.foundations.units.standing import holders, standing

from ..workflow import Kind, Status
from .moving import CaseError, Moving, NotSorted

if TYPE_CHECKING:
    from .case import Case


class ForwardedToAccused(CaseError):
    """An accusation may not reach the accused unit or its subordinates (条例第三十条)."""

    message = _("This unit, or the unit above it, is the one accused. The law forbids forwarding the case there.")


class NobodyBesidesTheAccused(CaseError):
    """An accusation in the hands of the accused, and nobody to give it to."""

    message = _(
        "Whoever could take this accusation here is the accused unit or under it. Nothing was changed: hand it, closed, to the "
        "level above."
    )


class NotOpen(CaseError):
    """What was answered keeps the class in which it was answered."""

    message = _("The case is answered. It can be sorted again only if the petitioner says that it is not resolved.")


class Assignment(models.Model):
    """A case handed to a unit (转送、交办): by whom, why this unit, whether feedback is required, and what it did."""

    class Mode(models.TextChoices):
        FORWARD = "forward", _("forward")  # 转送
        ASSIGN = "assign", _("assign, with feedback required")  # 交办
        DIRECT = "direct", _("received directly")  # 直接收到

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="assignments")
    mode = models.CharField(max_length=8, choices=Mode)
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="assignments")
    why = models.CharField(_("why this unit"), max_length=300, blank=True)
    note = models.TextField(_("note to the unit"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes = [models.Index(fields=["unit", "-at"], name="assignment_unit")]
        constraints = [models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at=None), name="one_open_assignment")]


class Named(models.Model):
    """An officer named on a sealed case (知悉人员): besides them nobody sees it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("named officer")
        verbose_name_plural = _("named officers")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="named_once")]


class Routing(Moving):
    """Sorting a case into its class and handing it to the unit that answers for it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def sort(
        self: Case,
        *,
        by: User,
        kind: str,
        matter: Matter | None,
        place: Place,
        accused_unit: Unit | None = None,
        seen: int | None = None,
    ) -> None:
        """Say which legal class, which matter and which place.

        An accusation is sealed at once, and `by` is named on it. If the accused has it, it is taken from them.
        """
        self.lock(seen=seen)
        if not self.is_open:
            raise NotOpen
        self.kind, self.matter, self.place = kind, matter, place
        self.accused_unit = accused_unit if kind == Kind.ACCUSATION else None
        self.sealed = kind == Kind.ACCUSATION
        if self.sealed:
            self._unname_the_accused()
            self.name([by], by=by)
        taken = self.unit is not None and self.is_kept_from(self.unit)
        if taken:
            self._take_from_accused(by=by)
        self.touch("kind", "matter", "place", "accused_unit", "sealed", "unit", "handler")
        if taken:
            self.record("taken_from_accused", by=by, unit=self.unit.told, due_on=self.due_on)  # type: ignore[union-attr]
        elif matter:
            self.record("sorted", by=by, kind=kind, matter=told(matter.name, matter.name_en))
        else:
            self.record("sorted_by_class", by=by, kind=kind)

    def _unname_the_accused(self: Case) -> None:
        """Who was named before it was known that their own unit is accused."""
        accused = self._accused()
        theirs = [each.pk for each in self.named.select_related("user") if standing(each.user).units & accused]
        self.named.filter(pk__in=theirs).delete()

    def _take_from_accused(self: Case, *, by: User) -> None:
        """To the petition office, or where that is accused too to the discipline inspection: to be passed on from there."""
        taker = next((unit for unit in Unit.objects.takers_of_accusations(self.place) if not self.is_kept_from(unit)), None)
        if taker is None:
            raise NobodyBesidesTheAccused
        now = timezone.now()
        self.assignments.filter(ended_at=None).update(ended_at=now)
        self.status, self.unit, self.handler = Status.REGISTERED, taker, None
        self.name(holders(taker, Role.INTAKE) or holders(taker, Role.HEAD), by=by)
        self.run_next("XF.forward", at=now)

    @transaction.atomic
    def forward(
        self: Case,
        *,
        by: User,
        unit: Unit,
        mode: str = Assignment.Mode.FORWARD,
        why: str = "",
        note: str = "",
        seen: int | None = None,
    ) -> Assignment:
        """Hand the case to the unit that answers for it; that unit's clock to tell the petitioner starts."""
        self.move(Status.FORWARDED, seen=seen)  # first the lock: what was read before it may be out of date
        if not self.kind:
            raise NotSorted
        if self.is_kept_from(unit):
            raise ForwardedToAccused
        now = timezone.now()
        from_unit, self.unit, self.handler = self.unit, unit, None
        self.assignments.filter(ended_at=None).update(ended_at=now)
        assignment = self.assignments.create(mode=mode, from_unit=from_unit, unit=unit, why=why, note=note, by=by, at=now)
        if self.sealed:
            self.name(holders(unit, Role.HEAD), by=by)
        self.run_next("XF.notify.forwarded", at=now)
        self.touch("unit", "handler")
        self.record("forwarded", by=by, unit=unit.told, mode=mode, assignment=assignment.pk, due_on=self.due_on)
        return assignment

    def is_kept_from(self: Case, unit: Unit) -> bool:
        """Whether this is an accusation against `unit` or a unit above it."""
        return unit.pk in self._accused()

    def _accused(self: Case) -> frozenset[int]:
        """The accused unit and all under it."""
        return self.accused_unit.subordinate_ids() | {self.accused_unit.pk} if self.accused_unit else frozenset()

    def is_hidden_from(self: Case, user: User) -> bool:
        """Whether this is a sealed case on which the officer is not named, though they may have had it before it was sealed."""
        return self.sealed and not self.named.filter(user=user).exists()

    def name(self: Case, users: list[User], *, by: User | Voice) -> None:
        """Let these officers, and no others, see a sealed case: never one who works for the accused."""
        accused = self._accused()
        fit = [user for user in users if not standing(user).units & accused]
        Named.objects.bulk_create([Named(case=self, user=user, by=officer_of(by)) for user in fit], ignore_conflicts=True)
