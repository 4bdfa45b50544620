from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.units.models import Unit

from . import mapping, rules
from .models import Ledger


class ReceiveForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(".xlsx, .xls, .ods or .csv. One row for each request; the first rows may be a title."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )
    unit = forms.ModelChoiceField(label=_("Whose ledger it is"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = rules.units_of(user)
        units.initial = units.queryset.first()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        most = settings.LEDGER_MOST_BYTES
        if file.size and file.size > most:
            raise ValidationError(
                _("This file has %(size)s; there is room for %(most)s. Send it in parts."),
                params={"size": filesizeformat(file.size), "most": filesizeformat(most)},
            )
        return file


class BeginForm(forms.Form):
    """One choice of column for each field."""

    def __init__(self, ledger: Ledger, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": ledger.mapping, **kwargs})
        columns = [(str(place), head) for place, head in enumerate(mapping.called(ledger.heads))]
        for field in mapping.FIELDS[::-1]:
            none = ("", _("choose a column") if field.required else _("not in this file"))
            self.fields[field.name] = forms.TypedChoiceField(
                label=str(field.label), choices=[none, *columns], required=field.required, coerce=int, empty_value=None
            )

    def clean(self) -> dict[str, Any]:
        chosen = {name: place for name, place in (super().clean() or {}).items() if place is not None}
        for name, place in chosen.items():
            if any(other != name and elsewhere == place for other, elsewhere in chosen.items()):
                self.add_error(name, _("This column has been chosen twice."))
        return chosen

    @property
    def columns(self) -> mapping.Mapping:
        return self.cleaned_data
