from django import template
from django.http import HttpRequest

from ..rails import Groups, rail_groups

register = template.Library()


@register.inclusion_tag("ui/rail.html", takes_context=True, name="rail")
def draw_rail(context: template.Context) -> dict[str, Groups]:
    request: HttpRequest | None = context.get("request")
    return {"groups": rail_groups(request, here=request.get_full_path()) if request else []}
