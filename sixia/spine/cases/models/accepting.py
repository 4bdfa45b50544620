from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of

from ..workflow import Branch, Kind, Status
from .moving import Moving, NotSorted

if TYPE_CHECKING:
    from .case import Case

BRANCH_OF_KIND = {Kind.SUGGESTION: Branch.SUGGESTION, Kind.ACCUSATION: Branch.ACCUSATION, Kind.APPEAL: Branch.PETITION}
LIMIT_OF_BRANCH = {Branch.PETITION: "XF.handle"}  # suggestions and accusations have no 60-day limit (条例第三十四条)


class Route(models.Model):
    """Which legal path a case takes (处理途径), on what basis, and what the person was told to do next."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="routes")
    branch = models.CharField(_("path"), max_length=6, choices=Branch)
    basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    next_step = models.TextField(_("what the person was told"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")


class Accepting(Moving):
    """Taking a case in hand (受理): the handling limit starts here, not at receipt (条例第三十四条)."""

    class Meta:
        abstract = True

    @transaction.atomic
    def accept(
        self: Case, *, by: User | Voice, handler: User | None = None, next_step: str = "", seen: int | None = None
    ) -> Route:
        self.move(Status.ACCEPTED, seen=seen)
        if not self.kind:
            raise NotSorted
        now = timezone.now()
        officer = officer_of(by)
        self.handler = handler or officer
        self.assignments.filter(ended_at=None).update(accepted_by=officer, accepted_at=now)
        branch = BRANCH_OF_KIND[Kind(self.kind)]
        route = self.routes.create(
            branch=branch, basis=f"《信访工作条例》第{branch.article}条", next_step=next_step, by=officer, at=now
        )
        self.run_next(LIMIT_OF_BRANCH.get(branch, ""), at=now)
        self.touch("handler")
        told = {"unit": self.unit.told if self.unit else "", "branch": branch}
        if self.due_at:
            self.record("accepted", by=by, due_on=self.due_on, **told)
        else:
            self.record("accepted_openly", by=by, **told)
        return route
