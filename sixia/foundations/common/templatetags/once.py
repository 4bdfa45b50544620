from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.translation import get_language

register = template.Library()


class Once(Node):
    """Kept as it was drawn first, for each language and each value of the names it is given; of the page it sees only these."""

    def __init__(self, inside: NodeList, names: list[str]) -> None:
        self.inside = inside
        self.names = names
        self.drawn: dict[tuple[Any, ...], str] = {}

    def render(self, context: template.Context) -> str:
        seen = [context.get(name) for name in self.names]
        key = (get_language(), *seen)
        if key not in self.drawn:
            self.drawn[key] = self.inside.render(context.new(dict(zip(self.names, seen, strict=True))))
        return self.drawn[key]


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """`{% once %}…{% endonce %}` around what depends on nothing but the language: help, links to files. `{% once look %}` is for
    what depends on that too; only for names whose values are few, since each is kept."""
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(inside, token.split_contents()[1:])
