"""What stands in the rail of the desk: my notices, and how many I have not read."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.rails import MOST, RailItem

from .models import Notice


def notices(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    if not request.user.is_authenticated:
        return
    url = reverse("notices:inbox")
    unread = Notice.objects.inbox(request.user).unread()[: MOST + 1].count() if counted else None
    yield RailItem.pile(_("Notices"), url, unread, group=_("My things"))
