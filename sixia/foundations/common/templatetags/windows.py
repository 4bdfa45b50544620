from django import template

from ..windows import Opened, opened

register = template.Library()


@register.inclusion_tag("ui/windows.html", name="windows")
def draw_windows(slot: str, **kwargs: object) -> dict[str, list[Opened]]:
    return {"windows": opened(slot, **kwargs)}
