from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..rails import offer, rail_groups

register = template.Library()


@register.simple_tag(takes_context=True, name="rail")
def draw_rail(context: template.Context) -> SafeString:
    """Two dozen links: drawn once for an officer and a place of theirs, not again for every case."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return render_to_string("ui/rail.html")
    kept, here = offer(request), request.get_full_path()
    at = kept.current(here)
    if at not in kept.drawn:
        kept.drawn[at] = render_to_string("ui/rail.html", {"groups": rail_groups(request, here=here)})
    return kept.drawn[at]
