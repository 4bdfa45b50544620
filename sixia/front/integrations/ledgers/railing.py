"""What the rail of the desk offers of this room."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.rails import RailItem

from . import rules


def ledgers(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    if request.user.is_authenticated and rules.may_import(request.user):
        url = reverse("ledgers:receive")
        yield RailItem(_("Take in a ledger"), url, group=_("Registers"))
