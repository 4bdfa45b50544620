from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.receipts import Receipted
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded, Voice, officer_of
from sixia.foundations.units.models import Role
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models.finding import OVERSEEING_ROLES, OVERSEEING_UNITS

from .moving import VisitError

if TYPE_CHECKING:
    from .visit import Visit


class AlreadyAnswered(VisitError):
    """Who invited has one answer; another would leave them guessing."""

    message = _("This invitation was answered before.")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def invite(
        self,
        *,
        by: User | Voice,
        words: str,
        place: Place,
        place_words: str = "",
        wished: str = "",
        person: Person | None = None,
        enterprise: Enterprise | None = None,
        once: uuid.UUID | None = None,
    ) -> Invitation:
        """Ask someone to come and look. It gets a number and a secret, and it will have an answer."""
        once = once or uuid.uuid4()
        made = self.model(once=once, words=words, place=place.successor, place_words=place_words, wished=wished)
        try:
            with transaction.atomic():
                made._enter(by=by, person=person, enterprise=enterprise)
        except IntegrityError:
            already = self.filter(once=once).first()
            if already is None:
                raise
            return already
        return made

    def open(self) -> InvitationQuerySet:
        """Not yet answered, the oldest first."""
        return self.filter(answered_at=None).order_by("made_at", "id")

    def in_place(self, code: str) -> InvitationQuerySet:
        return self.filter(Place.within(code))

    def visible_to(self, user: User) -> InvitationQuerySet:
        """Those who oversee the place, and heads and leaders of the units there: any of them may come."""
        held = standing(user)
        codes = {*held.overseen(OVERSEEING_ROLES, OVERSEEING_UNITS), *held.overseen((Role.HEAD, Role.DEPUTY), OVERSEEING_UNITS)}
        reach = Q(pk__in=[])
        for code in codes:
            reach |= Q(place__code__startswith=code)
        return self.filter(reach)


class Invitation(Receipted, Recorded):
    """People or a firm ask someone to come and look (邀请下访), and get an answer."""

    words = models.TextField(_("what should be looked at"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="invitations")
    place_words = models.CharField(_("where"), max_length=120, blank=True)
    wished = models.CharField(_("when it would suit them"), max_length=120, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    visit = models.ForeignKey("visits.Visit", models.PROTECT, null=True, blank=True, related_name="invitations")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["made_at", "id"], name="invitation_open", condition=Q(answered_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(visit__isnull=False) | ~Q(answer=""), name="invitation_answered_with_something"
            )
        ]

    def __str__(self) -> str:
        return self.words[:40]

    @property
    def follow_url(self) -> str:
        return reverse("visits:invitation", args=[self.number])

    @property
    def answer_url(self) -> str:
        """Where an officer answers it."""
        return reverse("visits:answer", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    def _enter(self, *, by: User | Voice, person: Person | None, enterprise: Enterprise | None) -> None:
        for thing in (person, enterprise):
            if thing is not None and thing.pk is None:
                thing.save()
        self.person, self.enterprise = person, enterprise
        self.give_number(on=timezone.localdate(self.made_at))
        self.save(force_insert=True)
        self.record("invited", by=by)

    @transaction.atomic
    def accept(self, *, by: User | Voice, visit: Visit, words: str = "") -> None:
        """Someone comes, with this visit."""
        self._answer(by=by, words=words, visit=visit)
        self.record("accepted", by=by, start_at=visit.start_at)

    @transaction.atomic
    def decline(self, *, by: User | Voice, reason: str) -> None:
        """Nobody comes; why, and what they can do instead, is told to those who invited."""
        self._answer(by=by, words=reason, visit=None)
        self.record("declined", by=by)

    def _answer(self, *, by: User | Voice, words: str, visit: Visit | None) -> None:
        self.refresh_from_db(from_queryset=Invitation.objects.select_for_update(of=("self",)))
        if not self.is_open:
            raise AlreadyAnswered
        self.visit, self.answer, self.answered_by, self.answered_at = visit, words, officer_of(by), timezone.now()
        self.save(update_fields=["visit", "answer", "answered_by", "answered_at"])
        if self.person and self.person.email:
            notify("visits.invitation_answered", to=self.person, link=self.follow_url, number=self.spoken_number)
