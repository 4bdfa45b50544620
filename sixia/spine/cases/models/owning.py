from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Post

from ..workflow import Status
from .moving import CaseError, Moving

if TYPE_CHECKING:
    from .case import Case


class NotOwned(CaseError):
    """Nobody answers for the end of this case by name."""

    message = _("No leader owns this case.")


class AlreadyOwned(CaseError):
    """This post owns the case already."""

    message = _("This post owns the case already.")


class Ended(CaseError):
    """What the petitioner calls resolved needs no owner."""

    message = _("The petitioner says that it is resolved; the case needs no owner.")


class OwnerNotNamed(CaseError):
    """A sealed case is owned only by someone who may see it."""

    message = _("Nobody holds this post, or its holder may not have this case.")  # says no more to whoever asks


class TaskDone(CaseError):
    """A task is reported once."""

    message = _("This task is reported already.")


class StillOpen(CaseError):
    """An ownership ends with the matter, never by wearing someone down."""

    message = _(
        "A leader's ownership ends when the petitioner says that it is resolved, or with lawful finality: name its basis, and "
        "know and explain the matter first. Else pass it on."
    )


class Ownership(models.Model):
    """A case for whose end a leader answers by name (包案): why, since when, and how that ended."""

    class Ending(models.TextChoices):
        AGREED = "agreed", _("the petitioner says it is resolved")
        FINAL = "final", _("lawful finality")
        PASSED_ON = "passed_on", _("passed on")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="ownerships")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # who held the post then
    why = models.CharField(_("why a leader owns it"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    finality_basis = models.CharField(_("basis of finality"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("leader-owned case")
        verbose_name_plural = _("leader-owned cases")
        indexes = [models.Index(fields=["post"], name="ownership_post", condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_open_ownership"),
            models.CheckConstraint(condition=~Q(ended_as="final") | ~Q(finality_basis=""), name="finality_has_basis"),
        ]

    def is_done(self, *kinds: str) -> bool:
        return self.tasks.filter(kind__in=kinds).exclude(done_at=None).count() == len(kinds)

    def end(self, ending: str, *, why: str, finality_basis: str = "") -> None:
        """The case's verb tells it."""
        self.ended_at, self.ended_as, self.ended_why, self.finality_basis = timezone.now(), ending, why, finality_basis
        self.save(update_fields=["ended_at", "ended_as", "ended_why", "finality_basis"])


class OwnershipTask(models.Model):
    """One of the three things a leader who owns a case does (包掌握情况、包解释疏导、包解决化解).

    That the people stop petitioning is none of them: the matter ends, not their right.
    """

    class Kind(models.TextChoices):
        KNOW = "know", _("know the matter")  # 掌握情况
        EXPLAIN = "explain", _("explain and listen")  # 解释疏导
        SETTLE = "settle", _("settle it")  # 解决化解

    ownership = models.ForeignKey(Ownership, models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=8, choices=Kind)
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("what was done"), blank=True)

    class Meta:
        verbose_name = _("task of a leader-owned case")
        verbose_name_plural = _("tasks of a leader-owned case")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ownership", "kind"], name="task_once")]


class Owning(Moving):
    """A leader answers by name for the end of a hard case (领导包案)."""

    owned = models.BooleanField(default=False, editable=False)  # as its open ownership says: so that hard cases are one range

    class Meta:
        abstract = True

    def ownership(self: Case) -> Ownership | None:
        """Who owns it now."""
        return self.ownerships.filter(ended_at=None).select_related("post__unit", "user").first()

    @transaction.atomic
    def own(self: Case, *, by: User | Voice, post: Post, why: str, seen: int | None = None) -> Ownership:
        """Give the case to the holder of this post. One who owned it before has passed it on."""
        self.lock(seen=seen)
        if self.status == Status.SETTLED:
            raise Ended
        user = post.holder()
        if user is None or self.is_hidden_from(user):
            raise OwnerNotNamed
        former = self.ownership()
        if former and former.post_id == post.pk:
            raise AlreadyOwned
        if former:
            former.end(Ownership.Ending.PASSED_ON, why=why)
        ownership = self.ownerships.create(post=post, user=user, why=why, by=officer_of(by), at=timezone.now())
        OwnershipTask.objects.bulk_create(OwnershipTask(ownership=ownership, kind=kind) for kind in OwnershipTask.Kind)
        self.owned = True
        self.touch("owned")
        self.record("owned", by=by, unit=post.unit.told, ownership=ownership.pk)
        if user != by:
            notify("cases.owned", to=user, link=self.desk_url, number=self.spoken_number)
        return ownership

    @transaction.atomic
    def report_own(self: Case, *, by: User | Voice, kind: str, note: str, seen: int | None = None) -> OwnershipTask:
        """Say that one of the three is done, and what was done."""
        self.lock(seen=seen)
        ownership = self._owned()
        task = ownership.tasks.get(kind=kind)
        if task.done_at:
            raise TaskDone
        task.done_at, task.by, task.note = timezone.now(), officer_of(by), note
        task.save(update_fields=["done_at", "by", "note"])
        self.touch()
        self.record("own_reported", by=by, kind=kind, task=task.pk)
        return task

    @transaction.atomic
    def disown(self: Case, *, by: User | Voice, why: str, finality_basis: str = "", seen: int | None = None) -> None:
        """End it: the petitioner says it is resolved, or it is lawfully final, known and explained."""
        self.lock(seen=seen)
        ownership = self._owned()
        agreed = self.status == Status.SETTLED
        if not agreed and not (finality_basis and ownership.is_done(OwnershipTask.Kind.KNOW, OwnershipTask.Kind.EXPLAIN)):
            raise StillOpen
        ending = Ownership.Ending.AGREED if agreed else Ownership.Ending.FINAL
        ownership.end(ending, why=why, finality_basis=finality_basis)
        self.owned = False
        self.touch("owned")
        self.record("disowned", by=by, ending=ending)

    def _owned(self: Case) -> Ownership:
        ownership = self.ownership()
        if ownership is None:
            raise NotOwned
        return ownership
