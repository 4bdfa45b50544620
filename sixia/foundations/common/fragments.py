"""One page, one template: the whole of it, or the part that htmx refreshes, chosen from the names the view allows."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragments: Collection[str] = (),
    status: int = 200,
) -> TemplateResponse:
    """The template, or `template#fragment` when the element that asks is one of `fragments` (its id is the fragment's name)."""
    fragment = wanted(request)
    name = f"{template}#{fragment}" if fragment in fragments else template
    response = TemplateResponse(request, name, context, status=status)
    if fragments:
        patch_vary_headers(response, ["HX-Request", "HX-Target"])  # one address, two answers: keep them apart in caches
    return response


def wanted(request: HttpRequest) -> str:
    """The id of the element htmx will fill; empty when a whole page is wanted, as for one taken out of the history."""
    asked = request.META  # every page asks; `request.headers` would spell out all the others too
    if asked.get("HTTP_HX_REQUEST") != "true" or asked.get("HTTP_HX_HISTORY_RESTORE_REQUEST") == "true":
        return ""
    return str(asked.get("HTTP_HX_TARGET", ""))
