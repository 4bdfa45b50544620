from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Recorded, Voice

SALT = "sixia.visits.feed"


class FeedQuerySet(models.QuerySet["Feed"]):
    def of(self, user: User) -> Feed:
        """Someone's address; one that was never renewed needs no row."""
        return self.filter(user=user).first() or self.model(user=user)

    def behind(self, token: str) -> Feed | None:
        """The calendar this address opens; none when it is made up, or when a newer address took its place."""
        try:
            pk, version = signing.loads(token, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        owner = User.objects.filter(pk=pk, is_active=True).first()
        feed = self.of(owner) if owner else None
        return feed if feed and feed.version == version else None


class Feed(Recorded):
    """The personal address under which someone's own calendar reads their visits (日历订阅)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visit_feed")
    version = models.PositiveIntegerField(default=1)  # the address is signed over it: a new version, and the old one is shut

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    @property
    def url(self) -> str:
        return reverse("visits:feed", args=[signing.dumps([self.user_id, self.version], salt=SALT)])

    @transaction.atomic
    def renew(self, *, by: User | Voice) -> None:
        """A new address; who had the old one reads nothing any more."""
        kept, _made = Feed.objects.get_or_create(user=self.user)
        Feed.objects.filter(pk=kept.pk).update(version=F("version") + 1)
        kept.refresh_from_db()
        self.pk, self.version = kept.pk, kept.version
        self.record("renewed", by=by)
