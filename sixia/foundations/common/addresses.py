"""Addresses of things that have a number (地址): a page names many, and Django works each out anew."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def numbered(view_name: str, number: str) -> str:
    """`reverse(view_name, kwargs={"number": number})`, asked once for all numbers of as many digits."""
    if not (number.isascii() and number.isdigit()):
        return reverse(view_name, kwargs={"number": number})
    before, after = _around(view_name, len(number), get_urlconf(), get_script_prefix())
    return before + number + after


@lru_cache(maxsize=1024)
def _around(view_name: str, digits: int, urlconf: str | None, prefix: str) -> tuple[str, str]:
    stand_in = "1" * digits
    before, found, after = reverse(view_name, urlconf, kwargs={"number": stand_in}).rpartition(stand_in)
    assert found, view_name
    return before, after
