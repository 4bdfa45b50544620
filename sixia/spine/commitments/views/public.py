"""What anyone may read: which promises were made, and what became of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from sixia.foundations.common.doors import public
from sixia.foundations.trail.tellings import timeline

from ..models import Commitment


@public
def promise(request: HttpRequest, number: str) -> HttpResponse:
    """One promise: to whom, by whom, until when, and what was said of it since."""
    promise = get_object_or_404(Commitment.objects.public().listed(), number=number)
    context = {"promise": promise, "changes": promise.changes.all(), "lines": timeline(promise, public=True)}
    return TemplateResponse(request, "commitments/promise.html", context)
