"""No invented case may stand among real ones: the town is built only where nothing else is."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy

from sixia.foundations.accounts.models import User
from sixia.spine.cases.models import Case

from ..cast import county, email_of
from .stories import happenings

REFUSAL = gettext_lazy(
    "The demo town was not built: this database holds cases or accounts that are not the demo's, and invented cases do not "
    "belong among them. Start without it (SIXIA_DEMO=0), or use an empty database."
)


class NotADemo(Exception):
    """The database belongs to a real office; said in every language of the house, whoever reads it."""

    def __str__(self) -> str:
        said = []
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                said.append(str(REFUSAL))
        return "\n".join(said)


def check() -> None:
    """Raises NotADemo. Once the demo stands, what visitors add to it does not matter."""
    if Case.objects.filter(once__in=[it.once for it in happenings()]).exists():
        return
    if Case.objects.exists() or _names_taken():
        raise NotADemo


def _names_taken() -> bool:
    """Accounts of others that sign in by the names of the cast."""
    return any(
        email != email_of(username)
        for username, email in User.objects.filter(username__in=county()["officers"]).values_list("username", "email")
    )
