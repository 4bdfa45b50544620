from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.standing import standing
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from ..workflow import Status
from .moving import Moving, VisitError, WrongMove

if TYPE_CHECKING:
    from .visit import Visit


class EndsBeforeItStarts(VisitError):
    message = _("The visit would end before it starts.")


class Planning(models.QuerySet["Visit"]):
    """Planning a visit (安排下访)."""

    def plan(
        self,
        *,
        by: User | Voice,
        user: User,
        place: Place,
        start_at: dt.datetime,
        end_at: dt.datetime,
        kinds: Iterable[str],
        purpose: str,
        unannounced: bool = False,
        tasks: str = "",
        measures: str = "",
        companions: Iterable[User] = (),
        cases: Iterable[Case] = (),
        promises: Iterable[Commitment] = (),
        serves: str = "",
        distance: str = "",
        why: str = "",
        norms: dict[str, Any] | None = None,
        once: uuid.UUID | None = None,
    ) -> Visit:
        """Plan who goes where and why. A place merged away is followed to its successor; `once` again changes nothing."""
        if end_at <= start_at:
            raise EndsBeforeItStarts
        once = once or uuid.uuid4()
        primary = standing(user).primary
        visit = self.model(
            once=once, user=user, post=primary.post if primary else None, place=place, kinds=list(kinds), purpose=purpose,
            start_at=start_at, end_at=end_at, unannounced=unannounced, tasks=tasks, measures=measures, serves=serves,
            distance=distance, why=why, norms={"before": norms or {}}, planned_by=officer_of(by), planned_at=timezone.now(),
        )  # fmt: skip
        try:
            with transaction.atomic():
                visit._enter(by=by, companions=companions, cases=cases, promises=promises)
        except IntegrityError:
            already = self.filter(once=once).first()
            if already is None:
                raise
            return already
        return visit


class Planned(Moving):
    """What can become of a plan before anyone has left."""

    class Meta:
        abstract = True

    def _enter(
        self: Visit, *, by: User | Voice, companions: Iterable[User], cases: Iterable[Case], promises: Iterable[Commitment]
    ) -> None:
        self.follow_place()
        self.why_here = self.reasons()
        self.give_number(on=timezone.localdate(self.planned_at))
        self.save(force_insert=True)
        self.companions.set(companions)
        self.promises.set(promises)
        for case in cases:
            self.take_along(case, by=by)
        for companion in self.companions.exclude(pk=by.pk if isinstance(by, User) else None):
            on = timezone.localdate(self.start_at).isoformat()
            notify("visits.goes_along", to=companion, link=self.url, number=self.spoken_number, start_on=on)
        self.record("planned", by=by, place=self.told_place(), start_at=self.start_at, name=str(self.user))

    def follow_place(self: Visit) -> bool:
        """Go to where the place is today: a merged village's successor. Whether it moved."""
        successor = self.place.successor
        if successor.pk == self.place_id:
            return False
        self.planned_place = self.planned_place or self.place
        self.place = successor
        return True

    def reasons(self: Visit) -> dict[str, Any]:
        """What speaks for this place today, as it is kept with the plan: open and overdue cases, late promises, the last visit.

        Sealed accusations are not counted: the plan is read by many.
        """
        within = Place.within(self.place_id)
        cases = Case.objects.filter(within, sealed=False).open()
        last = type(self).objects.closed().filter(within).order_by("-start_at").first()
        return {
            "open": cases.count(),
            "hard": cases.hard().count(),
            "overdue": cases.overdue(timezone.now()).count(),
            "late_promises": Commitment.objects.public().filter(within).late().count(),
            "last_visit_on": timezone.localdate(last.start_at).isoformat() if last else None,
        }

    @transaction.atomic
    def replan(self: Visit, *, by: User | Voice, start_at: dt.datetime, end_at: dt.datetime, reason: str) -> None:
        """Another time; the old one stays on the trail, with why."""
        self.lock()
        if not self.is_ahead:
            raise WrongMove(self.status, Status.PLANNED)
        if end_at <= start_at:
            raise EndsBeforeItStarts
        was_at, self.start_at, self.end_at = self.start_at, start_at, end_at
        self.save(update_fields=["start_at", "end_at"])
        self.record("replanned", by=by, was_at=was_at, start_at=start_at, reason=reason)

    @transaction.atomic
    def cancel(self: Visit, *, by: User | Voice, reason: str) -> None:
        """Not to be made; why stays."""
        self.move(Status.CANCELLED)
        self.cancelled_why = reason
        self.save(update_fields=["status", "cancelled_why"])
        self.record("cancelled", by=by, reason=reason)
