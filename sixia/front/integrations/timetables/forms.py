from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 5 << 20


class ReceiveForm(forms.Form):
    """The file with the timetable."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(".xlsx, .xls, .ods or .csv; columns: day, time, leader, post, place, where exactly, form, theme."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MOST_BYTES:
            most = filesizeformat(MOST_BYTES)
            raise ValidationError(_("There is room for %(most)s. Send it in parts."), params={"most": most})
        return file
