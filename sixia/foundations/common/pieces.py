"""How Django draws a form or a field by itself: with our pieces."""

from django.forms.renderers import DjangoTemplates


class Pieces(DjangoTemplates):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
