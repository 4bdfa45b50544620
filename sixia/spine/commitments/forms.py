"""One form per verb. They read what people typed; the rules are elsewhere."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.attachments.forms import FilesField
from sixia.foundations.common.picking import PickField, Picking
from sixia.foundations.common.text import WordsField
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post, Role, Unit

from .models.promising import DuePassed

ANSWERING_ROLES = (Role.LEADER, Role.HEAD, Role.DEPUTY)


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post, named with its unit."""

    def __init__(self, **kwargs: Any) -> None:
        posts = Post.objects.filter(role__in=ANSWERING_ROLES, unit__closed_on=None).select_related("unit")
        super().__init__(queryset=posts.order_by("unit__place", "unit", "pk"), **kwargs)

    def label_from_instance(self, obj: Post) -> str:
        return f"{obj.unit} · {obj}"


class DayField(forms.DateField):
    """A day still to come."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day and day < timezone.localdate():
            raise forms.ValidationError(str(DuePassed()), code="past")
        return day


class PromiseForm(forms.Form):
    """What is promised, who answers, by when. Other rooms embed it; `said()` gives what `promise` takes."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    what = WordsField(
        label=_("What is promised"),
        max_length=300,
        min_length=4,
        lines=False,
        help_text=_("as anyone may read it: no private names"),
    )
    unit = forms.ModelChoiceField(label=_("Which unit answers"), queryset=Unit.objects.none(), empty_label=_("choose a unit"))
    post = PostField(label=_("Which post answers by name"), required=False, empty_label=_("the head of the unit"))
    due_on = DayField(label=_("By when"))
    effect = WordsField(label=_("What it should change"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))
    sign = WordsField(label=_("How one will see it"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))
    to_words = WordsField(
        label=_("To whom"),
        max_length=120,
        lines=False,
        required=False,
        help_text=_("a village, a group, a firm: no private names"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())
        offer(self, unit=Unit.objects.open().order_by("place", "pk") if units is None else units)

    def said(self) -> dict[str, Any]:
        """What a valid form gives to `promise`."""
        return {name: self.cleaned_data[name] for name in PromiseForm.base_fields}


def units_named(units: QuerySet[Unit], word: str) -> QuerySet[Unit]:
    return units.filter(Q(name__icontains=word) | Q(name_en__icontains=word))


class MakeForm(Picking, PromiseForm):
    """A promise written down at the desk: with its place, who helps, and whether anyone may read it."""

    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none())
    co_owners = PickField(
        label=_("Who helps"),
        queryset=Unit.objects.none(),
        required=False,
        search=units_named,
        words=lambda unit: str(unit.place),
        help_text=_("a part of the name of a unit"),
    )
    private = forms.BooleanField(label=_("It touches private matters: not on the public list"), required=False)

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, place=places, co_owners=Unit.objects.open().select_related("place").order_by("place", "pk"))

    def said(self) -> dict[str, Any]:
        more = {name: self.cleaned_data[name] for name in ("place", "co_owners")}
        return {**super().said(), **more, "public": not self.cleaned_data["private"]}


class NoteForm(forms.Form):
    """How it is going."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    words = WordsField(
        label=_("What was done"),
        max_length=4000,
        min_length=2,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("as anyone may read it: no private names"),
    )
    files = FilesField(label=_("Pictures or papers"), required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, holder: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())
        self.holder = cast(FilesField, self.fields["files"]).holder = holder

    def said(self) -> dict[str, Any]:
        return {**self.cleaned_data, "holder": self.holder}


class SeenForm(forms.Form):
    """A change of a promise: it carries the version the officer was looking at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def yes_or_no(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("yes", yes), ("no", no)], coerce=lambda answer: answer == "yes", widget=forms.RadioSelect
    )


class ConfirmForm(SeenForm):
    """The word of an officer outside the unit who looked."""

    kept = yes_or_no(_("Is it kept?"), _("Yes, I looked: it is kept"), _("No, it is not kept"))
    words = WordsField(
        label=_("What did you see, whom did you ask?"), max_length=2000, min_length=4, widget=forms.Textarea({"rows": 3})
    )


class SayForm(forms.Form):
    """The word of those it is for."""

    kept = yes_or_no(_("Is it done?"), _("Yes, it is done"), _("No, it is not done"))
    words = WordsField(label=_("Anything to add?"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2}))


class RecheckForm(SeenForm):
    """Does it still hold?"""

    holds = yes_or_no(_("Does it still hold?"), _("Yes, it still holds"), _("No, it no longer holds"))
    words = WordsField(label=_("What was seen"), max_length=2000, min_length=4, widget=forms.Textarea({"rows": 3}))
    next_on = DayField(label=_("Look again on"), required=False)


class ChangeForm(SeenForm):
    """Another day, and why."""

    due_on = DayField(label=_("New day"))
    reason = WordsField(label=_("Why"), max_length=300, min_length=4, lines=False, help_text=_("anyone will read it"))


class AskToDropForm(SeenForm):
    """Why whoever answers for it asks that it be dropped."""

    reason = WordsField(
        label=_("Why"),
        max_length=300,
        min_length=4,
        lines=False,
        help_text=_("whoever decides will read it, and anyone if it is dropped for this reason"),
    )


class RefuseToDropForm(SeenForm):
    """Why it is to be kept."""

    words = WordsField(
        label=_("Why it is to be kept"), max_length=300, min_length=4, lines=False, help_text=_("whoever asked will read it")
    )


class DropForm(SeenForm):
    """Why it is given up. Who presses the button approves it."""

    reason = WordsField(label=_("Why"), max_length=300, min_length=4, lines=False, help_text=_("anyone will read it"))


class HandOverForm(SeenForm):
    """Which post answers from now on, and why."""

    post = PostField(label=_("Which post answers from now on"), empty_label=_("choose a post"))
    reason = WordsField(label=_("Why"), max_length=300, min_length=4, lines=False)


def offer(form: forms.Form, **choices: QuerySet[Any]) -> None:
    """What can be chosen in these fields."""
    for name, things in choices.items():
        cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = things
