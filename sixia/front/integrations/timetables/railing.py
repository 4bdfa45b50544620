"""What the rail of the desk offers of this room."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.field.reception import rules
from sixia.field.reception.announcing import GROUP
from sixia.foundations.common.rails import RailItem


def timetables(request: HttpRequest, counted: bool) -> Iterator[RailItem]:
    if request.user.is_authenticated and rules.may_plan(request.user):
        yield RailItem(_("Take in a timetable"), reverse("timetables:receive"), group=GROUP)
