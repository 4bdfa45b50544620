"""Forms of what happens on the way: what was met, what came of it, closing, and the return trip."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.text import WordsField
from sixia.foundations.people.models import Person
from sixia.spine.cases.forms import contact_of
from sixia.spine.cases.models import Case, Reply
from sixia.spine.commitments.forms import PromiseForm as PromisingForm
from sixia.spine.commitments.models import Commitment

from ..kinds import FrontLine
from ..models import Met, Note, Stop, Visit
from ..models.returning import How
from ..workflow import Outcome
from .planning import MOST_CHARACTERS, NormsForm, OnceForm, lines, promise_words


class FollowedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One promise, with how it stands."""

    def label_from_instance(self, obj: Any) -> str:
        return promise_words(obj)


class FollowUpForm(forms.Form):
    """Which promise, and what is there of it."""

    promise = FollowedChoice(
        label=_("Promise"), queryset=Commitment.objects.none(), to_field_name="number", widget=forms.RadioSelect, empty_label=None
    )
    found = WordsField(
        label=_("What was found there"),
        max_length=4000,
        min_length=2,
        widget=lines(4),
        help_text=_("what you saw and what people there say of it, without names"),
    )

    def __init__(self, *args: Any, promises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["promise"]).queryset = promises


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
