"""What a choice is called (选项的说法), for models whose rows fill pages.

Django's own `get_<field>_display` translates every label of the choices to find one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Choices


def labelled(field: str, choices: type[Choices]) -> Callable[[Any], str]:
    """`get_kind_display = labelled("kind", Kind)`: in the reader's language; a value that is no choice says itself."""
    return lambda thing: said(choices, getattr(thing, field))


def said(choices: type[Choices], value: Any) -> str:
    """The label of the choice that has this value."""
    try:
        return str(choices(value).label)
    except ValueError:
        return str(value)
