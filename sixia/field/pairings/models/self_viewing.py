from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.people.sealing import SealedField
from sixia.foundations.trail.models import Voice, officer_of

from ..workflow import Own
from .refusing import check_voice, only_theirs

if TYPE_CHECKING:
    from .supporting import SupportPlan


FOUR = {
    "willing": _("We want to"),
    "daring": _("We dare to"),
    "able": _("We are in a position to"),
    "skilled": _("We know how to"),
}


class SelfView(models.Model):
    """How a household sees itself at one time (自我评估): willing, daring, able, skilled, in their own words.

    Sealed, so that no query can count, order or compare it.
    """

    plan = models.ForeignKey("pairings.SupportPlan", models.CASCADE, related_name="views")
    nth = models.PositiveSmallIntegerField()
    willing = SealedField(FOUR["willing"], blank=True)
    daring = SealedField(FOUR["daring"], blank=True)
    able = SealedField(FOUR["able"], blank=True)
    skilled = SealedField(FOUR["skilled"], blank=True)
    words = SealedField(pgettext_lazy("tie", "in their own words"), blank=True)
    said_on = models.DateField(default=timezone.localdate)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # none: themselves
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("self-assessment of a household")
        verbose_name_plural = _("self-assessments of households")
        constraints = [models.UniqueConstraint(fields=["plan", "nth"], name="self_view_nth")]

    @property
    def said(self) -> list[tuple[str, str]]:
        """The four, as one reads them; what was not said is left out."""
        given = [(str(label), getattr(self, name)) for name, label in FOUR.items()]
        return [(label, str(Own(value).label)) for label, value in given if value]

    @transaction.atomic
    def confirm(self, *, by: Voice) -> None:
        """The household says that this is what they said."""
        only_theirs(by)
        self.plan.lock()
        if self.confirmed_at is None:
            self.confirmed_at = timezone.now()
            self.save(update_fields=["confirmed_at"])
            self.plan.record("self_view_confirmed", by=by)

    @transaction.atomic
    def strike(self, *, by: Voice) -> None:
        """The household takes back what they said, or what was written down for them: it is deleted."""
        only_theirs(by)
        self.plan.lock()
        self.delete()
        self.plan.record("self_view_struck", by=by)


class SelfViewing(models.Model):
    """The household says how it sees itself (自评)."""

    class Meta:
        abstract = True

    @transaction.atomic
    def say(
        self: SupportPlan,
        *,
        by: User | Voice,
        willing: str = "",
        daring: str = "",
        able: str = "",
        skilled: str = "",
        words: str = "",
    ) -> SelfView:
        """Said by themselves it stands; written down by an officer in their presence it waits for their confirmation."""
        check_voice(by)
        self.lock()
        said = {"willing": willing, "daring": daring, "able": able, "skilled": skilled, "words": words}
        last = self.views.order_by("nth").last()
        if last and last.said_on == timezone.localdate() and all(getattr(last, name) == it for name, it in said.items()):
            return last  # sent twice
        view = self.views.create(
            **said,
            nth=last.nth + 1 if last else 1,
            written_by=officer_of(by),
            confirmed_at=None if officer_of(by) else timezone.now(),
        )
        self.record("self_view_said", by=by)
        return view
