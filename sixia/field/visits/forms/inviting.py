"""Forms of an invitation and its answer."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.text import WordsField
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.places.models import Place
from sixia.spine.cases.forms import contact_of

from ..models import Visit
from .planning import MOST_CHARACTERS, OnceForm, lines


class InviteForm(OnceForm):
    """Someone asks that we come and look."""

    words = WordsField(
        label=_("What should we come and see?"), max_length=MOST_CHARACTERS, min_length=4, widget=forms.Textarea({"rows": 5})
    )
    place_words = WordsField(label=_("Where is it?"), max_length=120, lines=False, help_text=_("town, village or estate"))
    wished = WordsField(label=_("When would it suit you?"), max_length=120, lines=False, required=False)
    contact = WordsField(
        label=_("How can we reach you?"),
        max_length=120,
        lines=False,
        help_text=_("telephone or e-mail; encrypted, and seen only by those who may come"),
    )
    name = WordsField(label=_("Your name"), max_length=60, lines=False, required=False)
    enterprise = WordsField(label=_("On behalf of a firm or organisation: its name"), max_length=120, lines=False, required=False)
    consent = forms.BooleanField(
        label=_("I agree that what I write is passed to those who may come"),
        error_messages={"required": _("Without your consent we may not pass it on. Tick the box, or ask at any office window.")},
    )

    def clean_contact(self) -> str:
        self.reach = contact_of(self.cleaned_data["contact"])
        return self.cleaned_data["contact"]

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("once", "words", "place_words", "wished")},
            "place": Place.objects.meant(data["place_words"]),
            "person": Person(name=data["name"], consented_at=timezone.now(), **self.reach),
            "enterprise": Enterprise(name=data["enterprise"]) if data["enterprise"] else None,
        }


class AcceptForm(forms.Form):
    """With which visit someone comes."""

    visit = forms.ModelChoiceField(
        label=_("With which visit"),
        queryset=Visit.objects.none(),
        to_field_name="number",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    words = WordsField(label=_("What we tell them"), max_length=2000, required=False, widget=lines(3))

    def __init__(self, *args: Any, visits: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["visit"]).queryset = visits


class DeclineInvitationForm(forms.Form):
    reason = WordsField(label=_("Why nobody comes, and what they can do instead"), max_length=2000, min_length=4, widget=lines(3))
