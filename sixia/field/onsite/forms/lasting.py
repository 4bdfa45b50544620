"""What is filled in about what stays of meetings: practical deeds and stubborn problems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.text import WordsField
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Matter, Post, Unit

from ..names import people_who_raised
from ..workflow import Benefit
from .meetings import LONG, OnceForm, PostField, PublicWordsField, VerbForm, area, day_input, deciders


class UndertakeForm(OnceForm):
    """A practical deed: what, for whom, what they have of it."""

    title = PublicWordsField(label=_("Deed"), max_length=120, min_length=4, lines=False)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none(), empty_label=_("choose a place"))
    unit = forms.ModelChoiceField(label=_("Unit that does it"), queryset=Unit.objects.none(), empty_label=_("choose a unit"))
    beneficiaries = PublicWordsField(
        label=_("Who benefits"), max_length=120, lines=False, help_text=_("how many, of where: no private names")
    )
    benefit = forms.ChoiceField(label=_("What kind of benefit"), choices=Benefit.choices, widget=forms.RadioSelect)
    benefit_words = PublicWordsField(label=_("What they have of it"), max_length=200, lines=False)
    amount = forms.DecimalField(
        label=_("In yuan, where it is money"), max_digits=14, decimal_places=2, min_value=1, required=False
    )
    recheck_on = forms.DateField(label=_("Looked at again on"), widget=day_input(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            place=Place.objects.under(Place.objects.office_code()).standing(), unit=Unit.objects.open().order_by("kind", "id")
        )


class FinishForm(VerbForm):
    """What was done."""

    words = PublicWordsField(label=_("What was done"), max_length=300, min_length=4, lines=False)


class AcceptForm(OnceForm):
    """The word of someone who benefits."""

    accepted = forms.TypedChoiceField(
        label=_("Is it as it should be?"),
        choices=[("yes", _("Yes, it is")), ("no", _("No, it is not"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    words = WordsField(label=_("In their own words"), max_length=500, required=False, widget=area(2))


class RecheckForm(VerbForm):
    """Whether it lasts."""

    holds = forms.TypedChoiceField(
        label=_("Does it last?"),
        choices=[("yes", _("Yes, it lasts")), ("no", _("No, it is as before"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    words = WordsField(label=_("What was seen"), max_length=500, min_length=2, widget=area(2))
    next_on = forms.DateField(label=_("Looked at again on"), widget=day_input(), required=False)


class DefineForm(OnceForm):
    """A stubborn problem: what, where, why, and how it is to end."""

    title = PublicWordsField(label=_("Problem"), max_length=120, min_length=4, lines=False)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none(), empty_label=_("choose a place"))
    matter = forms.ModelChoiceField(label=_("Matter"), queryset=Matter.objects.all(), required=False, empty_label=_("not chosen"))
    definition = PublicWordsField(label=_("What exactly the problem is"), max_length=LONG, min_length=10, widget=area(3))
    cause = PublicWordsField(label=_("Where it comes from"), max_length=LONG, min_length=4, widget=area(3))
    plan = PublicWordsField(label=_("How it is to end"), max_length=LONG, min_length=4, widget=area(3))
    leader = PostField(label=_("The leader who owns it"), queryset=Post.objects.none(), empty_label=_("choose a post"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(place=Place.objects.under(Place.objects.office_code()).standing(), leader=deciders())

    def clean(self) -> dict[str, Any]:
        """Only now it is known of what and where, and so whose names must not be read."""
        data = super().clean() or {}
        people = people_who_raised(data.get("matter"), data["place"]) if data.get("place") else []
        for name, field in self.fields.items():
            if isinstance(field, PublicWordsField) and name in data:
                try:
                    field.refuse_names(data[name], people)
                except ValidationError as error:
                    self.add_error(name, error)
        return data


class SolveForm(VerbForm):
    """How it ended."""

    result = PublicWordsField(label=_("Result, as everyone will read it"), max_length=LONG, min_length=10, widget=area(4))
    recheck_on = forms.DateField(label=_("Looked at again on"), widget=day_input(), required=False)


class RelapseForm(VerbForm):
    """That it came back."""

    words = PublicWordsField(label=_("What has come back"), max_length=1000, min_length=4, widget=area(3))
