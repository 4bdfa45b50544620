"""Signposts: where an upper room leads the public, in the menu of every public page.

In the room's `apps.py: ready()`: `signpost(_("Reception days"), "reception:days", order=20)`.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Signpost:
    label: str | Promise
    view_name: str
    order: int

    @property
    def url(self) -> str:
        return reverse(self.view_name)


_signposts: dict[str, Signpost] = {}


def signpost(label: str | Promise, view_name: str, *, order: int = 0) -> None:
    """Announce a page to the public; lower `order` stands first. Announced twice it is there once."""
    _signposts[view_name] = Signpost(label, view_name, order)


def signposts() -> list[Signpost]:
    """By `order`, then by name, so that the menu does not depend on the order of INSTALLED_APPS."""
    return sorted(_signposts.values(), key=lambda it: (it.order, it.view_name))
