from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.common.receipts import Numbered
from sixia.foundations.people.models import Enterprise, Household
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Post, Tenure

from ..workflow import Kind
from .contacting import Contacting
from .ending import Ending
from .finding import Finding
from .handing import Handing
from .promising import Promising
from .tying import Tying

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User

OBJECT: dict[Kind, str] = {
    Kind.PLACE: "place",
    Kind.ENTERPRISE: "enterprise",
    Kind.PROJECT: "project",
    Kind.HOUSEHOLD: "household",
}


def _in_force() -> Func:
    return Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField())


def _same_tie_once(kind: Kind) -> ExclusionConstraint:
    """A post is tied to the same thing once at a time."""
    same: list[tuple[str | Func, str]] = [
        ("post", RangeOperators.EQUAL),
        (OBJECT[kind], RangeOperators.EQUAL),
        (_in_force(), RangeOperators.OVERLAPS),
    ]
    return ExclusionConstraint(name=f"same_{kind.value}_tied_once", expressions=same, condition=Q(kind=kind))


class PairingQuerySet(Tying, Finding):  # type: ignore[override]  # two `as_manager`, one for each
    """Ties: making them, and reading sets of them."""


class Pairing(Contacting, Promising, Handing, Ending, Numbered, Recorded):
    """A standing tie between a post and a place, enterprise, project or household (挂钩联系). It stays when the holder goes."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("post"), related_name="pairings")
    kind = models.CharField(pgettext_lazy("tie", "kind"), max_length=12, choices=Kind)
    place = models.ForeignKey(
        Place, models.PROTECT, verbose_name=pgettext_lazy("tie", "place"), related_name="pairings"
    )  # itself, or where it lies
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="pairings")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="pairings")
    project = models.CharField(_("project"), max_length=120, blank=True)
    purpose = models.CharField(_("what for"), max_length=300)
    days_per_quarter = models.PositiveSmallIntegerField(_("days a quarter, set by themselves"), null=True, blank=True)
    starts_on = models.DateField(pgettext_lazy("tie", "since"))
    ends_on = models.DateField(pgettext_lazy("tie", "until"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=300, blank=True)
    quiet_since = models.DateField(_("no contact since"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # who last took it over
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PairingQuerySet.as_manager()
    holder_name: str | None  # where it was read as `listed`: who holds the post today

    class Meta:
        verbose_name = _("standing tie")
        verbose_name_plural = _("standing ties")
        indexes = [
            models.Index(fields=["kind", "quiet_since", "id"], name="pairing_quiet", condition=Q(ends_on=None)),
            models.Index(fields=["post", "starts_on"], name="pairing_post"),
        ]
        constraints = [
            models.CheckConstraint(
                name="tied_to_exactly_one",
                condition=(
                    Q(kind=Kind.PLACE, enterprise=None, household=None, project="")
                    | Q(kind=Kind.ENTERPRISE, enterprise__isnull=False, household=None, project="")
                    | Q(kind=Kind.HOUSEHOLD, enterprise=None, household__isnull=False, project="")
                    | (Q(kind=Kind.PROJECT, enterprise=None, household=None) & ~Q(project=""))
                ),
            ),
            models.CheckConstraint(name="pairing_order", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
            *[_same_tie_once(kind) for kind in Kind],
        ]

    def __str__(self) -> str:
        return self.object_name

    @property
    def object_name(self) -> str:
        """The other end of the tie, as a reader may see it: a household only by its place."""
        match self.kind:
            case Kind.ENTERPRISE:
                return str(self.enterprise)
            case Kind.PROJECT:
                return self.project
            case Kind.HOUSEHOLD:
                return str(_("a household in %(place)s") % {"place": self.place})
        return str(self.place)

    @property
    def object_told(self) -> dict[str, str]:
        """The other end as the trail keeps it: of a household the place alone."""
        if self.kind == Kind.ENTERPRISE and self.enterprise:
            return told(self.enterprise.name, "")
        if self.kind == Kind.PROJECT:
            return told(self.project, "")
        return told(self.place.name, self.place.name_en)

    @property
    def url(self) -> str:
        return reverse("pairings:detail", args=[self.number])

    @cached_property
    def its_place(self) -> Q:
        """Rows kept under its place or under one that has become part of it."""
        return Place.within(self.place_id)

    def is_in_force(self, on: dt.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def holder(self, on: dt.date | None = None) -> User | None:
        """Who answers for the tie: whoever holds the post on that day."""
        return self.post.holder(on)

    def is_held_by(self, user: User) -> bool:
        """Whether they hold the post today, in their own right or as deputy."""
        return any(tenure.user_id == user.pk for tenure in self.tenures_today)

    @property
    def tenures_today(self) -> list[Tenure]:
        """Who holds the post today and who acts in it: read once for a page, anew when the tie went to another post."""
        known: tuple[int, list[Tenure]] | None = self.__dict__.get("_tenures")
        if known is None or known[0] != self.post_id:
            known = self.post_id, list(Tenure.objects.in_force().filter(post=self.post_id).select_related("user"))
            self.__dict__["_tenures"] = known
        return known[1]

    @property
    def holder_today(self) -> User | None:
        return next((tenure.user for tenure in self.tenures_today if not tenure.acting), None)
