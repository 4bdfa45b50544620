"""One form per kind of record that a phone sends: what was typed there, and what is wrong with it in the reader's language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.text import WordsField
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Unit
from sixia.spine.cases.forms import MOST_CHARACTERS, RaiseForm

from .models import Met, Note, Stop


class NoteRecordForm(forms.Form):
    note = forms.ChoiceField(choices=Note.Kind.choices)
    text = WordsField(label=_("Word for word"), max_length=MOST_CHARACTERS)
    said_by = WordsField(label=_("Who said it?"), max_length=120, lines=False, required=False)
    stop = forms.UUIDField(required=False)
    case = forms.CharField(max_length=20, required=False)


class AmendRecordForm(forms.Form):
    amends = forms.UUIDField()
    version = forms.IntegerField(min_value=1)
    text = WordsField(label=_("Word for word"), max_length=MOST_CHARACTERS)
    said_by = WordsField(label=_("Who said it?"), max_length=120, lines=False, required=False)


class StopRecordForm(forms.Form):
    """What the form of a stop asks at the desk; `spot` is what it is, since `kind` says which record it is."""

    spot = forms.ChoiceField(label=_("What it is"), choices=Stop.Kind.choices)
    where = WordsField(label=_("Where exactly"), max_length=120, lines=False, required=False)
    minutes = forms.IntegerField(label=_("Minutes spent there"), min_value=1, max_value=1440, required=False)
    shown_to_us = forms.BooleanField(required=False)


class MeetRecordForm(forms.Form):
    """What the form of people met asks at the desk; `way` is how."""

    way = forms.ChoiceField(label=_("How"), choices=Met.Kind.choices)
    count = forms.IntegerField(label=_("How many people"), min_value=1, max_value=9999)
    words = WordsField(label=_("Who they are, without names"), max_length=200, lines=False, required=False)
    stop = forms.UUIDField(required=False)


class CaseRecordForm(RaiseForm):
    """What the petitioner's own form asks, less what the doorstep has no time for; who leaves no contact has the receipt."""

    place = forms.ModelChoiceField(label=_("Village or township"), queryset=Place.objects.all(), to_field_name="code")

    def __init__(self, said: dict[str, Any]) -> None:
        super().__init__({**said, "receipt_only": not said.get("contact")})
        self.fields["place_words"].required = False
        self.fields["consent"].error_messages["required"] = _(
            "Without their consent we may not pass it on. Ask them, and send it again."
        )

    def given(self) -> dict[str, Any]:
        """With a person where they gave a name or a way to reach them; a village merged meanwhile has its successor."""
        data, person = self.cleaned_data, self.person()
        return {"words": data["words"], "place": data["place"].successor, "place_words": data["place_words"], "person": person}


class PromiseRecordForm(forms.Form):
    what = WordsField(label=_("What is promised?"), max_length=300, lines=False)
    unit = forms.ModelChoiceField(label=_("Which unit keeps it?"), queryset=Unit.objects.all(), to_field_name="code")
    due_on = forms.DateField(label=_("By when?"))
    to_words = WordsField(label=_("To whom?"), max_length=120, lines=False, required=False)
    effect = WordsField(label=_("What will be better then?"), max_length=300, lines=False, required=False)
    sign = WordsField(label=_("How will people see it?"), max_length=300, lines=False, required=False)
    public = forms.BooleanField(required=False)


class FileRecordForm(forms.Form):
    on = forms.UUIDField()
    name = WordsField(max_length=160, lines=False)
    size = forms.IntegerField(min_value=1)
    digest = forms.RegexField(r"^[0-9a-f]{64}$")
