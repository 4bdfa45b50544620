from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Post

from ..handover_sheet import kept_sheet
from .contacting import NotTiedThen
from .refusing import PairingError, not_to_come
from .tying import TiedAlready, told_post

if TYPE_CHECKING:
    from .pairing import Pairing


class NotTheHolder(PairingError):
    message = _("They do not hold the post on that day. Appoint them first, or hand the tie to the post they hold.")


class HandedAlready(PairingError):
    message = _("It is in their hands already.")


class Handover(models.Model):
    """A tie passing from one holder to the next (交接), with the sheet as it was then: numbers and days, never words."""

    pairing = models.ForeignKey("pairings.Pairing", models.CASCADE, related_name="handovers")
    nth = models.PositiveSmallIntegerField()
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on = models.DateField(_("when"))
    sheet: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    note = models.CharField(_("note to the next holder"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("handover of a tie")
        verbose_name_plural = _("handovers of ties")
        constraints = [models.UniqueConstraint(fields=["pairing", "nth"], name="handover_nth")]


class Handing(models.Model):
    """Handing a tie over (交接). The tie follows its post by itself; the handover says that the next holder took it in hand."""

    class Meta:
        abstract = True

    @transaction.atomic
    def hand_over(self: Pairing, *, by: User, to: User | Post, on: dt.date, note: str = "") -> Handover:
        """To who holds the post now, or to another post. The sheet of that moment is kept."""
        self.lock()
        not_to_come(on)
        if not self.is_in_force(on):
            raise NotTiedThen
        former, former_post, sheet = self.taken_by, self.post, kept_sheet(self)
        self.post = to if isinstance(to, Post) else self.post
        self.taken_by = self.post.holder(on)
        if isinstance(to, User) and self.taken_by != to:
            raise NotTheHolder
        if (self.taken_by, self.post) == (former, former_post):
            raise HandedAlready
        try:
            with transaction.atomic():
                self.save(update_fields=["post", "taken_by"])
        except IntegrityError as error:
            raise TiedAlready from error
        handover = self.handovers.create(
            nth=self.handovers.count() + 1,
            from_user=former,
            to_user=self.taken_by,
            from_post=former_post,
            to_post=self.post,
            on=on,
            sheet=sheet,
            note=note,
            by=by,
        )
        self.record("handed_over", by=by, to=told_post(self.post), to_name=str(self.taken_by or ""), handed_on=on)
        return handover
