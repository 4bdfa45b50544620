from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.common.labels import labelled
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Unit

from ..workflow import Kind, Status
from .moving import Moving

if TYPE_CHECKING:
    from .case import Case


class Reply(models.Model):
    """An answer to the petitioner with the handling opinion (处理意见): facts, opinion, basis, and what they can do next."""

    class Outcome(models.TextChoices):
        SUPPORTED = "supported", _("supported, and carried out")  # 予以支持
        EXPLAINED = "explained", _("reasonable but without basis; explained")  # 合理但缺依据，解释说明
        NOT_SUPPORTED = "not_supported", _("not supported")  # 不予支持

    case = models.ForeignKey("cases.Case", models.CASCADE, db_index=False, related_name="replies")
    round = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(
        pgettext_lazy("reply", "outcome"), max_length=14, choices=Outcome, blank=True
    )  # empty: an old ledger does not say
    facts = models.TextField(_("facts found"), blank=True)
    words = models.TextField(_("answer to the petitioner"))
    basis = models.TextField(_("legal or policy basis"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    on_the_spot = models.BooleanField(default=False)  # given where and when it was raised (马上就办)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_reply_a_round")]
        indexes = [models.Index(fields=["case"], name="reply_on_the_spot", condition=models.Q(on_the_spot=True))]

    get_outcome_display = labelled("outcome", Outcome)


class Answering(Moving):
    """Answering the petitioner (答复). Only they can say afterwards whether it is resolved."""

    class Meta:
        abstract = True

    @transaction.atomic
    def answer(
        self: Case,
        *,
        by: User | Voice,
        words: str,
        outcome: str,
        facts: str = "",
        basis: str = "",
        seen: int | None = None,
    ) -> Reply:
        """Answer this round. An appeal's answer opens the petitioner's own 30 days to ask for review (条例第三十五条)."""
        self.move(Status.ANSWERED, seen=seen)
        reply = self._reply(by=by, words=words, outcome=outcome, facts=facts, basis=basis)
        self.touch("answered_at")
        self.record("answered", by=by, unit=self.unit.told if self.unit else "", reply=reply.pk, round=self.round)
        return reply

    def _reply(
        self: Case, *, by: User | Voice, words: str, outcome: str, facts: str, basis: str, on_the_spot: bool = False
    ) -> Reply:
        now = timezone.now()
        reply = self.replies.create(
            round=self.round,
            outcome=outcome,
            facts=facts,
            words=words,
            basis=basis,
            unit_id=self.unit_id,
            by=officer_of(by),
            at=now,
            on_the_spot=on_the_spot,
        )
        self.run_next("", at=now)
        if self.kind == Kind.APPEAL:
            self.end_clock("XF.review.request", at=now, met=False)  # the right now runs from this answer, not from the last
            self.start_clock("XF.review.request", at=now, place_code=self.place_id)
        self.answered_at = now
        if self.person and self.person.email:
            notify("cases.answered", to=self.person, link=self.follow_url, number=self.spoken_number)
        return reply
