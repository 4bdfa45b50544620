from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .counting import ZONE
from .models import Rule


class ReckonForm(forms.Form):
    """Which limit, counted from when."""

    rule = forms.ChoiceField(label=_("Which time limit"))
    start = forms.DateField(
        label=pgettext_lazy("reckoning", "Counted from"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: object, rules: list[Rule], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["rule"].choices = [(rule.code, str(rule)) for rule in rules if rule.length]  # type: ignore[attr-defined]
        self.fields["start"].initial = timezone.localdate(timezone=ZONE)
