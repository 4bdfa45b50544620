"""The rail at the side of the desk: each room announces what it offers an officer there.

In the room's `apps.py: ready()`: `rail(supplier)`. A supplier gets the request and whether counts are wanted, and answers with
RailItems, none for someone it has nothing for. Pages draw the rail without counts, so that no page waits for them; htmx then
asks for it once more with counts: at most one query a supplier, and never over the whole table (`more`: more than counted).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlsplit

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import IntegerField, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import Promise

MOST: Final = 99  # a rail says "99+": nobody needs the exact number, and it would cost a count over everything


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

    def is_at(self, here: str) -> bool:
        """Whether the reader at this address is in what the item leads to."""
        own, at = urlsplit(self.url), urlsplit(here)
        return at.path.startswith(own.path) and set(parse_qsl(own.query)) <= set(parse_qsl(at.query))


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

_suppliers: list[tuple[int, Supplier]] = []


def rail(supplier: Supplier, *, order: int = 0) -> Supplier:
    """Announce a supplier; lower `order` stands higher. Announced twice it is asked once."""
    if all(known is not supplier for _order, known in _suppliers):
        _suppliers.append((order, supplier))
    return supplier


def rail_groups(request: HttpRequest, *, here: str, counted: bool = False) -> Groups:
    """What all rooms offer this officer, in groups: a group stands where it is first named, and stays together."""
    groups: dict[str, list[RailItem]] = {}
    for _order, supplier in sorted(_suppliers, key=lambda it: it[0]):
        for item in supplier(request, counted):
            groups.setdefault(str(item.group), []).append(replace(item, current=True) if item.is_at(here) else item)
    return tuple((name, tuple(items)) for name, items in groups.items())
