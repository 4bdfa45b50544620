"""Forms of what happens before leaving, and what the forms of the room share."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.common.picking import PickField, Picking
from sixia.foundations.common.text import WordsField
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Tenure
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment

from ..kinds import Kind
from ..norms import ITEMS, Meals, Notice, about

MOST_CHARACTERS = 20_000


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def moment() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class OnceForm(forms.Form):
    """A form whose second sending changes nothing."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())

    def offer(self, **choices: QuerySet[Any]) -> None:
        """What can be chosen in these fields."""
        for name, things in choices.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = things


class NormsForm(forms.Form):
    """What is declared of a visit, before and after. The advice beside each item names its source."""

    entourage = forms.IntegerField(label=ITEMS["entourage"], min_value=0, max_value=999, required=False)
    vehicles = forms.IntegerField(label=ITEMS["vehicles"], min_value=0, max_value=99, required=False)
    notice = forms.ChoiceField(label=ITEMS["notice"], choices=[("", "—"), *Notice.choices], required=False)
    meals = forms.ChoiceField(label=ITEMS["meals"], choices=[("", "—"), *Meals.choices], required=False)
    banners = forms.TypedChoiceField(
        label=ITEMS["banners"],
        choices=[("", "—"), ("no", _("none of it")), ("yes", _("some"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            advice = [f"{norm.shown}{f' — {norm.source_shown}' if norm.source else ''}" for norm in about(item)]
            self.fields[item].help_text = " ".join(advice)

    def norms(self) -> dict[str, Any]:
        return {item: self.cleaned_data[item] for item in ITEMS if self.cleaned_data.get(item) not in (None, "")}


class TimesForm(forms.Form):
    """From when until when."""

    start_at = forms.DateTimeField(label=_("Leaving at"), widget=moment())
    end_at = forms.DateTimeField(label=_("Back at"), widget=moment())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start_at") and data.get("end_at") and data["end_at"] <= data["start_at"]:
            self.add_error("end_at", _("The visit would end before it starts."))
        return data


def promise_words(promise: Any) -> str:
    """A promise to choose, with how it stands."""
    return f"{promise.what} · {promise.unit} · {promise.state_words}"


class FollowedField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Promises, each with how it stands."""

    def label_from_instance(self, obj: Any) -> str:
        return promise_words(obj)


def colleagues_named(officers: QuerySet[User], word: str) -> QuerySet[User]:
    """Officers whose name, or whose post or unit of today, has this word in it, in either language."""
    about = ("user__name", "post__title", "post__title_en", "post__unit__name", "post__unit__name_en")
    named = reduce(or_, (Q(**{f"{field}__icontains": word}) for field in about))
    return officers.filter(pk__in=Tenure.objects.in_force().filter(named).values("user"))


def posts_now(officer: Any) -> str:
    return " · ".join(f"{tenure.post.unit} {tenure.post}" for tenure in officer.tenures_now)


class PlanForm(Picking, OnceForm, TimesForm, NormsForm):
    """Who goes where, when, to do what, and why there."""

    user = forms.ModelChoiceField(label=_("Who goes"), queryset=User.objects.none(), empty_label=None)
    place = forms.ModelChoiceField(label=_("Where to"), queryset=Place.objects.none(), empty_label=_("choose a place"))
    kinds = forms.MultipleChoiceField(label=_("Which of the four"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple)
    purpose = WordsField(label=_("What to do there"), max_length=300, min_length=4, lines=False)
    why = WordsField(label=_("Why this place"), max_length=300, lines=False, required=False)
    distance = WordsField(
        label=_("How far"),
        max_length=120,
        lines=False,
        required=False,
        help_text=_("in your own words: an hour on the hill road"),
    )
    serves = WordsField(label=_("Which priority of the day it serves"), max_length=200, lines=False, required=False)
    tasks = WordsField(label=_("Tasks taken along"), max_length=4000, required=False, widget=lines(3))
    measures = WordsField(label=pgettext_lazy("visit", "Draft measures"), max_length=4000, required=False, widget=lines(3))
    unannounced = forms.BooleanField(label=_("Unannounced: until it has begun, only those who go see it here"), required=False)
    companions = PickField(
        label=_("Who goes along"),
        queryset=User.objects.none(),
        required=False,
        search=colleagues_named,
        words=posts_now,
        help_text=_("a part of a name, a unit or a post"),
    )
    cases = forms.ModelMultipleChoiceField(
        label=_("Cases taken along"),
        queryset=Case.objects.none(),
        required=False,
        to_field_name="number",
        widget=forms.CheckboxSelectMultiple,
    )

    promises = FollowedField(
        label=_("Promises to be followed up"),
        queryset=Commitment.objects.none(),
        required=False,
        to_field_name="number",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, goers: Any, places: Any, colleagues: Any, cases: Any, promises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(user=goers, place=places, companions=colleagues, cases=cases, promises=promises)

    def said(self) -> dict[str, Any]:
        """What a valid form gives to `plan`."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ITEMS}
        return {**given, "norms": self.norms()}


class ReplanForm(TimesForm):
    """Another time, and why."""

    reason = WordsField(label=_("Why"), max_length=300, min_length=2, lines=False)


class CancelForm(forms.Form):
    reason = WordsField(label=_("Why it will not be made"), max_length=300, min_length=2, lines=False)


class CarryForm(forms.Form):
    """Which case goes along, and what was studied beforehand."""

    case = forms.ModelChoiceField(
        label=_("Case"), queryset=Case.objects.none(), to_field_name="number", widget=forms.RadioSelect, empty_label=None
    )
    pre_study = WordsField(
        label=_("Studied beforehand"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=lines(4),
        help_text=_("what was asked and answered so far, what the law says, who has to be there"),
    )

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["case"]).queryset = cases
