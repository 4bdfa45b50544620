"""An officer's pages after a meeting: sign the minutes, word them for the public, publish them."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.models import User
from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff

from .. import rules
from ..forms import RewordForm
from .desk import act, do, sight


@staff
@require_POST
def sign(request: StaffRequest, number: str) -> HttpResponse:
    """Sign the minutes oneself."""
    meeting = sight(request, number)
    presence = meeting.presences.filter(user=request.user).first()
    if presence is None:
        raise PermissionDenied
    return do(request, presence.sign, to=meeting.url)


@staff
@require_POST
def sign_for(request: StaffRequest, number: str, key: uuid.UUID) -> HttpResponse:
    """Note that one of the people signed the printed sheet."""
    presence = get_object_or_404(sight(request, number).presences.select_related("meeting__chair"), once=key)
    if not rules.may_sign_for(request.user, presence):
        raise PermissionDenied
    return do(request, presence.sign, to=presence.meeting.url, on_paper=True)


@staff
@never_cache
def publish(request: StaffRequest, number: str) -> HttpResponse:
    """Read what the public will read, word it without private names, publish it."""
    meeting = sight(request, number)
    if not rules.may_publish(request.user, meeting):
        raise PermissionDenied
    topics = list(meeting.topics.unsealed())
    form = RewordForm(request.POST or None, meeting=meeting, topics=topics)

    publishing = "publish" in request.POST

    def verb(*, by: User, **said: Any) -> None:
        meeting.reword(by=by, **said)
        if publishing:
            meeting.publish(by=by)

    to = meeting.url if publishing else request.path
    return act(request, form, "onsite/publish.html", verb, to=to, meeting=meeting, found=meeting.names_standing)
