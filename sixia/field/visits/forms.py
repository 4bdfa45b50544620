"""One form per verb. They read what people typed; the rules are elsewhere."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.common.picking import PickField, Picking
from sixia.foundations.common.text import WordsField
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Tenure
from sixia.spine.cases.forms import contact_of
from sixia.spine.cases.models import Case, Reply
from sixia.spine.commitments.forms import PromiseForm as PromisingForm
from sixia.spine.commitments.models import Commitment

from .kinds import FrontLine, Kind
from .models import Met, Note, Stop, Visit
from .models.returning import How
from .norms import ITEMS, Meals, Notice, about
from .workflow import Outcome

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


class FollowedField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Promises, each with how it stands."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.what} · {obj.unit} · {obj.state_words}"


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


class StopForm(OnceForm):
    """Where the party stopped."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Stop.Kind.choices, widget=forms.RadioSelect)
    where = WordsField(label=_("Where exactly"), max_length=120, lines=False, required=False)
    minutes = forms.IntegerField(label=_("Minutes spent there"), min_value=1, max_value=1440, required=False)
    shown_to_us = forms.BooleanField(label=_("It was shown to us by the hosts"), required=False)


class OfVisitForm(OnceForm):
    """Something at one of the stops of a visit."""

    stop = forms.ModelChoiceField(
        label=_("At which stop"), queryset=Stop.objects.none(), required=False, empty_label=_("anywhere")
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(stop=visit.stops.all())


class MeetForm(OfVisitForm):
    """Whom one talked to."""

    kind = forms.ChoiceField(label=_("How"), choices=Met.Kind.choices, widget=forms.RadioSelect)
    count = forms.IntegerField(label=_("How many people"), min_value=1, max_value=9999, initial=1)
    words = WordsField(label=_("Who they are, without names"), max_length=200, lines=False, required=False)


class NoteForm(OfVisitForm):
    """What was said or seen."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Note.Kind.choices, widget=forms.RadioSelect, initial=Note.Kind.WORDS)
    text = WordsField(label=_("In their own words"), max_length=MOST_CHARACTERS, min_length=1, widget=lines(5))
    said_by = WordsField(label=_("Who said it, without a name"), max_length=120, lines=False, required=False)


class ReviseForm(forms.Form):
    """A note put better."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = WordsField(label=_("In their own words"), max_length=MOST_CHARACTERS, min_length=1, widget=lines(5))


class TakeUpForm(OfVisitForm):
    """A matter that came up, and who raised it."""

    what = WordsField(label=_("What it is about"), max_length=300, min_length=2, lines=False)
    raised_by = WordsField(
        label=_("Who raised it, without a name"),
        max_length=120,
        lines=False,
        required=False,
        help_text=_("leave it empty if you saw it yourselves; who raised it is told the result"),
    )
    name = WordsField(label=_("Their name, if they want to be told"), max_length=60, lines=False, required=False)
    contact = WordsField(
        label=_("How they can be reached"),
        max_length=120,
        lines=False,
        required=False,
        help_text=_("telephone or e-mail; encrypted, and seen only by those who handle it"),
    )

    def clean_contact(self) -> str:
        reach = self.cleaned_data["contact"]
        self.reach = contact_of(reach) if reach else {}
        return reach

    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        person = None
        if data["name"] or data["contact"]:
            person = Person(name=data["name"], consented_at=timezone.now(), **self.reach)
        return {name: data[name] for name in ("once", "what", "raised_by", "stop")} | {"person": person}


class FrontForm(forms.Form):
    """What an outcome served."""

    front_lines = forms.MultipleChoiceField(
        label=_("On the front line it served"), choices=FrontLine.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class SolveForm(FrontForm):
    why = WordsField(label=_("What was done"), max_length=4000, min_length=2, widget=lines(3))
    benefit = WordsField(label=_("Who has what of it"), max_length=300, lines=False, required=False)
    field_order = ["why", "benefit", "front_lines"]


class RaiseCaseForm(FrontForm):
    words = WordsField(label=_("What they said, in their own words"), max_length=MOST_CHARACTERS, min_length=2, widget=lines(4))
    place_words = WordsField(label=_("Where exactly"), max_length=120, lines=False, required=False)
    field_order = ["words", "place_words", "front_lines"]


class PromiseForm(PromisingForm, FrontForm):
    """A promise made on the spot: what `commitments` asks of any promise, and what it served."""

    def said(self) -> dict[str, Any]:
        return {**super().said(), "front_lines": self.cleaned_data["front_lines"]}


class DeclineForm(forms.Form):
    why = WordsField(label=_("Why it cannot be solved"), max_length=4000, min_length=4, widget=lines(3))
    basis = WordsField(
        label=_("Legal or policy basis"), max_length=300, lines=False, required=False, help_text=_("name and article")
    )


class ResultForm(FrontForm):
    """What came of a case taken along."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.PROMISE],
        widget=forms.RadioSelect,
    )
    result = WordsField(label=_("In words a neighbour understands"), max_length=4000, min_length=4, widget=lines(4))
    field_order = ["outcome", "result", "front_lines"]


class AnswerCaseForm(FrontForm):
    """The answer to a case, given where it came from."""

    outcome = forms.ChoiceField(label=_("Opinion"), choices=Reply.Outcome.choices, widget=forms.RadioSelect)
    words = WordsField(label=_("Answer to the petitioner"), max_length=MOST_CHARACTERS, min_length=10, widget=lines(5))
    basis = WordsField(label=_("Legal or policy basis"), max_length=2000, help_text=_("name and article"), widget=lines(2))
    field_order = ["outcome", "words", "basis", "front_lines"]


class JoinForm(FrontForm):
    """Which open case of theirs it belongs to, and what they said again."""

    case = forms.ModelChoiceField(
        label=_("Their open case"),
        queryset=Case.objects.none(),
        to_field_name="number",
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    number = WordsField(label=_("Or its number"), max_length=30, lines=False, required=False)
    words = WordsField(label=_("What they said, in their own words"), max_length=MOST_CHARACTERS, min_length=2, widget=lines(4))
    field_order = ["case", "number", "words", "front_lines"]

    def __init__(self, *args: Any, cases: Any, likely: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        field = cast("forms.ModelChoiceField[Any]", self.fields["case"])
        field.queryset = likely
        if not likely:
            del self.fields["case"]

    def clean(self) -> dict[str, Any]:
        """A number that is mistyped, out of sight, sealed or settled gets one and the same answer."""
        data = super().clean() or {}
        digits = "".join(sign for sign in data.get("number", "") if sign.isdigit())
        found = self.cases.filter(number=digits).first() if digits else data.get("case")
        if found is None and "case" not in self.errors:
            self.add_error("number", _("No open case of theirs has this number."))
        return {**data, "case": found}

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("case", "words", "front_lines")}


class TellForm(forms.Form):
    """The return trip."""

    how = forms.ChoiceField(label=_("How were they told?"), choices=How.choices, widget=forms.RadioSelect)
    words = WordsField(label=_("What they said to it"), max_length=4000, required=False, widget=lines(3))


class CloseForm(NormsForm):
    """What came of the visit, and how it was held."""

    summary = WordsField(label=_("What came of it, in short"), max_length=4000, required=False, widget=lines(4))
    found_nothing = forms.BooleanField(label=_("Nothing was found, and we say so"), required=False)
    field_order = ["summary", "found_nothing"]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("summary", "found_nothing")} | {"norms": self.norms()}


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
