from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.labels import labelled
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice

from ..workflow import Status
from .answering import Reply
from .moving import CaseError, Moving

if TYPE_CHECKING:
    from .case import Case


class NotTheirWord(CaseError):
    """Only the petitioner rates; no officer and no clock does it for them."""

    message = _("Only the petitioner can say whether it is resolved.")


class Rating(models.Model):
    """What the petitioner alone says of an answer (群众评价): resolved or not, and one of five levels."""

    class Stars(models.IntegerChoices):
        VERY_SATISFIED = 5, _("very satisfied")
        SATISFIED = 4, _("satisfied")
        BASICALLY = 3, _("basically satisfied")
        DISSATISFIED = 2, _("dissatisfied")
        VERY_DISSATISFIED = 1, _("very dissatisfied")

    class Asked(models.TextChoices):
        RECEIPT = "receipt", _("with the receipt number and secret")
        CALLBACK = "callback", _("asked by someone outside the handling unit")

    reply = models.OneToOneField(Reply, models.CASCADE, related_name="rating")
    resolved = models.BooleanField(_("is it resolved?"))
    stars = models.PositiveSmallIntegerField(_("rating"), choices=Stars)
    words = models.TextField(_("in their own words"), blank=True)
    asked = models.CharField(max_length=10, choices=Asked, default=Asked.RECEIPT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # the caller of a call-back
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="five_levels")]

    get_stars_display = labelled("stars", Stars)


class RatingByPetitioner(Moving):
    """The petitioner's word on the answer. Silence is never counted as satisfaction."""

    class Meta:
        abstract = True

    @transaction.atomic
    def rate(self: Case, *, by: Voice, resolved: bool, stars: int, words: str = "") -> Rating:
        """Keep the petitioner's word. “Not resolved” reopens the case at the same unit, on a fresh clock."""
        if by is not Voice.PETITIONER:
            raise NotTheirWord
        self.move(Status.SETTLED if resolved else Status.REOPENED)
        now = timezone.now()
        rating = Rating.objects.create(
            reply=self.replies.get(round=self.round), resolved=resolved, stars=stars, words=words, at=now
        )
        if resolved:
            self.touch()
            self.record("rated", by=by, rating=rating.pk, stars=stars)
        else:
            self.round += 1
            self.run_next("SX.reopen", at=now)
            self.touch("round")
            self.record("reopened", by=by, rating=rating.pk, stars=stars, due_on=self.due_on)
            if self.handler and not self.is_hidden_from(self.handler):
                notify("cases.reopened", to=self.handler, link=self.desk_url, number=self.spoken_number)
        return rating
