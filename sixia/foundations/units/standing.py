"""What a signed-in officer stands for today (身份): the posts they hold, in their own right or as deputy.

Rules ask `standing(user).holds(Role.HANDLER, unit=case.unit)`, never for a name of a group. Read once a request, in one query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONArray
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.sessions import of_session
from sixia.foundations.common.statements import Statement, blank

from .models import Tenure, Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sixia.foundations.places.models import Place

    from .models.post import TenureQuerySet


def _posts() -> TenureQuerySet:
    return Tenure.objects.in_force(blank("today")).in_open_units(blank("today")).order_by("acting", "starts_on", "id")


def _with_posts() -> QuerySet[User]:
    posts = _posts().filter(user=OuterRef("pk")).values(said=JSONArray(*ASKED))
    return User.objects.annotate(posts=ArraySubquery(posts))


ASKED = ("post__role", "post__unit_id", "post__unit__kind", "post__unit__place_id", "id", "post_id")
POSTS = Statement(lambda: _posts().filter(user=blank("user")).values_list(*ASKED), each=lambda *post: Held(*post))
SIGNED_IN = Statement(lambda: of_session(_with_posts()))


class Held(NamedTuple):
    """One post in force today: no more of it than rules ask, since every page asks."""

    role: str
    unit_id: int
    kind: str
    place: str
    tenure_id: int
    post_id: int


@dataclass(frozen=True)
class Standing:
    """The posts held today, own ones before those held as deputy."""

    held: tuple[Held, ...] = ()

    def holds(self, *roles: str, unit: Unit | int | None = None, place: Place | str | None = None) -> bool:
        """One of these roles (any, if none is named), at this unit, and over this place, each if asked."""
        unit_id = unit.pk if isinstance(unit, Unit) else unit
        code = place if isinstance(place, str) or place is None else place.code
        held = self._with(roles)
        return any((unit_id in (None, post.unit_id)) and (code is None or code.startswith(post.place)) for post in held)

    @cached_property
    def units(self) -> frozenset[int]:
        return frozenset(post.unit_id for post in self.held)

    @cached_property
    def posts(self) -> frozenset[int]:
        return frozenset(post.post_id for post in self.held)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.held)

    def places(self, *roles: str) -> tuple[str, ...]:
        """Codes of the places these roles reach; one that lies in another is not named beside it."""
        return _widest(post.place for post in self._with(roles))

    def overseen(self, roles: Iterable[str], kinds: Iterable[str]) -> tuple[str, ...]:
        """Codes of the places these roles oversee from units of these kinds: a petition office its county, a bureau nothing."""
        return _widest(post.place for post in self._with(tuple(roles)) if post.kind in kinds)

    @cached_property
    def primary(self) -> Tenure | None:
        """The post they are known by: the oldest of their own, else the oldest held as deputy. One query."""
        return Tenure.objects.select_related("post__unit").get(pk=self.held[0].tenure_id) if self.held else None

    def _with(self, roles: tuple[str, ...]) -> list[Held]:
        return [post for post in self.held if not roles or post.role in roles]


def _widest(codes: Iterable[str]) -> tuple[str, ...]:
    distinct = set(codes)
    return tuple(sorted(code for code in distinct if not any(code != wider and code.startswith(wider) for wider in distinct)))


def standing(user: User | AnonymousUser) -> Standing:
    """Kept on the user object, which lives as long as the request."""
    kept: Standing | None = getattr(user, "standing_today", None)
    if kept is None:
        kept = _read(user)
        user.standing_today = kept  # type: ignore[union-attr]
    return kept


def _read(user: User | AnonymousUser) -> Standing:
    if not user.is_authenticated or not user.is_active:
        return Standing()
    return Standing(tuple(POSTS.all(user=user.pk, today=timezone.localdate())))


def signed_in(key: str | None) -> User | None:
    """The officer of this session with what they stand for today: every page asks both, so they are read together."""
    user: Any = SIGNED_IN.one(key=key, now=timezone.now(), today=timezone.localdate())
    if user is not None:
        user.standing_today = Standing(tuple(Held(*post) for post in user.posts))
    return user  # type: ignore[no-any-return]


def holders(unit: Unit, *roles: str) -> list[User]:
    """Who holds a post of this unit today, in these roles or in any; each once, own posts first."""
    tenures = Tenure.objects.in_force().filter(post__unit=unit).select_related("user").order_by("acting", "starts_on", "id")
    return list({tenure.user_id: tenure.user for tenure in (tenures.filter(post__role__in=roles) if roles else tenures)}.values())
