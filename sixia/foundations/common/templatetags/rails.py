from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..rails import offer, rail_groups

register = template.Library()


@register.simple_tag(takes_context=True)
def officer(context: template.Context) -> SafeString:
    """The head of a desk with its rail, two dozen links: drawn once for an officer and a place of theirs."""
    request: HttpRequest = context["request"]
    look, here, q = context["look"], request.get_full_path(), request.GET.get("q", "")
    kept = offer(request)
    key = (look, request.user.get_username(), *kept.current(here))
    if key in kept.drawn and not q:
        return kept.drawn[key]
    shown = {"look": look, "username": request.user.get_username(), "q": q, "groups": rail_groups(request, here=here)}
    drawn = render_to_string("ui/officer.html", shown)
    if not q:
        kept.drawn[key] = drawn
    return drawn
