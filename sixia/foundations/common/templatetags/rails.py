from collections.abc import Hashable

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..rails import KEPT, offer, rail_groups

register = template.Library()
WANTED = "\ue000"  # where what was searched for stands: a sign nobody writes
_drawn: dict[Hashable, tuple[str, str]] = {}


@register.simple_tag(takes_context=True)
def officer(context: template.Context) -> SafeString:
    """The head of a desk with its rail, two dozen links: drawn once for an officer and a place of theirs."""
    request: HttpRequest = context["request"]
    look, here = context["look"], request.get_full_path()
    offered, username = offer(request), request.user.get_username()
    key = offered.key, look, username, offered.current(here)
    halves = _drawn.get(key)
    if halves is None:
        groups = rail_groups(request, here=here)
        drawn = render_to_string("ui/officer.html", {"look": look, "username": username, "q": WANTED, "groups": groups})
        before, _wanted, after = drawn.partition(WANTED)
        if len(_drawn) >= KEPT:
            _drawn.clear()
        halves = _drawn[key] = before, after
    return mark_safe(halves[0] + escape(request.GET.get("q", "")) + halves[1])
