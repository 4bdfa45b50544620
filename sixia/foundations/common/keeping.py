"""Small tables kept in each worker's memory for a minute (常备): what every new case asks for and what hardly ever changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_all: list[Kept] = []


class Kept(Generic[T]):
    """What `read` gives, read again after a minute or when the room that owns it says so."""

    seconds = 60
    value: T

    def __init__(self, read: Callable[[], T]) -> None:
        self.read = read
        self.until = 0.0
        _all.append(self)

    def get(self) -> T:
        if time.monotonic() > self.until:
            self.value, self.until = self.read(), time.monotonic() + self.seconds
        return self.value

    def forget(self) -> None:
        self.until = 0.0


def forget_all() -> None:
    """Between tests, whose databases change under the same process."""
    for kept in _all:
        kept.forget()
