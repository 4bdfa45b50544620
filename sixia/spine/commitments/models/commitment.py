from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.receipts import Numbered
from sixia.foundations.deadlines import calendars
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import shown
from sixia.foundations.trail.models import Recorded
from sixia.foundations.units.models import Post, Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case

from ..workflow import DATED, OWED, Status
from .changing import Changing
from .confirming import Confirming
from .dropping import Dropping
from .finding import Finding
from .handing import Handing
from .helping import CoOwner
from .pressing import Pressed, Pressing
from .promising import Promising
from .rechecking import Rechecking
from .reporting import Reporting

OWED_ONLY = Q(status__in=sorted(OWED))


class CommitmentQuerySet(Promising, Pressing, Finding):  # type: ignore[override]  # three `as_manager`
    """Promises: making them, and reading sets of them."""


class Commitment(Reporting, Confirming, Changing, Dropping, Rechecking, Handing, Pressed, Numbered, Recorded):
    """What we promised (承诺): to whom, which unit and which post answers, by when, and how one will see that it is kept."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # made by the sender: sent twice, kept once

    what = models.CharField(_("what is promised"), max_length=300)
    effect = models.TextField(_("what it should change"), blank=True)
    sign = models.TextField(_("how one will see it"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="commitments")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="commitments")  # its holder answers
    co_owners = models.ManyToManyField(Unit, through=CoOwner, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="commitments")

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="commitments")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="commitments")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="commitments")
    to_words = models.CharField(_("to whom"), max_length=120, blank=True)

    occasion = models.JSONField(_("where it was promised"), default=dict)  # names as `told` makes them
    occasion_url = models.CharField(max_length=200, blank=True)
    promised_on = models.DateField(_("promised on"))
    promised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField()
    times_changed = models.PositiveSmallIntegerField(default=0)
    recheck_on = models.DateField(_("re-check on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    status_on = models.DateField()  # since when it stands so
    public = models.BooleanField(default=True)  # on the public list; never what touches a private person or a sealed case

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        indexes = [
            models.Index(fields=["unit", "due_on", "id"], name="promise_unit_due", condition=OWED_ONLY),
            models.Index(fields=["post", "due_on", "id"], name="promise_post_due", condition=OWED_ONLY),
            models.Index(fields=["due_on", "id"], name="promise_due", condition=OWED_ONLY),
            models.Index(fields=["place", "due_on"], name="promise_place", opclasses=["varchar_pattern_ops", "date_ops"]),
            models.Index(fields=["-promised_on", "-id"], name="promise_public", condition=Q(public=True)),
            models.Index(fields=["recheck_on", "id"], name="promise_recheck", condition=Q(status=Status.KEPT)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="promise_says_what"),
            models.CheckConstraint(condition=Q(first_due_on__gte=F("promised_on")), name="promise_due_after_made"),
            models.CheckConstraint(condition=Q(person=None) | Q(public=False), name="promise_to_a_person_is_private"),
        ]

    def __str__(self) -> str:
        return self.what

    # --- how it stands ---------------------------------------------------------------------------

    @property
    def is_owed(self) -> bool:
        return self.status in OWED

    def is_late(self, on: dt.date | None = None) -> bool:
        return self.status in DATED and self.due_on < (on or timezone.localdate())

    @property
    def is_changed(self) -> bool:
        return self.times_changed > 0

    @property
    def due_provisional(self) -> bool:
        """The day lies in a year whose holidays are not announced yet. Asked of the calendar, so it settles by itself."""
        return not calendars.load().is_settled(self.due_on)

    @property
    def due_on_rest_day(self) -> bool:
        """As far as is announced. The promise stands for that very day all the same."""
        return not calendars.load().is_workday(self.due_on)

    @property
    def state_words(self) -> str:
        """The state in a badge: late before anything else, since that is what the reader waits for."""
        words = str(Status(self.status).label)
        if not self.is_late():
            return words
        return pgettext("promise", "late") if self.status == Status.OPEN else gettext("late; %(state)s") % {"state": words}

    @property
    def tone(self) -> str:
        """The badge's tone: green is earned, by the word of others."""
        if self.is_late() or self.status == Status.RELAPSED:
            return "late"
        return "kept" if self.status == Status.KEPT else "due" if self.status == Status.REPORTED else ""

    @property
    def occasion_words(self) -> str:
        return shown(self.occasion.get("zh", ""), self.occasion.get("en", ""))

    @property
    def whom(self) -> str:
        """To whom, as anyone may read it: no private person is ever named here."""
        return self.to_words or str(self.enterprise or "")

    # --- who answers, who may see -----------------------------------------------------------------

    def holder(self) -> User | None:
        """The officer who answers for it today."""
        return self.post.holder() if self.post else None

    def answers(self, user: User) -> bool:
        """Whether this officer holds the named post, in their own right or as deputy."""
        return self.post_id in standing(user).posts

    def is_hidden_from(self, user: User) -> bool:
        """Whether it hangs on a sealed case on which this officer is not named."""
        return self.case is not None and self.case.is_hidden_from(user)

    @property
    def is_shown_to_all(self) -> bool:
        return self.public and not (self.case and self.case.sealed)

    # --- where it is -------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        return reverse("commitments:detail", args=[self.number])

    @property
    def public_url(self) -> str:
        return reverse("commitments:shown", args=[self.number])
