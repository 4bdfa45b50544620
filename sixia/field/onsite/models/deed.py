from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.receipts import Numbered
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded, Voice, officer_of
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from ..workflow import DEED_MOVES, Benefit, DeedStatus
from .moving import OnsiteError, WrongMove, locked
from .topic import Topic


class OwnWord(OnsiteError):
    """A deed is accepted by those who benefit, never by the unit that did it."""

    message = _(
        "Your unit did this. Whether it is accepted, only those who benefit can say, or someone outside the unit who asked them."
    )


class NotTheirs(OnsiteError):
    """A receipt speaks for its own case."""

    message = _("This receipt belongs to another matter.")


class DeedQuerySet(models.QuerySet["Deed"]):
    @transaction.atomic
    def undertake(
        self,
        *,
        by: User,
        title: str,
        place: Place,
        unit: Unit,
        beneficiaries: str,
        benefit: str,
        benefit_words: str,
        amount: Decimal | None = None,
        topic: Topic | None = None,
        commitment: Commitment | None = None,
        recheck_on: dt.date | None = None,
        once: uuid.UUID | None = None,
    ) -> Deed:
        """Put a deed on the public list. The same `once` again returns the one that is already there."""
        once = once or uuid.uuid4()
        if (already := self.filter(once=once).first()) is not None:
            return already
        deed = self.model(
            title=title,
            place=place.successor,
            unit=unit,
            beneficiaries=beneficiaries,
            benefit=benefit,
            benefit_words=benefit_words,
            amount=amount,
            topic=topic,
            commitment=commitment,
            recheck_on=recheck_on,
            undertaken_by=by,
            once=once,
        )
        deed.give_number(on=timezone.localdate())
        deed.save(force_insert=True)
        deed.record("deed_undertaken", by=by, unit=unit.told)
        return deed

    def in_place(self, code: str) -> DeedQuerySet:
        return self.filter(Place.within(code))

    def listed(self) -> DeedQuerySet:
        """With what a row shows: how many were asked, and how many of them accept it."""
        return self.select_related("place", "unit").annotate(
            asked=Count("acceptances", filter=Q(acceptances__recheck=False)),
            accepting=Count("acceptances", filter=Q(acceptances__recheck=False, acceptances__accepted=True)),
        )

    def of_case(self, case: Case) -> DeedQuerySet:
        return self.filter(topic__case=case)

    def to_recheck(self, on: dt.date | None = None) -> DeedQuerySet:
        return self.filter(status=DeedStatus.ACCEPTED, recheck_on__lte=on or timezone.localdate())


class Deed(Numbered, Recorded):
    """A practical deed (实事): what people have of it, who they are, and whether they accept it."""

    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("deed"), max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="deeds")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deeds")  # who does it
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="deeds")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="deeds")
    beneficiaries = models.CharField(_("who benefits"), max_length=120)
    benefit = models.CharField(_("what kind of benefit"), max_length=8, choices=Benefit)
    benefit_words = models.CharField(_("what they have of it"), max_length=200)
    amount = models.DecimalField(_("in yuan, where it is money"), max_digits=14, decimal_places=2, null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=DeedStatus, default=DeedStatus.DOING)
    undertaken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undertaken_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_words = models.CharField(_("what was done"), max_length=300, blank=True)
    recheck_on = models.DateField(_("looked at again on"), null=True, blank=True)

    objects = DeedQuerySet.as_manager()

    asked: int  # of `listed`: how many were asked, and how many of them accept it
    accepting: int

    class Meta:
        verbose_name = _("deed")
        verbose_name_plural = _("deeds")
        indexes = [
            models.Index(fields=["-undertaken_at", "-id"], name="deed_undertaken"),
            models.Index(fields=["recheck_on"], name="deed_recheck", condition=Q(status=DeedStatus.ACCEPTED)),
        ]
        constraints = [models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="deed_amount_positive")]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return reverse("onsite:deed", args=[self.number])

    def move(self, to: DeedStatus) -> None:
        locked(self)
        if to not in DEED_MOVES[self.status]:
            raise WrongMove(DeedStatus(self.status), to)
        self.status = to

    @transaction.atomic
    def finish(self, *, by: User, words: str) -> None:
        """The unit says it is done. Whether it is, those who benefit say."""
        self.move(DeedStatus.DONE)
        self.done_at, self.done_words = timezone.now(), words
        self.save(update_fields=["status", "done_at", "done_words"])
        self.record("deed_done", by=by, unit=self.unit.told)

    @transaction.atomic
    def accept(
        self, *, by: User | Voice, accepted: bool, words: str = "", case: Case | None = None, once: uuid.UUID | None = None
    ) -> Acceptance:
        """Keep the word of someone who benefits: said with their own receipt, or written down by someone outside the unit."""
        once = once or uuid.uuid4()
        if (already := Acceptance.objects.filter(once=once).first()) is not None:
            return already
        self._check_voice(by, case)
        to = DeedStatus.ACCEPTED if accepted else DeedStatus.REFUSED
        locked(self)
        if self.status != to:  # one more voice of the same kind moves nothing
            self.move(to)
            self.save(update_fields=["status"])
        made = self.acceptances.create(once=once, accepted=accepted, words=words, case=case, by=officer_of(by))
        self.record("deed_accepted" if accepted else "deed_refused", by=by)
        return made

    def _check_voice(self, by: User | Voice, case: Case | None) -> None:
        if isinstance(by, Voice):
            if by is not Voice.PETITIONER or case is None or self.topic is None or self.topic.case_id != case.pk:
                raise NotTheirs
        elif self.unit_id in standing(by).units:
            raise OwnWord

    @transaction.atomic
    def recheck(self, *, by: User, holds: bool, words: str, next_on: dt.date | None = None) -> None:
        """Look again (回头看): it lasts, or it is done again."""
        if self.unit_id in standing(by).units:
            raise OwnWord
        locked(self)
        if self.status != DeedStatus.ACCEPTED:
            raise WrongMove(DeedStatus(self.status), DeedStatus.RELAPSED)
        if not holds:
            self.move(DeedStatus.RELAPSED)
        self.recheck_on = next_on
        self.save(update_fields=["status", "recheck_on"])
        self.acceptances.create(accepted=holds, words=words, by=by, recheck=True)
        self.record("deed_held" if holds else "deed_relapsed", by=by)


class Acceptance(models.Model):
    """What someone who benefits says of a deed (群众认可): with a receipt, or asked by someone outside the unit."""

    deed = models.ForeignKey(Deed, models.CASCADE, related_name="acceptances")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    accepted = models.BooleanField(_("is it as it should be?"))
    words = models.CharField(_("in their own words"), max_length=500, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")  # whose receipt it was said with
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")  # who asked them
    recheck = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(case=None) ^ Q(by=None), name="acceptance_has_a_voice")]
