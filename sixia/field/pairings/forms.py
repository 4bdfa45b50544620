"""One form per verb. They read what people typed; the rules are elsewhere."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.common.text import WordsField
from sixia.foundations.people.models import Enterprise, Household
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post, Tenure

from .workflow import How, Kind, Own, Whose

EARLIEST, LATEST = dt.date(1949, 10, 1), dt.date(2999, 12, 31)


class DayField(forms.DateField):
    """A day, within all that can be meant."""

    def __init__(self, **kwargs: Any) -> None:
        bounds = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), validators=bounds, **kwargs)


class OnceForm(forms.Form):
    """A form that is kept once, however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())

    def offer(self, **choices: QuerySet[Any]) -> None:
        """What can be chosen in these fields."""
        for name, things in choices.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = things


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlaceField(WordsField):
    """A place as people say it; a name that nobody knows is said back."""

    default_error_messages = {"unknown": _("No place here is called so. Write the town and the village.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lines=False, max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        place = Place.objects.named_in(words, under=Place.objects.office_code())
        if place is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return place


class PostField(forms.ModelChoiceField):
    """A post, said with its unit."""

    def label_from_instance(self, post: Post) -> str:
        return f"{post.unit} · {post}"


class TieForm(OnceForm):
    """Which post, to what, since when, what for."""

    ENDS = ("enterprise", "project", "address")

    post = PostField(label=pgettext_lazy("tie", "Post"), queryset=Post.objects.none(), empty_label=_("choose a post"))
    kind = forms.ChoiceField(label=_("Tied to"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.PLACE)
    place = PlaceField(
        label=pgettext_lazy("tie", "Where"), help_text=_("township or village; for the others: the village where it lies")
    )
    enterprise = WordsField(label=_("Enterprise"), max_length=120, lines=False, required=False)
    project = WordsField(label=_("Project"), max_length=120, lines=False, required=False)
    address = WordsField(
        label=_("Household: address"), max_length=120, lines=False, required=False, help_text=_("encrypted, shown only in part")
    )
    purpose = WordsField(
        label=pgettext_lazy("tie", "What for"), max_length=300, lines=False, help_text=_("what is to be better when it ends")
    )
    starts_on = DayField(label=pgettext_lazy("tie", "Since"), initial=timezone.localdate)
    days_per_quarter = forms.IntegerField(
        label=_("Days a quarter, set by the holder"),
        min_value=1,
        max_value=92,
        required=False,
        help_text=_("no number is asked for"),
    )

    def __init__(self, *args: Any, posts: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(post=posts)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind", "")
        wanted = {Kind.ENTERPRISE: "enterprise", Kind.PROJECT: "project", Kind.HOUSEHOLD: "address"}.get(kind)
        if wanted and not data.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, _("Say which one."))
        for other in self.ENDS:
            if other != wanted and data.get(other):
                self.add_error(other, _("A tie is to one thing. Empty this, or choose it above."))
        return data

    @transaction.atomic
    def said(self, *, by: User) -> dict[str, Any]:
        """What a valid form gives to `tie`. An enterprise or a household not yet known is registered."""
        data, kind = self.cleaned_data, self.cleaned_data["kind"]
        given = {name: data[name] for name in ("post", "purpose", "starts_on", "days_per_quarter", "once")}
        place = data["place"]
        if kind == Kind.PLACE:
            return {**given, "place": place}
        if kind == Kind.PROJECT:
            return {**given, "project": data["project"], "at": place}
        if kind == Kind.ENTERPRISE:
            known = Enterprise.objects.filter(name=data["enterprise"]).first()
            firm = known or Enterprise.objects.register(by=by, name=data["enterprise"], place=place)
            return {**given, "enterprise": firm, "at": place}
        return {**given, "household": Household.objects.register(by=by, place=place, address=data["address"])}


class ContactForm(OnceForm):
    """When, how, and what they said."""

    on = DayField(label=pgettext_lazy("tie", "When"), initial=timezone.localdate)
    how = forms.ChoiceField(label=_("How"), choices=How.choices, widget=forms.RadioSelect, initial=How.VISIT)
    where = PlaceField(label=_("In which village"), required=False)
    words = WordsField(label=_("What they said, word for word"), max_length=4000, required=False, widget=lines(4))
    note = WordsField(label=_("What we noted"), max_length=2000, required=False, widget=lines(2))


class HandOverForm(forms.Form):
    """To whom, since when, and what the next one should know."""

    post = PostField(
        label=_("To which post"), queryset=Post.objects.none(), help_text=_("the same post: its holder today takes it in hand")
    )
    on = DayField(label=pgettext_lazy("tie", "When"), initial=timezone.localdate)
    note = WordsField(label=_("What the next one should know"), max_length=1000, required=False, widget=lines(3))

    def __init__(self, *args: Any, posts: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PostField, self.fields["post"]).queryset = posts


class EndForm(forms.Form):
    """The last day, and why."""

    on = DayField(label=_("Last day"), initial=timezone.localdate)
    why = WordsField(label=_("Why"), max_length=300, min_length=2, lines=False)


class PlanForm(OnceForm):
    """Three questions, answered in the household's own words."""

    aspiration = WordsField(label=_("What do they want to reach?"), max_length=2000, widget=lines(3))
    skills = WordsField(
        label=_("What can they do, and what do they want to learn?"), max_length=2000, required=False, widget=lines(3)
    )
    needs = WordsField(label=_("What do they need for it?"), max_length=2000, required=False, widget=lines(3))


class OwnPlanForm(PlanForm):
    """The same questions, asked of the household itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aspiration"].label = _("What do you want to reach?")
        self.fields["skills"].label = _("What can you do, and what do you want to learn?")
        self.fields["needs"].label = _("What do you need for it?")


def own_choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Own.choices, widget=forms.RadioSelect, required=False)


class SelfViewForm(forms.Form):
    """The four steps (想干、敢干、能干、会干): words, no marks; each may be left out."""

    willing = own_choice(_("We want to: we wish to do something about it ourselves"))
    daring = own_choice(_("We dare to: we are not held back by fear of failing"))
    able = own_choice(_("We are in a position to: time, health, land, money, tools"))
    skilled = own_choice(_("We know how to: we have learned what it takes"))
    words = WordsField(label=_("In your own words"), max_length=2000, required=False, widget=lines(3))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.values()) and not self.errors:
            raise forms.ValidationError(_("Choose something, or write a word."), code="empty")
        return data


class ReissueForm(forms.Form):
    """That they asked for it, and which receipt was lost."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=12)
    asked = forms.BooleanField(label=_("The household asked for a new receipt, and I put it into their own hands"))


class StepForm(forms.Form):
    """One step."""

    what = WordsField(label=_("What is to be done, or was begun"), max_length=500, widget=lines(2))
    whose = forms.ChoiceField(label=_("Whose step"), choices=Whose.choices, widget=forms.RadioSelect, initial=Whose.THEIRS)
    due_on = DayField(label=pgettext_lazy("tie", "By when"), required=False)


class FinishForm(forms.Form):
    """What came of a step."""

    result = WordsField(label=_("What came of it"), max_length=500, min_length=2, widget=lines(2))


class CoWorkerForm(forms.Form):
    """One more officer."""

    user = forms.ModelChoiceField(
        label=pgettext_lazy("tie", "Who helps"), queryset=User.objects.none(), empty_label=_("choose someone")
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["user"]).queryset = colleagues


def posts_to_choose(places: tuple[str, ...]) -> QuerySet[Post]:
    """Posts someone holds today, in units of these places."""
    held = Tenure.objects.in_force().in_open_units().values("post")
    within = Post.objects.none()
    for code in places:
        within |= Post.objects.filter(unit__place__code__startswith=code)
    return within.filter(pk__in=held).select_related("unit").order_by("unit__place__code", "unit__code", "pk")
