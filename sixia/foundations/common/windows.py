"""Windows: what an upper room shows on a lower room's page, without the lower room knowing it.

The upper room announces in its `apps.py: ready()`: `window("cases.detail", "supervision:for_case", title=_("Supervision"))`.
The lower room's page has the slot: `{% load windows %}{% windows "cases.detail" number=case.number %}`. Each window is a link
that htmx replaces by the page behind it, so it asks through that page's own door; a page that has nothing to show answers
empty. Its view finds its own element in `HX-Target`: the id is the view's name with a dash, `supervision-for_case`.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import Promise

from .addresses import numbered


@dataclass(frozen=True)
class Window:
    slot: str
    view_name: str
    title: str | Promise
    order: int

    @property
    def id(self) -> str:
        return self.view_name.replace(":", "-")


@dataclass(frozen=True)
class Opened:
    """A window on one page: with the address behind it."""

    id: str
    title: str | Promise
    url: str


_windows: dict[str, dict[str, Window]] = defaultdict(dict)


def window(slot: str, view_name: str, *, title: str | Promise, order: int = 0) -> None:
    """Announce a window in a slot; announced twice it is there once."""
    _windows[slot][view_name] = Window(slot, view_name, title, order)


def windows_in(slot: str) -> list[Window]:
    """By `order`, then by name, so that the page does not depend on the order of INSTALLED_APPS."""
    return sorted(_windows.get(slot, {}).values(), key=lambda window: (window.order, window.view_name))


def opened(slot: str, *, number: str) -> list[Opened]:
    return [Opened(it.id, it.title, numbered(it.view_name, number)) for it in windows_in(slot)]
