"""What everyone reads on the front page is found out once in a few minutes for all; meanwhile the others get the last."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

from django.core.cache import cache

T = TypeVar("T")

KEPT_SECONDS: Final = 300
FINDING_SECONDS: Final = 30


def lately(name: str, find: Callable[[], T], *, seconds: int | None = None) -> T:
    """What `find` said at most so many seconds ago."""
    key = f"home.{name}"
    last: tuple[float, T] | None = cache.get(key)
    if last is not None:
        fresh = time.time() - last[0] < (KEPT_SECONDS if seconds is None else seconds)
        if fresh or not cache.add(f"{key}.finding", True, FINDING_SECONDS):
            return last[1]
    found = find()
    cache.set(key, (time.time(), found), None)
    cache.delete(f"{key}.finding")
    return found
