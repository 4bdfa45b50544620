"""The rail at the side of the desk: each room announces what it offers an officer there.

In the room's `apps.py: ready()`: `rail(supplier)`. A supplier gets the request and answers with RailItems, none for someone it
has nothing for. It is asked on every page of the desk: at most one query each, and a count never over the whole table
(`more` says that there are more than counted).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class RailItem:
    label: str | Promise
    url: str
    count: int | None = None
    more: bool = False
    current: bool = False
    group: str | Promise = ""


Supplier = Callable[[HttpRequest], Iterable[RailItem]]
Groups = list[tuple[str, list[RailItem]]]

_suppliers: list[tuple[int, Supplier]] = []


def rail(supplier: Supplier, *, order: int = 0) -> Supplier:
    """Announce a supplier; lower `order` stands higher. Announced twice it is asked once."""
    if all(known is not supplier for _order, known in _suppliers):
        _suppliers.append((order, supplier))
    return supplier


def rail_groups(request: HttpRequest) -> Groups:
    """What all rooms offer this officer, in groups: a group stands where it is first named, and stays together."""
    items = [item for _order, supplier in sorted(_suppliers, key=lambda it: it[0]) for item in supplier(request)]
    names = list(dict.fromkeys(str(item.group) for item in items))
    items.sort(key=lambda item: names.index(str(item.group)))
    return [(name, list(members)) for name, members in groupby(items, key=lambda item: str(item.group))]
