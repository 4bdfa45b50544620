"""Receipts: the page of one, which of them a browser holds, and how often it guessed wrong."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from sixia.foundations.common.receipts import Receipted, find

from .models import Case, Knock

WINDOW = dt.timedelta(minutes=1)


def holder(request: HttpRequest) -> str:
    """Whose unsent files these are: a digest of the browser's session."""
    if not request.session.session_key and request.method == "POST" and request.FILES:
        request.session.create()
    return hashlib.sha256((request.session.session_key or "").encode()).hexdigest() if request.session.session_key else ""


def shown(request: HttpRequest, case: Case, *, onward: str = "") -> TemplateResponse:
    """Number, secret, QR code, who has it and until when. Made to be printed.

    `onward`: where an officer goes on who wrote it down for somebody else. It is shown this once, as the answer to what was sent;
    that browser is not admitted, so nobody rates from an office.
    """
    context = {"thing": case, "code": case.code(request), "clock": case.pressing_clock(), "onward": onward}
    return TemplateResponse(request, "cases/receipt.html", context)


def source_of(request: HttpRequest) -> str:
    """Where a guess comes from, as a keyed digest: enough to slow it down, nothing to follow a person by."""
    address = request.META.get("REMOTE_ADDR", "")
    return hashlib.blake2b(address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()


def is_knocking_too_often(request: HttpRequest, number: str) -> bool:
    """Too many wrong secrets in the last minute, from here or for this number."""
    return Knock.objects.is_too_often(source=source_of(request), number=number, since=timezone.now() - WINDOW)


def opened(request: HttpRequest, number: str, secret: str) -> Receipted | None:
    """What the receipt stands for, if the secret is the right one. A wrong guess is counted."""
    thing = find(number)
    if thing and thing.opens_with(secret):
        return thing
    Knock.objects.create(source=source_of(request), number=number)
    return None
