"""The page a visitor carries on the phone, and what it asks the house for."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.attachments import serving
from sixia.foundations.common.doors import public, staff
from sixia.foundations.common.fragments import page

from .. import fieldfiles, fieldkeys, fieldpack, fieldpage, fieldwork, rules
from ..fieldwords import words
from ..models import FieldFile, Met, Note, Stop, Visit

KEEPS = "sixia_field"  # a cookie: this phone keeps something; the page that wipes it takes the cookie away too
KEEPS_FOR = 400 * 86400


@staff
@ensure_csrf_cookie
@require_GET
def carry(request: StaffRequest) -> HttpResponse:
    """The page itself: nothing of anybody in it, since the phone keeps it as it is."""
    context = {"words": words(), "kinds": Note.Kind.choices, "spots": Stop.Kind.choices, "ways": Met.Kind.choices}
    return TemplateResponse(request, "visits/field/page.html", context)


@public
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """Where a phone that keeps something comes after signing out anywhere: it is wiped, or told first what would be lost."""
    return TemplateResponse(request, "visits/field/left.html", {"words": words()})


@public
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the page beside its other programs."""
    icon = {"src": static("common/seal.svg"), "sizes": "any", "type": "image/svg+xml"}
    said: dict[str, Any] = {"name": _("Field notes"), "short_name": _("Field notes"), "start_url": reverse("field:page")}
    return JsonResponse({**said, "scope": said["start_url"], "display": "standalone", "icons": [icon]})


@public
@never_cache
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The program that holds the page without a line; its scope is the folder it is served from."""
    context = {"files": json.dumps(fieldpage.files_of_the_page()), "version": fieldpage.version_of_the_page()}
    return TemplateResponse(request, "visits/field/worker.js", context, content_type="text/javascript")


@staff
@require_POST
def key(request: StaffRequest) -> HttpResponse:
    """The key with which this phone seals what it keeps for this officer."""
    try:
        device = uuid.UUID(str(asked(request)["device"]))
    except (KeyError, ValueError) as error:
        raise BadRequest("A phone names itself by a UUID.") from error
    response = JsonResponse({"owner": fieldkeys.owner_of(request.user), "key": fieldkeys.key_for(request.user, device)})
    response.set_cookie(KEEPS, "1", max_age=KEEPS_FOR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@staff
@ensure_csrf_cookie
@require_GET
def pack(request: StaffRequest) -> HttpResponse:
    """What the phone takes along: the visits of these days, their briefs, and the cast of their places."""
    return JsonResponse(fieldpack.pack_for(request.user))


@staff
@require_POST
def sync(request: StaffRequest) -> HttpResponse:
    """Take in a batch; every record gets its own answer."""
    try:
        batch = fieldwork.read(asked(request))
    except ValueError as error:
        raise BadRequest(str(error)) from error
    if batch.owner != fieldkeys.owner_of(request.user):
        return JsonResponse({"why": _("Another person is signed in on this phone now.")}, status=403)
    return JsonResponse({"records": fieldwork.take_in(batch, by=request.user)})


@staff
@require_http_methods(["PUT"])
def file(request: StaffRequest, once: uuid.UUID) -> HttpResponse:
    """One piece of a picture or a recording; the answer says where the next one begins."""
    waiting = get_object_or_404(FieldFile.objects.of(request.user), once=once)
    offset = request.GET.get("offset", "")
    if not offset.isdecimal():
        raise BadRequest("The offset is a number.")
    return JsonResponse(waiting.take_piece(by=request.user, offset=int(offset), content=request.body))


@staff
@never_cache
def brought(request: StaffRequest, number: str) -> HttpResponse:
    """On the page of a visit: the pictures and recordings that came from the field."""
    files = fieldfiles.brought_from(sight(request, number), request.user)
    return page(request, "visits/field/brought.html", {"files": files, "number": number}) if files else HttpResponse()


@staff
@never_cache
def brought_file(request: StaffRequest, number: str, token: uuid.UUID) -> FileResponse:
    """One of them."""
    files = {file.token: file for file in fieldfiles.brought_from(sight(request, number), request.user)}
    if token not in files:
        raise Http404
    return serving.serve(files[token], inline=True)


def sight(request: StaffRequest, number: str) -> Visit:
    """The visit, if this officer may read what was said there; else there is nothing to be seen here."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user).prefetch_related("companions"), number=number)
    if not rules.may_hear(request.user, visit):
        raise Http404
    return visit


def asked(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent."""
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("Not JSON.") from error
    if not isinstance(said, dict):
        raise BadRequest("Not a JSON object.")
    return said
