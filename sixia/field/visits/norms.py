"""The norms of a visit (下访纪律): what is declared before and after, and beside each item the advice that fits, with its source.

Advice, never a score: nothing is added up, compared or kept but what was declared. What has no source that was
read is a question.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.places.naming import shown

SHIPPED: Final = Path(__file__).parent / "data" / "norms.toml"
NEEDED: Final = {"code", "about", "valid_from", "words", "words_en", "standing"}
WITH_SOURCE: Final = ("law", "circular", "house")


class Notice(models.TextChoices):
    """To whom the visit was announced."""

    NONE = "none", _("to nobody")
    PEOPLE = "people", _("to the people there")
    VILLAGE = "village", _("to the village")
    TOWNSHIP = "township", _("to the township or the bureau")


class Meals(models.TextChoices):
    """Where the party eats."""

    NONE = "none", _("no meal there")
    OWN = "own", _("own food, or the canteen at its price")
    HOSTED = "hosted", _("the hosts serve a meal")


ITEMS: Final = {
    "entourage": _("how many go along"),
    "vehicles": _("how many cars"),
    "notice": _("announced"),
    "meals": _("meals"),
    "banners": _("banners, name plates or a welcome"),
}


class WrongNorm(ValueError):
    """The file holds a line that cannot be shown; the message says why."""


@dataclass(frozen=True)
class Norm:
    """One line of advice. `standing`: law, circular, house; or a question, which is no rule."""

    code: str
    about: str
    valid_from: dt.date
    words: str
    words_en: str
    standing: str
    source: str = ""
    source_en: str = ""

    @property
    def is_question(self) -> bool:
        return self.standing == "question"

    @property
    def shown(self) -> str:
        return shown(self.words, self.words_en)

    @property
    def source_shown(self) -> str:
        return shown(self.source, self.source_en)


@dataclass(frozen=True)
class Declared:
    """One item as it was declared before and as it was."""

    label: str
    before: str
    after: str
    advice: list[Norm]

    @property
    def differs(self) -> bool:
        return bool(self.after) and self.after != self.before


@cache
def all_norms() -> tuple[Norm, ...]:
    return read(SHIPPED)


def read(path: Path) -> tuple[Norm, ...]:
    return tuple(_norm(line) for line in tomllib.loads(path.read_text(encoding="utf-8"))["norm"])


def _norm(line: dict[str, Any]) -> Norm:
    if missing := NEEDED - line.keys():
        raise WrongNorm(f"{line.get('code', '?')} lacks {', '.join(sorted(missing))}")
    if line["standing"] in WITH_SOURCE and not line.get("source"):
        raise WrongNorm(f"{line['code']} is shown as a rule and names no source")
    if line["standing"] not in (*WITH_SOURCE, "question"):
        raise WrongNorm(f"{line['code']}: nothing is “{line['standing']}”")
    return Norm(**line)


def in_force(on: dt.date | None = None) -> list[Norm]:
    """The latest version of each on that day, rules before questions."""
    on = on or timezone.localdate()
    latest = {norm.code: norm for norm in sorted(all_norms(), key=lambda it: it.valid_from) if norm.valid_from <= on}
    return sorted(latest.values(), key=lambda norm: norm.is_question)


def general(on: dt.date | None = None) -> list[Norm]:
    """What is worth remembering whatever was declared."""
    return [norm for norm in in_force(on) if not norm.about]


def about(item: str, on: dt.date | None = None) -> list[Norm]:
    return [norm for norm in in_force(on) if norm.about == item]


def declared(norms: dict[str, Any], on: dt.date | None = None) -> list[Declared]:
    """What was declared of each item, before and after, with the advice that belongs to it."""
    before, after = norms.get("before") or {}, norms.get("after") or {}
    return [
        Declared(str(label), said(item, before.get(item)), said(item, after.get(item)), about(item, on))
        for item, label in ITEMS.items()
    ]


def said(item: str, value: Any) -> str:
    """A declared value in words; empty where nothing was declared."""
    if value is None or value == "":
        return ""
    if item == "banners":
        return str(_("some") if value else _("none of it"))
    choices = {"notice": Notice, "meals": Meals}.get(item)
    return str(choices(value).label) if choices and value in choices.values else str(value)
