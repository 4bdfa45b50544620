"""The rail at the side of the desk: each room announces what it offers an officer there.

In the room's `apps.py: ready()`: `rail(supplier)`. A supplier gets the request and whether counts are wanted, and answers with
RailItems, none for someone it has nothing for. Pages draw the rail without counts, so that no page waits for them; htmx then
asks for it once more with counts: at most one query a supplier, and never over the whole table (`more`: more than counted).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class RailItem:
    label: str | Promise
    url: str
    count: int | None = None
    more: bool = False
    group: str | Promise = ""
    current: bool = False

    def is_at(self, here: str) -> bool:
        """Whether the reader at this address is in what the item leads to."""
        own, at = urlsplit(self.url), urlsplit(here)
        return at.path.startswith(own.path) and set(parse_qsl(own.query)) <= set(parse_qsl(at.query))


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
