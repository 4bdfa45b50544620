from django import template

from .. import signposts

register = template.Library()


@register.simple_tag(name="signposts")
def read_signposts() -> list[signposts.Signpost]:
    return signposts.signposts()
