"""What stands in the rail of the desk: my notices, and how many I have not read."""

from collections.abc import Iterator
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.rails import RailItem

from .models import Notice

MOST: Final = 99


def notices(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    if not request.user.is_authenticated:
        return
    url = reverse("notices:inbox")
    if counted:
        unread = Notice.objects.inbox(request.user).unread()[: MOST + 1].count()
        yield RailItem(_("Notices"), url, count=min(unread, MOST), more=unread > MOST, group=_("My things"))
    else:
        yield RailItem(_("Notices"), url, group=_("My things"))
