from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sixia.field.pairings.models import Coverage, FirmCoverage, Pairing
from sixia.field.pairings.workflow import How, Kind
from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Enterprise
from sixia.foundations.places.models import Place, prefixes
from sixia.foundations.trail.models import Voice

from ..workflow import Status
from .moving import Moving, VisitError

if TYPE_CHECKING:
    from .visit import Visit


class StillOpen(VisitError):
    """A visit closes on outcomes: each matter and each case taken along needs one."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        words = ngettext(
            "What came of %(count)d matter is still to be said: a visit closes on outcomes, not on having been there.",
            "What came of %(count)d matters is still to be said: a visit closes on outcomes, not on having been there.",
            self.count,
        )
        return words % {"count": self.count}


class NothingSaid(VisitError):
    """No matter, no case: then it is said that nothing was found."""

    message = _("No matter is written down. If nothing was found, say so: that is allowed, and it is kept.")


class FoundSomething(VisitError):
    message = _("Matters are written down, so something was found.")


class Closing(Moving):
    """Closing a visit (销账) on what came of it."""

    closed_at = models.DateTimeField(null=True, blank=True)
    found_nothing = models.BooleanField(_("nothing was found"), default=False)
    summary = models.TextField(_("what came of it"), blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def close(
        self: Visit, *, by: User | Voice, summary: str = "", found_nothing: bool = False, norms: dict[str, Any] | None = None
    ) -> None:
        """Every matter and every case taken along has its outcome, or it is said that nothing was found.

        A case sealed since the visit was planned holds nobody up who may no longer see it.
        """
        self.move(Status.CLOSED)
        self.must_have_outcomes(found_nothing=found_nothing)
        self.closed_at = timezone.now()
        self.found_nothing, self.summary = found_nothing, summary
        self.norms = {**self.norms, "after": norms or {}}
        self.save(update_fields=["status", "closed_at", "found_nothing", "summary", "norms"])
        self.note_coverage(by=by)
        matters = self.matters.count() + self.carried.count()
        if matters:
            self.record("closed", by=by, matters=matters)
        else:
            self.record("closed_empty", by=by)

    def must_have_outcomes(self: Visit, *, found_nothing: bool) -> None:
        carried = self.carried.unsealed_for(self.user)
        still = self.matters.filter(outcome="").count() + carried.filter(outcome="").count()
        if still:
            raise StillOpen(still)
        found = self.matters.exists() or self.carried.exists()
        if found_nothing and self.matters.exists():
            raise FoundSomething
        if not found and not found_nothing:
            raise NothingSaid

    def note_coverage(self: Visit, *, by: User | Voice) -> None:
        """These places have been visited; `pairings` keeps when, and that the tie of whoever went was kept up."""
        on = timezone.localdate(self.departed_at or self.start_at)
        FirmCoverage.objects.note_visit(firms=self.firms_met(), on=on)
        stops = {stop.place_id: stop.place for stop in self.stops.select_related("place")}
        for place in {self.place_id: self.place, **stops}.values():
            Coverage.objects.note_visit(place=place, on=on)
            if isinstance(by, User):
                self.keep_up_ties(place, on, by=by)

    def firms_met(self: Visit) -> QuerySet[Enterprise]:
        """Those that raised a matter there, and those whose invitation the visit answers."""
        return Enterprise.objects.filter(
            Q(pk__in=self.matters.values("enterprise")) | Q(pk__in=self.invitations.values("enterprise"))
        )

    def keep_up_ties(self: Visit, place: Place, on: dt.date, *, by: User) -> None:
        """What the visit says is not asked again: it is a contact within the ties of whoever went."""
        ties = Pairing.objects.in_force(on).held_by(self.user).filter(kind=Kind.PLACE, place__in=prefixes(place.code))
        for tie in ties:
            tie.contact(by=by, on=on, how=How.VISIT, where=place, once=uuid.uuid5(self.once, f"{tie.pk}/{place.code}"))
