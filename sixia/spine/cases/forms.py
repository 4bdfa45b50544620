"""One form per verb. They read what people typed; the rules are elsewhere."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.forms import FilesField
from sixia.foundations.common import numbers
from sixia.foundations.common.text import WordsField
from sixia.foundations.people.models import Enterprise, Person, Representation
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Matter, Post, Unit

from .models import Assignment, OwnershipTask, Rating, Reply
from .models.receipting import Proof
from .workflow import Channel, Kind, Status

MOST_CHARACTERS = 20_000
EARLIEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)  # what lies before is a slip of the pen, and further back no date at all
LATEST = dt.date(2999, 12, 31)
PHONE = re.compile(r"^\+?[\d\s\-()（）]{5,24}$")


def time_trouble(at: dt.datetime) -> str:
    """Why nobody can have said something at this time; empty where they can."""
    if at > timezone.now():
        return str(_("This time is still to come."))
    return str(_("Nobody living can have said it that long ago.")) if at < EARLIEST else ""


def day_start(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time.min))


def contact_of(text: str) -> dict[str, str]:
    """Whether a person gave a telephone number or an e-mail address."""
    if "@" in text:
        validate_email(text)
        return {"email": text}
    if PHONE.match(text) and sum(letter.isdigit() for letter in text) >= 5:
        return {"phone": text}
    raise forms.ValidationError(
        _("This is neither a telephone number nor an e-mail address. Correct it, or choose “by receipt only”."), code="contact"
    )


class RaiseForm(forms.Form):
    """What a petitioner fills in: what, where, how to reach them, consent. Nothing else is required."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    words = WordsField(
        label=_("What happened? In your own words"),
        max_length=MOST_CHARACTERS,
        min_length=2,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    place_words = WordsField(label=_("Where is it?"), max_length=120, lines=False, help_text=_("town, village or estate"))
    contact = WordsField(
        label=_("How can we reach you?"),
        max_length=120,
        lines=False,
        required=False,
        help_text=_("telephone or e-mail; encrypted, and seen only by those who handle your case"),
    )
    receipt_only = forms.BooleanField(
        label=_("By receipt only: I leave no contact and look up the answer myself"), required=False
    )
    consent = forms.BooleanField(
        label=_("I agree that what I write is passed to the unit that handles it"),
        error_messages={"required": _("Without your consent we may not pass it on. Tick the box, or come to any office window.")},
    )
    name = WordsField(label=_("Your name"), max_length=60, lines=False, required=False)
    enterprise = WordsField(label=_("On behalf of a firm or organisation: its name"), max_length=120, lines=False, required=False)
    spoken_for = WordsField(label=_("For someone else: who are they?"), max_length=60, lines=False, required=False)

    files = FilesField(label=_("Pictures or papers"), required=False)  # type: ignore[assignment]  # Django moves it out of the class

    def __init__(self, *args: Any, holder: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())
        cast(FilesField, self.fields["files"]).holder = holder

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reach = data.get("contact", "")
        if reach and not self.errors.get("contact"):
            try:
                data["reach"] = contact_of(reach)
            except forms.ValidationError as error:
                self.add_error("contact", error)
        elif not reach and not data.get("receipt_only") and "contact" not in self.errors:
            self.add_error("contact", _("Leave a telephone number or e-mail, or tick “by receipt only”."))
        return data

    def person(self) -> Person | None:
        """The petitioner, not yet saved; none for “by receipt only” without a name."""
        data = self.cleaned_data
        if not data.get("reach") and not data["name"]:
            return None
        return Person(name=data["name"], consented_at=timezone.now(), **data.get("reach", {}))

    def firm(self) -> Enterprise | None:
        return Enterprise(name=self.cleaned_data["enterprise"]) if self.cleaned_data["enterprise"] else None

    def representation(self, speaker: Person | None) -> Representation | None:
        """Who the speaker speaks for, when they said so."""
        whom = self.cleaned_data["spoken_for"]
        if not whom or speaker is None:
            return None
        return Representation(
            speaker=speaker, person=Person(name=whom), kind=Representation.Kind.PROXY, starts_on=timezone.localdate()
        )


class RegisterForm(RaiseForm):
    """What an officer writes down for someone who phoned, wrote, came or sent another."""

    STAFF_CHANNELS = (Channel.PHONE, Channel.LETTER, Channel.VISIT, Channel.FAX, Channel.FIELD)

    channel = forms.ChoiceField(label=_("How did it reach us?"), choices=[(c.value, c.label) for c in STAFF_CHANNELS])
    received_at = forms.DateTimeField(
        label=_("When did they say it?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=timezone.localtime,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What they said, in their own words")
        self.fields["name"].label = _("Their name")
        self.fields["contact"].label = _("How can they be reached?")
        self.fields["consent"].label = _("They agree that it is passed to the unit that handles it")
        self.fields["receipt_only"].label = _("By receipt only: they leave no contact")

    def clean_received_at(self) -> Any:
        at = self.cleaned_data["received_at"]
        if trouble := time_trouble(at):
            raise forms.ValidationError(trouble)
        return at


class FollowForm(forms.Form):
    """A receipt number and its secret."""

    number = forms.CharField(
        label=_("Receipt number"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    secret = forms.CharField(
        label=_("Secret"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"})
    )

    def clean_number(self) -> str:
        try:
            return numbers.read_number(self.cleaned_data["number"])
        except numbers.WrongNumber as error:
            raise forms.ValidationError(str(error)) from error

    def clean_secret(self) -> str:
        return numbers.read_secret(self.cleaned_data["secret"])


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post, named with its unit."""

    def label_from_instance(self, obj: Post) -> str:
        return f"{obj.unit} · {obj}"


class MoveForm(forms.Form):
    """A move of a case: it carries the version the officer was looking at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def offer(self, **choices: QuerySet[Any]) -> None:
        """What can be chosen in these fields."""
        for name, things in choices.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = things


class SortForm(MoveForm):
    """Class, matter and place."""

    kind = forms.ChoiceField(label=_("Class"), choices=Kind.choices, widget=forms.RadioSelect)
    matter = forms.ModelChoiceField(label=_("Matter"), queryset=Matter.objects.all(), required=False, empty_label=_("not chosen"))
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none())
    accused_unit = forms.ModelChoiceField(
        label=_("Accused unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("For an accusation: this unit and those under it will never see the case."),
    )

    def __init__(self, *args: Any, places: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(place=places, accused_unit=units)


class ForwardForm(MoveForm):
    """To which unit, with or without required feedback, and why."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("choose a unit"))
    mode = forms.ChoiceField(
        label=_("How"),
        choices=[(m.value, m.label) for m in (Assignment.Mode.FORWARD, Assignment.Mode.ASSIGN)],
        widget=forms.RadioSelect,
    )
    why = WordsField(label=_("Why this unit"), max_length=300, lines=False, required=False)
    note = WordsField(label=_("Note to the unit"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(unit=units)


class AcceptForm(MoveForm):
    """Who handles it, and what the petitioner is told."""

    handler = forms.ModelChoiceField(label=_("Handler"), queryset=User.objects.none(), required=False, empty_label=_("myself"))
    next_step = WordsField(
        label=_("What the petitioner is told about path and deadline"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(handler=colleagues)


class AnswerForm(MoveForm):
    """The handling opinion: facts, opinion and basis (条例第三十二条), in words a neighbour would understand."""

    outcome = forms.ChoiceField(label=_("Opinion"), choices=Reply.Outcome.choices, widget=forms.RadioSelect)
    facts = WordsField(label=_("Facts found"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 3}))
    words = WordsField(
        label=_("Answer to the petitioner"), max_length=MOST_CHARACTERS, min_length=10, widget=forms.Textarea(attrs={"rows": 7})
    )
    basis = WordsField(
        label=_("Legal or policy basis"),
        max_length=2000,
        help_text=_("name and article"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReceiptAgainForm(forms.Form):
    """How the officer knows that it is the petitioner."""

    proof = forms.ChoiceField(
        label=_("How do you know that it is the petitioner?"), choices=Proof.choices, widget=forms.RadioSelect
    )


class OwnForm(MoveForm):
    """Which leader answers by name for how it ends, and why."""

    post = PostField(label=_("Which leader"), queryset=Post.objects.none(), empty_label=_("choose a post"))
    why = WordsField(label=_("Why a leader owns it"), max_length=300, min_length=4, lines=False)

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(post=posts)


class ReportOwnForm(MoveForm):
    """Which of the three is done, and what was done."""

    kind = forms.ChoiceField(label=_("What is done"), choices=OwnershipTask.Kind.choices, widget=forms.RadioSelect)
    note = WordsField(label=_("What was done"), max_length=4000, min_length=4, widget=forms.Textarea(attrs={"rows": 4}))


class DisownForm(MoveForm):
    """Why it ends, and on what basis where the petitioner has not called it resolved."""

    why = WordsField(label=_("Why it ends"), max_length=300, min_length=4, lines=False)
    finality_basis = WordsField(
        label=_("Basis of lawful finality"),
        max_length=300,
        lines=False,
        required=False,
        help_text=_("name and article; needed unless the petitioner has called it resolved"),
    )


class RateForm(forms.Form):
    """The petitioner's word."""

    resolved = forms.TypedChoiceField(
        label=_("Is it resolved?"),
        choices=[("yes", _("Yes, it is resolved")), ("no", _("No, it is not resolved"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    stars = forms.TypedChoiceField(
        label=_("How satisfied are you with the handling?"), choices=Rating.Stars.choices, coerce=int, widget=forms.RadioSelect
    )
    words = WordsField(label=_("Anything to add?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class RevealForm(forms.Form):
    """Why contact details are opened."""

    reason = WordsField(label=_("Why do you need the contact details?"), max_length=200, min_length=4, lines=False)


class PlainDateField(forms.DateField):
    """A day that may be left open; none before or after all time."""

    def __init__(self, **kwargs: Any) -> None:
        bounds = [MinValueValidator(EARLIEST.date()), MaxValueValidator(LATEST)]
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, validators=bounds, **kwargs)


class FilterForm(forms.Form):
    """What a list is narrowed to; a wrong value is said and narrows nothing."""

    q = WordsField(
        label=_("Words"), max_length=100, lines=False, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("any status")), *Status.choices], required=False)
    kind = forms.ChoiceField(label=_("Class"), choices=[("", _("any class")), *Kind.choices], required=False)
    place = forms.CharField(required=False, max_length=15, widget=forms.HiddenInput)
    since = PlainDateField(label=_("Received from"))
    until = PlainDateField(label=_("Received until"))

    def narrow(self, cases: Any) -> Any:
        """The given cases, narrowed by every value that is right."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" in given:
            cases = cases.searched(given["q"])
        if "place" in given:
            cases = cases.in_place(given["place"])
        if "since" in given:
            cases = cases.filter(received_at__gte=day_start(given["since"]))
        if "until" in given:
            cases = cases.filter(received_at__lt=day_start(given["until"] + dt.timedelta(days=1)))
        return cases.filter(**{name: given[name] for name in ("status", "kind") if name in given})
