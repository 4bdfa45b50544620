"""The rail at the side of the desk: each room announces what it offers an officer there.

In the room's `apps.py: ready()`: `rail(supplier)`. A supplier gets the request and whether counts are wanted, and answers with
RailItems, none for someone it has nothing for. Pages draw the rail without counts, so that no page waits for them; htmx then
asks for it once more with counts: at most one query a supplier, and never over the whole table (`more`: more than counted).
Asked without counts it looks at nothing but who the officer is and what they stand for (`rail_depends_on`): its answer is kept.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import IntegerField, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language

MOST: Final = 99  # a rail says "99+": nobody needs the exact number, and it would cost a count over everything
KEPT: Final = 500  # of what a process keeps: a rail is some ten kilobytes


class Spot(NamedTuple):
    """An address: the path, and what is asked there."""

    path: str
    asked: frozenset[tuple[str, str]]

    @classmethod
    def at(cls, url: str) -> Self:
        parts = urlsplit(url)
        return cls(parts.path, frozenset(parse_qsl(parts.query)))


@dataclass(frozen=True)
class RailItem:
    label: str | Promise
    url: str
    count: int | None = None
    more: bool = False
    group: str | Promise = ""
    current: bool = False

    @classmethod
    def pile(cls, label: str | Promise, url: str, n: int | None, *, group: str | Promise = "") -> Self:
        """What leads to a pile, with how many lie in it: `n` of `amounts_in`, None where it is not counted."""
        return cls(label, url, count=None if n is None else min(n, MOST), more=bool(n and n > MOST), group=group)

    def is_at(self, here: Spot) -> bool:
        """Whether the reader at this address is in what the item leads to."""
        return here.path.startswith(self._spot.path) and self._spot.asked <= here.asked

    @cached_property
    def _spot(self) -> Spot:
        return Spot.at(self.url)


class Amount(Subquery):
    """How many rows a bounded query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) pile)"
    output_field = IntegerField()
    empty_result_set_value = 0  # an officer without a post has no pile, and no error either


def amounts_in(piles: Mapping[str, QuerySet[Any]], *, of: AbstractBaseUser) -> dict[str, int]:
    """How many lie in each pile of this officer, in one query; more than MOST is not told apart."""
    bounded = {name: Amount(pile.order_by().values("pk")[: MOST + 1]) for name, pile in piles.items()}
    found = get_user_model()._default_manager.filter(pk=of.pk).values_list(*bounded.values()).get()
    return dict(zip(bounded, found, strict=True))


Supplier = Callable[[HttpRequest, bool], Iterable[RailItem]]
Groups = tuple[tuple[str, tuple[RailItem, ...]], ...]
Ground = Callable[[Any], Hashable]


@dataclass(frozen=True)
class Offer:
    """What an officer is offered, without counts, wherever they are. `key`: two offers with one key are the same."""

    key: Hashable
    groups: Groups

    def current(self, here: str) -> tuple[str, ...]:
        """The addresses of the items that lead to where the reader is."""
        spot = Spot.at(here)
        return tuple(item.url for _name, items in self.groups for item in items if item.is_at(spot))


_suppliers: list[tuple[int, Supplier]] = []
_grounds: list[Ground] = []
_offers: dict[Hashable, Offer] = {}


def rail(supplier: Supplier, *, order: int = 0) -> Supplier:
    """Announce a supplier; lower `order` stands higher. Announced twice it is asked once."""
    if all(known is not supplier for _order, known in _suppliers):
        _suppliers.append((order, supplier))
    return supplier


def rail_depends_on(ground: Ground) -> None:
    """Announce what of a user decides, besides who they are, what they are offered: `ground(user)`."""
    if ground not in _grounds:
        _grounds.append(ground)


def offer(request: HttpRequest) -> Offer:
    """Asked of the suppliers once for an officer as they stand, and a language."""
    key = request.user.pk, tuple(ground(request.user) for ground in _grounds), get_language()
    if key not in _offers:
        if len(_offers) >= KEPT:
            _offers.clear()
        _offers[key] = Offer(key, _asked(request, counted=False))
    return _offers[key]


def rail_groups(request: HttpRequest, *, here: str, counted: bool = False) -> Groups:
    """What all rooms offer this officer, in groups: a group stands where it is first named, and stays together."""
    groups, spot = _asked(request, counted=True) if counted else offer(request).groups, Spot.at(here)
    return tuple((name, tuple(replace(it, current=True) if it.is_at(spot) else it for it in items)) for name, items in groups)


def _asked(request: HttpRequest, *, counted: bool) -> Groups:
    groups: dict[str, list[RailItem]] = {}
    for _order, supplier in sorted(_suppliers, key=lambda it: it[0]):
        for item in supplier(request, counted):
            groups.setdefault(str(item.group), []).append(replace(item, label=str(item.label)))
    return tuple((name, tuple(items)) for name, items in groups.items())
