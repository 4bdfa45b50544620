"""What every page knows about the look: the office, its language, large type, colours, whether this is the demo town.

The reader's choices live in one cookie each, so that a page drawn without session or database still honours them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import sixia

TYPE_COOKIE: Final = "sixia_type"
COLOUR_COOKIE: Final = "sixia_colour"
TYPES: Final = ("plain", "large")
COLOURS: Final = ("system", "light", "dark")
TAGS: Final = {"zh-hans": "zh-Hans", "en": "en"}  # as HTML spells them

Namer = Callable[[], str]
_namers: list[Namer] = []


def name_office(namer: Namer) -> Namer:
    """Announce who knows what the office is called, in the reader's language; empty: not now."""
    if namer not in _namers:
        _namers.append(namer)
    return namer


def office_name() -> str:
    """What the operator set, else what a room above knows, else the program's own name."""
    return settings.OFFICE_NAME or next(filter(None, (namer() for namer in _namers)), "") or _("Sixia")


@dataclass(frozen=True)
class Tongue:
    """A language a page can be read in, named in itself."""

    code: str
    tag: str
    name: str
    current: bool


@dataclass(frozen=True)
class Look:
    office: str
    type: str
    colour: str
    tongues: tuple[Tongue, ...]
    demo: bool
    version: str

    @property
    def large(self) -> bool:
        return self.type == "large"

    @property
    def other_tongues(self) -> tuple[Tongue, ...]:
        return tuple(tongue for tongue in self.tongues if not tongue.current)


def choice(request: HttpRequest, cookie: str, known: tuple[str, ...]) -> str:
    """What the reader chose, if it is one of the known; else the first."""
    chosen = request.COOKIES.get(cookie, "")
    return chosen if chosen in known else known[0]


def tongues(current: str | None) -> tuple[Tongue, ...]:
    return tuple(Tongue(code, TAGS.get(code, code), name, code == current) for code, name in settings.LANGUAGES)


def look(request: HttpRequest) -> dict[str, Look]:
    type_, colour = choice(request, TYPE_COOKIE, TYPES), choice(request, COLOUR_COOKIE, COLOURS)
    return {"look": _look(office_name(), type_, colour, get_language(), settings.DEMO)}


@lru_cache(maxsize=64)
def _look(office: str, type_: str, colour: str, language: str | None, demo: bool) -> Look:
    return Look(office, type_, colour, tongues(language), demo, sixia.__version__)
