from collections.abc import Hashable

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..rails import KEPT, offer, rail_groups

register = template.Library()
_drawn: dict[Hashable, SafeString] = {}


@register.simple_tag(takes_context=True)
def officer(context: template.Context) -> SafeString:
    """The head of a desk with its rail, two dozen links: drawn once for an officer and a place of theirs."""
    request: HttpRequest = context["request"]
    look, here, q = context["look"], request.get_full_path(), request.GET.get("q", "")
    offered, username = offer(request), request.user.get_username()
    key = offered.key, look, username, offered.current(here)
    if key in _drawn and not q:
        return _drawn[key]
    groups = rail_groups(request, here=here)
    drawn = render_to_string("ui/officer.html", {"look": look, "username": username, "q": q, "groups": groups})
    if not q:
        if len(_drawn) >= KEPT:
            _drawn.clear()
        _drawn[key] = drawn
    return drawn
