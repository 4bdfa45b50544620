from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice, officer_of
from sixia.foundations.units.models import Post, Role, Unit
from sixia.spine.cases.models import Case

from .moving import CommitmentError

if TYPE_CHECKING:
    from .commitment import Commitment


BY_NAME = (Role.HEAD, Role.LEADER, Role.DEPUTY, Role.HANDLER, Role.INTAKE, Role.VILLAGE)


class DuePassed(CommitmentError):
    """A promise is made for a day still to come."""

    message = _("This day is already past. Promise a day that can still be kept.")


class NobodyAnswers(CommitmentError):
    """The unit was closed and nobody took over its affairs."""

    message = _("This unit no longer exists and has no successor. Name the unit that answers for it now.")


class Sealed(CommitmentError):
    """Only who may see a sealed case may promise something on it."""

    message = _("There is no such case.")  # whoever is not named on it is told nothing else


def answering(unit: Unit) -> Unit:
    """The unit that answers for it today."""
    heir = unit.in_charge_now()
    if heir is None:
        raise NobodyAnswers
    return heir


def leading_post(unit: Unit) -> Post | None:
    """Who answers by name where nobody was named: the head of the unit, else the next who does."""
    posts = {post.role: post for post in Post.objects.filter(unit=unit, role__in=BY_NAME).order_by("-pk")}
    return next((posts[role] for role in BY_NAME if role in posts), None)


class Promising(models.QuerySet["Commitment"]):
    """Making a promise (承诺)."""

    def promise(
        self,
        *,
        by: User | Voice,
        what: str,
        unit: Unit,
        due_on: dt.date,
        place: Place,
        post: Post | None = None,
        person: Person | None = None,
        enterprise: Enterprise | None = None,
        case: Case | None = None,
        to_words: str = "",
        effect: str = "",
        sign: str = "",
        co_owners: Iterable[Unit] = (),
        occasion: dict[str, str] | None = None,
        occasion_url: str = "",
        public: bool = True,
        recheck_on: dt.date | None = None,
        promised_on: dt.date | None = None,
        once: uuid.UUID | None = None,
    ) -> Commitment:
        """Promise something. Sending the same `once` again returns the promise that is already there and changes nothing.

        Without a `post` the head of the unit answers. What is promised to a private person, or on a sealed case, is never public,
        whatever was asked. `promised_on`: when it was said, where it is written down later.
        """
        once = once or uuid.uuid4()
        if already := self.filter(once=once).first():
            return already
        today = timezone.localdate()
        promised_on = min(promised_on or today, today)  # a clock that runs ahead promises nothing for tomorrow
        if due_on < promised_on:
            raise DuePassed
        if case and case.sealed and not (isinstance(by, User) and not case.is_hidden_from(by)):
            raise Sealed
        unit = answering(unit)
        commitment = self.model(
            once=once,
            what=what,
            effect=effect,
            sign=sign,
            unit=unit,
            post=post or leading_post(unit),
            place=place.successor,
            person=person,
            enterprise=enterprise,
            case=case,
            to_words=to_words,
            occasion=occasion or {},
            occasion_url=occasion_url,
            promised_on=promised_on,
            promised_by=officer_of(by),
            due_on=due_on,
            first_due_on=due_on,
            recheck_on=recheck_on,
            status_on=promised_on,
            public=public and person is None and not (case and case.sealed),
        )
        return self._enter(commitment, co_owners, by=by)

    def _enter(self, commitment: Commitment, co_owners: Iterable[Unit], *, by: User | Voice) -> Commitment:
        """Write it down, or give back the one that the same sending wrote a moment ago."""
        commitment.give_number(on=timezone.localdate())
        try:
            with transaction.atomic():
                commitment.save(force_insert=True)
                helpers: set[Any] = {answering(each) for each in co_owners} - {commitment.unit}
                commitment.co_owners.add(*helpers)
                commitment.record("promised", by=by, unit=commitment.unit.told, due_on=commitment.due_on)
                commitment.tell_holder("commitments.promised", but=by)
        except IntegrityError:
            already = self.filter(once=commitment.once).first()
            if already is None:
                raise
            return already
        return commitment
