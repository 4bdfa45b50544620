from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..rails import Groups, rail_groups

register = template.Library()


@register.simple_tag(takes_context=True, name="rail")
def draw_rail(context: template.Context) -> SafeString:
    request: HttpRequest | None = context.get("request")
    return _drawn(rail_groups(request, here=request.get_full_path()) if request else (), get_language())


@lru_cache(maxsize=512)
def _drawn(groups: Groups, language: str | None) -> SafeString:
    """The same items look the same, whoever has them: two dozen links need not be drawn again for every case."""
    return render_to_string("ui/rail.html", {"groups": groups})
