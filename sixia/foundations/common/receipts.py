"""Receipts: what someone of the people holds in their hand: a public number, and a secret that opens what it stands for.

A thing that has a number is `Numbered`; one that its petitioner opens is `Receipted`, and its room announces it in `apps.py:
ready()` (`opens(Case)`), so that the one page on which a receipt is given finds it. All numbers come from one sequence: no two
records of the house share one.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import deque
from collections.abc import Iterator

import segno
from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from . import numbers

_serials: deque[int] = deque()  # handed to this process by the sequence, not used yet; those lost at its end are never missed
SERIALS_AT_ONCE = 50


def next_serials(count: int) -> list[int]:
    """Serials for public numbers; a sequence never hands one out twice and never waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('numbers_serial') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def next_serial() -> int:
    try:
        return _serials.popleft()
    except IndexError:
        first, *others = next_serials(SERIALS_AT_ONCE)
        _serials.extend(others)
        return first


class Numbered(models.Model):
    """Mixin of every record that is spoken of by a public number."""

    number = models.CharField(_("number"), max_length=15, unique=True)

    class Meta:
        abstract = True

    @property
    def spoken_number(self) -> str:
        return numbers.spoken(self.number)

    def give_number(self, *, on: dt.date) -> None:
        """Before it is first saved."""
        self.number = numbers.fresh_number(on, next_serial())


class Receipted(Numbered):
    """Mixin of every record that its petitioner opens with number and secret, at its `follow_url`."""

    secret_digest = models.CharField(max_length=64, blank=True)  # empty: no receipt was ever given (old ledger)
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # made by the sender: sent twice, kept once

    class Meta:
        abstract = True

    @property
    def follow_url(self) -> str:
        """The petitioner's own page of it, behind the door `petitioner`."""
        raise NotImplementedError

    @property
    def secret(self) -> str:
        """The petitioner's secret. Derived, never stored: a receipt sent twice is the same receipt."""
        return numbers.secret_of(self.once.hex, number=self.number, kept=self.secret_digest)

    @property
    def spoken_secret(self) -> str:
        return numbers.spoken(self.secret)

    def give_number(self, *, on: dt.date) -> None:
        super().give_number(on=on)
        self.secret_digest = numbers.digest(self.number, self.secret)

    def opens_with(self, secret: str) -> bool:
        return numbers.opens(self.number, secret, self.secret_digest)

    def code(self, request: HttpRequest) -> str:
        """The receipt as a QR code: an inline picture. The secret stands behind the #, so no server on the way reads it."""
        link = request.build_absolute_uri(f"{resolve_url(settings.PETITIONER_DOOR)}?number={self.number}") + f"#{self.secret}"
        return segno.make(link, error="m").svg_inline(scale=4, border=2, omitsize=True)


_opened: list[type[Receipted]] = []


def opens(model: type[Receipted]) -> None:
    """Announce that a receipt may be one of these; announced twice it is looked for once."""
    if model not in _opened:
        _opened.append(model)


def find(number: str) -> Receipted | None:
    """What the number stands for; whether the secret fits is asked of it."""
    return next(_found(number), None)


def _found(number: str) -> Iterator[Receipted]:
    for model in _opened:
        yield from model._default_manager.filter(number=number)[:1]
