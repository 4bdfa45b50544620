"""Who hears that a promise is coming due, is late, or is to be looked at again (提醒与升级).

The numbers of days are rules of the house, in `deadlines`. Each is said once for each due day, however often the job runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.deadlines.calendars import load
from sixia.foundations.deadlines.counting import DAY, reckon
from sixia.foundations.deadlines.models import Rule
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Role
from sixia.foundations.units.standing import holders

from ..workflow import DATED, Status
from .moving import Moving

if TYPE_CHECKING:
    from .commitment import Commitment


def day_of(code: str, after: dt.date | None = None) -> dt.date | None:
    """The day on which a rule of the house counted from today (or another day) ends; none where the house has set no length."""
    start = timezone.make_aware(dt.datetime.combine(after or timezone.localdate(), dt.time(12)))
    rule = Rule.objects.in_force(code, timezone.localdate())
    return timezone.localdate(reckon(rule, start, load()).internal_due) if rule.length else None


def days_gone(code: str) -> dt.date | None:
    """The latest day whose rule, counted from it, has run out by today."""
    today = day = timezone.localdate()
    while (end := day_of(code, after=day)) and end >= today:
        day -= DAY
    return day if end else None


class Pressing(models.QuerySet["Commitment"]):
    """The timer is one more caller."""

    def remind(self) -> int:
        """Tell whoever answers that the day is near, and whoever promised it that it is to be looked at again; how many."""
        horizon, today = day_of("CM.remind"), timezone.localdate()
        told = 0
        if horizon:
            near = self.filter(status=Status.OPEN, due_on__range=(today, horizon)).exclude(reminded_for=F("due_on"))
            told += self._each(near, lambda promise: promise._remind())
        again = self.filter(status=Status.KEPT, recheck_on__lte=today).exclude(reminded_for=F("recheck_on"))
        return told + self._each(again, lambda promise: promise._ask_to_look_again())

    def escalate(self) -> int:
        """Tell the level above that the day has passed; how many."""
        before = days_gone("CM.escalate")
        if before is None:
            return 0
        late = self.filter(status__in=sorted(DATED), due_on__lte=before).exclude(escalated_for=F("due_on"))
        return self._each(late, lambda promise: promise._escalate())

    def _each(self, found: Pressing, act: Callable[[Commitment], None]) -> int:
        """One short transaction for each, on its locked row: a colleague's verb in the same moment waits, or is seen."""
        done = 0
        for pk in list(found.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                promise = found.select_for_update(of=("self",)).filter(pk=pk).first()
                if promise:
                    act(promise)
                    done += 1
        return done


class Pressed(Moving):
    """Reminded before the day, and told upward after it."""

    reminded_for = models.DateField(null=True, editable=False)  # the day of which it was reminded
    escalated_for = models.DateField(null=True, editable=False)  # the due day whose passing was told upward

    class Meta:
        abstract = True

    def tell_holder(self: Commitment, message: str, *, but: User | Voice) -> None:
        """Say it to the officer who answers, unless they did it themselves or may not see it."""
        holder = self.holder()
        if holder and holder != but:
            self._tell([holder], message)

    def _tell(self: Commitment, users: Iterable[User | None], message: str) -> None:
        for user in dict.fromkeys(users):
            if user and not self.is_hidden_from(user):
                notify(message, to=user, link=self.url, number=self.spoken_number, due_on=self.due_on.isoformat())

    def _remind(self: Commitment) -> None:
        holder = self.holder()
        self._tell([holder] if holder else holders(self.unit, Role.HEAD), "commitments.due")
        self.reminded_for = self.due_on
        self.save(update_fields=["reminded_for"])

    def _ask_to_look_again(self: Commitment) -> None:
        self._tell([self.promised_by], "commitments.recheck")
        self.reminded_for = self.recheck_on
        self.save(update_fields=["reminded_for"])

    def _escalate(self: Commitment) -> None:
        above = self.unit.parent
        leaders = holders(above, Role.HEAD, Role.LEADER, Role.SUPERVISOR) if above else []
        self._tell([self.holder(), self.promised_by, *leaders], "commitments.late")
        self.escalated_for = self.due_on
        self.save(update_fields=["escalated_for"])
        self.record("escalated", by=Voice.SYSTEM, due_on=self.due_on)
