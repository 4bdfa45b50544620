from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ..windows import opened

register = template.Library()

WINDOW = '<section class="window" id="{}" hx-get="{}" hx-trigger="load" hx-target="this"><a href="{}">{}</a></section>'


@register.simple_tag(name="windows")
def draw_windows(slot: str, *, number: str) -> SafeString:
    """What upper rooms show here: each a link that htmx replaces by the part of its own page."""
    return format_html_join("", WINDOW, ((it.id, it.url, it.url, it.title) for it in opened(slot, number=number)))
