"""What stands at the gate of the demo town: who signs in how, and receipts to try the petitioner's side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sixia.foundations.accounts.models import User
from sixia.foundations.places.naming import shown
from sixia.spine.cases.models import Case

from ..cast import PASSWORD, county
from .stories import happenings

Row = tuple[str, ...]


def gate() -> str:
    """The whole sign, in the reader's language; it says so when nobody is there yet."""
    officers = list(sign_ins())
    if not officers:
        return _("The demo town does not stand yet: run “manage.py demo”.")
    return "\n".join(
        [
            _("Officers of the invented county; the password of each is %(password)s") % {"password": PASSWORD},
            "",
            *drawn([head(), *officers]),
            "",
            _("Receipts, to see the petitioner's side (number, secret, where the case stands):"),
            "",
            *drawn(list(receipts())),
        ]
    )


def head() -> Row:
    return (
        pgettext("demo", "sign-in"),
        pgettext("demo", "who"),
        pgettext("demo", "unit"),
        pgettext("demo", "post"),
        pgettext("demo", "what they do"),
    )


def sign_ins() -> Iterator[Row]:
    said = county()
    there = set(User.objects.filter(username__in=said["officers"]).values_list("username", flat=True))
    for username, (name, unit, _role, title, title_en, does, does_en) in said["officers"].items():
        if username in there:
            yield username, name, shown(*said["units"][unit][3:5]), shown(title, title_en), shown(does, does_en)


def receipts() -> Iterator[Row]:
    marked = [it.once for it in happenings() if it.story.receipt and it.is_first]
    for case in Case.objects.filter(once__in=marked).order_by("id"):
        yield case.spoken_number, case.spoken_secret, str(case.get_status_display()), case.title


def drawn(rows: list[Row]) -> Iterator[str]:
    """Columns that stand under one another also where signs are two columns wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
