"""One step ahead (预备): while one thing is used, the next is made ready in a thread of its own.

For a long process that waits for the database in turn with working itself: the wait is then not lost. What is made ahead must not
ask the database, whose connection and transaction belong to the thread that uses it.
"""

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Final, TypeVar

T = TypeVar("T")
TURN: Final = 0.0001  # seconds: who comes back from the database a hundred times would else wait its 5 ms each time


def ahead(things: Iterable[T]) -> Iterator[T]:
    """The same things in the same order; what making one raises is raised in its turn, when those before it are used."""
    making, end = iter(things), object()
    with _short_turns, ThreadPoolExecutor(1, "ahead") as thread:
        coming = thread.submit(next, making, end)
        while (thing := coming.result()) is not end:
            coming = thread.submit(next, making, end)
            yield thing  # type: ignore[misc]


class _ShortTurns:
    """As long as anything is made ahead in this process."""

    def __init__(self) -> None:
        self.lock, self.lasting, self.usual = Lock(), 0, 0.0

    def __enter__(self) -> None:
        with self.lock:
            if not self.lasting:
                self.usual = sys.getswitchinterval()
                sys.setswitchinterval(TURN)
            self.lasting += 1

    def __exit__(self, *_error: object) -> None:
        with self.lock:
            self.lasting -= 1
            if not self.lasting:
                sys.setswitchinterval(round(self.usual, 6))  # it counts whole microseconds, and cuts off


_short_turns = _ShortTurns()
