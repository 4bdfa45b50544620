from __future__ import annotations

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.translation import get_language

register = template.Library()


class Once(Node):
    """Kept as it was drawn first, for each language. It sees nothing of the page, so it is the same for every reader."""

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside
        self.drawn: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        language = get_language()
        if language not in self.drawn:
            self.drawn[language] = self.inside.render(context.new({}))
        return self.drawn[language]


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """`{% once %}…{% endonce %}` around what depends on nothing but the language: help, links to files."""
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(inside)
