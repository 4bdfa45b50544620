from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from sixia.field.reception import rules
from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.front.integrations.ledgers.trouble import Unreadable

from .forms import ReceiveForm
from .taking import Taken, take_in


@staff
@require_http_methods(["GET", "POST"])
def receive(request: StaffRequest) -> HttpResponse:
    """A timetable comes in; what became of every row is said at once."""
    if not rules.may_plan(request.user):
        raise PermissionDenied
    form, taken = ReceiveForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            taken = taken_in(form.cleaned_data["file"], by=request.user)
        except Unreadable as trouble:
            form.add_error("file", str(trouble))
    context = {"form": form, "taken": taken, "refused": [row for row in taken or [] if row.why]}
    return TemplateResponse(request, "timetables/receive.html", context, status=422 if form.errors else 200)


def taken_in(file: UploadedFile, *, by: User) -> list[Taken]:
    """Read from a file of its own that goes away with it."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room, "timetable")
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        return take_in(path, by=by)
