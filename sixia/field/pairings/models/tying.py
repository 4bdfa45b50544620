from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Enterprise, Household
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.units.models import Post

from ..workflow import Kind
from .refusing import PairingError

if TYPE_CHECKING:
    from .pairing import Pairing


class TiedToNotOne(PairingError):
    message = _("A tie is to exactly one thing: a place, an enterprise, a project or a household.")


class NowhereToLie(PairingError):
    message = _("Say in which place it lies.")


class MergedPlace(PairingError):
    """A merged place is no longer there to be tied to."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.code)
        self.place = place

    def __str__(self) -> str:
        said = _("%(place)s has become part of %(successor)s. Tie the post to that.")
        return str(said) % {"place": self.place, "successor": self.place.successor}


class TiedAlready(PairingError):
    message = _("This post is already tied to it in these days.")


class WrongUnit(PairingError):
    message = _("This post belongs to a unit that was closed.")


class Tying(models.QuerySet["Pairing"]):
    """Tying a post to something that lasts."""

    def tie(
        self,
        *,
        by: User,
        post: Post,
        starts_on: dt.date,
        purpose: str,
        place: Place | None = None,
        enterprise: Enterprise | None = None,
        household: Household | None = None,
        project: str = "",
        at: Place | None = None,
        days_per_quarter: int | None = None,
        once: uuid.UUID | None = None,
    ) -> Pairing:
        """Tie a post to exactly one thing; `at`: where an enterprise or a project lies. The same `once` again changes nothing."""
        once = once or uuid.uuid4()
        if already := self.filter(once=once).first():
            return already
        ends: dict[str, Any] = {"place": place, "enterprise": enterprise, "household": household, "project": project.strip()}
        given = [name for name, thing in ends.items() if thing]
        if len(given) != 1:
            raise TiedToNotOne
        if not post.unit.is_open():
            raise WrongUnit
        pairing = self.model(
            **{**ends, "place": _where(given[0], ends, at)},
            once=once,
            post=post,
            kind=Kind(given[0]),
            purpose=purpose,
            days_per_quarter=days_per_quarter,
            starts_on=starts_on,
            quiet_since=starts_on,
            taken_by=post.holder(starts_on),
            made_by=by,
        )
        try:
            with transaction.atomic():
                pairing.give_number(on=timezone.localdate())
                pairing.save(force_insert=True)
                pairing.record("tied", by=by, post=told_post(post), object=pairing.object_told, starts_on=starts_on)
        except IntegrityError as error:
            if twin := self.filter(once=once).first():
                return twin
            if "tied_once" not in str(error):
                raise
            raise TiedAlready from error
        return pairing


def _where(kind: str, ends: dict[str, Any], at: Place | None) -> Place:
    """Where the other end lies: itself, the household's place, or what was said."""
    place = ends["place"] or at or getattr(ends[kind], "place", None)
    if place is None:
        raise NowhereToLie
    if place.merged_into_id:
        raise MergedPlace(place)
    return place


def told_post(post: Post) -> dict[str, str]:
    """A post as the trail keeps it: its unit and its title, in both languages."""
    unit = post.unit
    return told(f"{unit.name}{post.title}", f"{post.title_en or post.title}, {unit.name_en or unit.name}")
