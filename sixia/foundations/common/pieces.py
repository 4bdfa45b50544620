"""How Django draws a form or a field by itself: with our pieces."""

from functools import lru_cache

from django.forms import Form
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class Pieces(DjangoTemplates):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


def fresh_field(form: type[Form], name: str) -> SafeString:
    """A field as the form shows it to whoever has not filled it in: drawn once for a language, and the same for everyone."""
    return _drawn(form, name, get_language())


@lru_cache(maxsize=64)
def _drawn(form: type[Form], name: str, language: str | None) -> SafeString:
    return form()[name].as_field_group()
