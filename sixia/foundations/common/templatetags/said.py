"""Django's `translate`, in every template: a sentence that stands there as it is is looked up once for each language."""

from typing import Any

from django import template
from django.template.base import Parser, Token, Variable
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language

register = template.Library()


class Said(TranslateNode):
    def __init__(self, node: TranslateNode) -> None:
        super().__init__(node.filter_expression, node.noop, node.asvar, node.message_context)
        self.kept: dict[tuple[str | None, bool], str] = {}

    def render(self, context: template.Context) -> Any:
        key = get_language(), context.autoescape
        if key not in self.kept:
            self.kept[key] = super().render(context)
        return self.kept[key]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> TranslateNode:
    node = do_translate(parser, token)
    return node if node.asvar or not _stands_there(node) else Said(node)


def _stands_there(node: TranslateNode) -> bool:
    said, meant = node.filter_expression, node.message_context
    fixed = isinstance(said.var, Variable) and said.var.literal is not None and not said.filters
    return fixed and (meant is None or (isinstance(meant.var, str) and not meant.filters))
