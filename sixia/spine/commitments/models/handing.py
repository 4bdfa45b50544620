from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Post, Unit

from ..workflow import OWED
from .moving import CommitmentError, Moving, reasoned
from .promising import answering

if TYPE_CHECKING:
    from .commitment import Commitment


class SamePost(CommitmentError):
    """This post answers for it already."""

    message = _("This post answers for it already.")


class Handover(models.Model):
    """A promise handed to another post (移交): from whom, to whom, why. A new holder of the same post needs none."""

    commitment = models.ForeignKey("commitments.Commitment", models.CASCADE, related_name="handovers")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["id"]


class Handing(Moving):
    """Another post answers from now on."""

    class Meta:
        abstract = True

    @transaction.atomic
    def hand_over(self: Commitment, *, by: User | Voice, post: Post, reason: str, seen: int | None = None) -> Handover:
        """The unit goes along with the post, unless who answered stood outside it (a leader over a bureau's promise)."""
        self.lock_while(OWED, seen=seen)
        if post.pk == self.post_id:
            raise SamePost
        unit, from_post = self.unit, self.post
        if from_post is None or from_post.unit_id == self.unit_id:
            self.unit = answering(post.unit)
        self.post = post
        handover = self.handovers.create(
            from_unit=unit,
            from_post=from_post,
            to_unit=self.unit,
            to_post=post,
            reason=reasoned(reason),
            by=officer_of(by),
            at=timezone.now(),
        )
        self.end_plea()  # whoever answers from now on may ask again
        self.helpers.filter(unit=self.unit).delete()  # who answers for it does not help besides
        self.touch("unit", "post")
        self.record("handed_over", by=by, unit=self.unit.told, handover=handover.pk)
        self.tell_holder("commitments.handed_over", but=by)
        return handover
