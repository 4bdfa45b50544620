"""One form per verb. They read what people typed; the rules are elsewhere."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.common.text import WordsField
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.deadlines.wording import day_words
from sixia.foundations.people.models import Person, Representation
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post
from sixia.spine.cases.forms import MOST_CHARACTERS, PHONE
from sixia.spine.cases.models import Case, Reply

from .models import ReceptionDay, Slot
from .models.slots import cutting
from .workflow import Form, Need, Way

NEW = "new"  # a matter of its own, not one of the open cases


def offer(form: forms.Form, **choices: QuerySet[Any]) -> None:
    """What can be chosen in these fields."""
    for name, things in choices.items():
        cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = things


def telephone(given: str) -> str:
    """As they wrote it, if it can be one."""
    if given and not (PHONE.match(given) and sum(map(str.isdigit, given)) >= 5):
        raise forms.ValidationError(_("This is not a telephone number. Correct it, or ask at any window."), code="phone")
    return given


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


class HourField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **kwargs)


class PostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post with its unit and who holds it now, as `rules.posts_of` gives them."""

    def label_from_instance(self, post: Any) -> str:
        return f"{post.holder_name} · {post} · {post.unit}" if post.holder_name else f"{post} · {post.unit}"


def slot_words(slot: Slot) -> str:
    """A time and how many places it has left; a full one leads to the waiting list."""
    if slot.left > 0:
        return _("%(time)s · %(left)d of %(capacity)d left") % {"time": slot, "left": slot.left, "capacity": slot.capacity}
    return _("%(time)s · full: waiting list") % {"time": slot}


class OtherTimeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A time of any day: said with its day and who receives on it."""

    def label_from_instance(self, slot: Slot) -> str:
        return f"{day_words(slot.day.on)} · {slot.day.leader_name} · {slot_words(slot)}"


class WhenForm(forms.Form):
    """A leader, a place, a day and hours."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    post = PostChoice(label=_("Who receives"), queryset=Post.objects.none(), empty_label=_("choose a post"))
    on = DayField(label=_("Day"))
    begins = HourField(label=pgettext_lazy("reception", "Begins"), initial=dt.time(9))
    ends = HourField(label=_("Ends"), initial=dt.time(11, 30))
    place = forms.ModelChoiceField(label=pgettext_lazy("reception", "Place"), queryset=Place.objects.none())
    address = WordsField(
        label=pgettext_lazy("reception", "Where exactly"), max_length=120, lines=False, help_text=_("house, floor, room")
    )

    def __init__(self, *args: Any, posts: QuerySet[Post], places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())
        offer(self, post=posts, place=places)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("It would end before it begins."))
        if data.get("on") and data["on"] < timezone.localdate():
            self.add_error("on", _("This day is past."))
        return data


class PlanForm(WhenForm):
    """A day on the timetable."""

    form = forms.ChoiceField(label=_("Form"), choices=[(f.value, f.label) for f in Form if f != Form.CARRIED])
    theme = WordsField(label=_("Theme"), max_length=120, lines=False, required=False, help_text=_("for a reception on one theme"))
    minutes = forms.IntegerField(label=_("Minutes a talk"), min_value=5, max_value=240, initial=30)
    each = forms.IntegerField(label=_("Bookings for each time"), min_value=0, max_value=50, initial=1)
    walk_ins = forms.IntegerField(label=_("Numbers for those who just come"), min_value=0, max_value=500, initial=5)
    step_free = forms.BooleanField(label=_("No steps on the way in"), required=False)
    sign_language = forms.BooleanField(label=_("Someone who signs is there"), required=False)
    dialects = WordsField(label=_("Dialects spoken"), max_length=80, lines=False, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("form") == Form.THEMED and not data.get("theme"):
            self.add_error("theme", _("Name the theme."))
        return data


class AmendForm(PlanForm):
    """A plan as it stands, to be changed before it is published."""

    def __init__(self, *args: Any, day: ReceptionDay, **kwargs: Any) -> None:
        same = ("post", "on", "place", "address", "form", "theme", "step_free", "sign_language", "dialects")
        stands = {name: getattr(day, name) for name in same} | cutting(day.slots.all())
        hours = {"begins": day.begins.astimezone(ZONE).time(), "ends": day.ends.astimezone(ZONE).time()}
        super().__init__(*args, initial=stands | hours, **kwargs)
        del self.fields["once"]  # sent twice it says the same


class CarryForm(WhenForm):
    """Cases from the hard-case list, taken to where they are."""

    purpose = WordsField(label=_("What the visit is to settle"), max_length=300, lines=False)

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        for case in cases:
            self.fields[f"take_{case.number}"] = forms.BooleanField(label=case.title, required=False)
            self.fields[f"study_{case.number}"] = WordsField(
                label=_("Studied beforehand: what is known, what was tried, what the law says"),
                max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not any(data.get(f"take_{case.number}") for case in self.cases):
            self.add_error(None, _("Choose at least one case to take along."))
        return data

    @property
    def carried(self) -> dict[Case, str]:
        """The cases chosen, each with what was studied beforehand."""
        given = self.cleaned_data
        return {case: given[f"study_{case.number}"] for case in self.cases if given[f"take_{case.number}"]}

    @property
    def rows(self) -> list[tuple[Case, forms.BoundField, forms.BoundField]]:
        return [(case, self[f"take_{case.number}"], self[f"study_{case.number}"]) for case in self.cases]

    @property
    def when(self) -> dict[str, Any]:
        names = ("once", "post", "on", "begins", "ends", "place", "address", "purpose")
        return {name: self.cleaned_data[name] for name in names}


class SwapForm(forms.Form):
    """Who comes instead."""

    with_ = forms.ModelChoiceField(
        label=_("Exchange with this day"), queryset=ReceptionDay.objects.none(), required=False, empty_label=_("no exchange")
    )
    post = PostChoice(label=_("Or: who takes over"), queryset=Post.objects.none(), required=False, empty_label=_("nobody else"))
    reason = WordsField(label=_("Why"), max_length=300, lines=False, help_text=_("published, and told to those who booked"))

    def __init__(self, *args: Any, days: QuerySet[ReceptionDay], posts: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, with_=days, post=posts)


class CancelForm(forms.Form):
    """Why nobody comes."""

    reason = WordsField(label=_("Why"), max_length=300, lines=False, help_text=_("published, and told to those who booked"))


class BookForm(forms.Form):
    """What someone fills in to book: when, what about, who, and how to reach them."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    slot = forms.TypedChoiceField(label=_("When"), widget=forms.RadioSelect)
    words = WordsField(
        label=_("What is it about?"),
        max_length=2000,
        min_length=2,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    name = WordsField(label=_("Your name"), max_length=60, lines=False)
    phone = WordsField(
        label=_("Telephone"), max_length=40, lines=False, help_text=_("encrypted; only to tell you if something changes")
    )
    email = forms.EmailField(label=_("E-mail, for confirmation and reminder"), max_length=120, required=False)
    spoken_for = WordsField(label=_("You book for a relative: who comes?"), max_length=60, lines=False, required=False)
    needs = forms.MultipleChoiceField(
        label=_("What do you need there?"), choices=Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    consent = forms.BooleanField(
        label=_("I agree that what I write is read by those who prepare and hold this reception"),
        error_messages={"required": _("Without your consent we may not pass it on. Tick the box, or just come on the day.")},
    )

    def __init__(self, *args: Any, slots: list[Slot], seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"once": uuid.uuid4(), "seen": seen})
        field = cast(forms.TypedChoiceField, self.fields["slot"])
        field.choices = [(str(slot.pk), lazy(slot_words, str)(slot)) for slot in slots]
        field.coerce = {str(slot.pk): slot for slot in slots}.__getitem__

    def clean_phone(self) -> str:
        return telephone(self.cleaned_data["phone"])

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form gives to `book`."""
        data = self.cleaned_data
        person = Person(name=data["name"], phone=data["phone"], email=data["email"], consented_at=timezone.now())
        return {
            "slot": data["slot"],
            "seen": data["seen"],
            "words": data["words"],
            "person": person,
            "representation": self._representation(person),
            "needs": tuple(data["needs"]),
            "once": data["once"],
        }

    def _representation(self, speaker: Person) -> Representation | None:
        whom = self.cleaned_data["spoken_for"]
        if not whom:
            return None
        kind = Representation.Kind.PROXY
        return Representation(speaker=speaker, person=Person(name=whom), kind=kind, starts_on=timezone.localdate())


class BookForThemForm(BookForm):
    """What an officer or village helper writes down for someone."""

    way = forms.ChoiceField(
        label=_("How it reached us"), choices=[(w.value, w.label) for w in (Way.PHONE, Way.HELPER, Way.WINDOW)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = pgettext_lazy("reception", "Their name")
        self.fields["phone"].required = False
        self.fields["phone"].help_text = _("may stay empty: then the news goes through you")
        self.fields["spoken_for"].label = _("They book for a relative: who comes?")
        self.fields["needs"].label = _("What do they need there?")
        self.fields["consent"].label = _("They agree that it is read by those who prepare and hold this reception")

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "way": self.cleaned_data["way"]}


class ChooseForm(forms.Form):
    """Another time for a booking."""

    slot = OtherTimeChoice(label=_("When"), queryset=Slot.objects.none(), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, slots: QuerySet[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, slot=slots)


class WalkInForm(forms.Form):
    """A number for someone who came: nothing is required."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    name = WordsField(label=pgettext_lazy("reception", "Their name"), max_length=60, lines=False, required=False)
    phone = WordsField(label=_("Telephone"), max_length=40, lines=False, required=False)
    words = WordsField(label=_("What is it about?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    needs = forms.MultipleChoiceField(
        label=_("What do they need?"), choices=Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())

    def clean_phone(self) -> str:
        return telephone(self.cleaned_data["phone"])

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        someone = data["name"] or data["phone"]
        person = Person(name=data["name"], phone=data["phone"], consented_at=timezone.now()) if someone else None
        return {"once": data["once"], "words": data["words"], "needs": tuple(data["needs"]), "person": person}


class HearForm(forms.Form):
    """A matter, in their own words: a new case, or one of theirs that is still open."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    matter = forms.ChoiceField(label=_("Is it one of these?"), widget=forms.RadioSelect)
    words = WordsField(
        label=_("What they say, in their own words"),
        max_length=MOST_CHARACTERS,
        min_length=2,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    place_words = WordsField(
        label=pgettext_lazy("reception", "Where is it?"),
        max_length=120,
        lines=False,
        required=False,
        help_text=_("town, village or estate"),
    )

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())
        known = [(case.number, f"{case.title}（{case.spoken_number}）") for case in cases]
        self.cases = {case.number: case for case in cases}
        field = cast(forms.ChoiceField, self.fields["matter"])
        field.choices = [(NEW, _("a new matter")), *known]
        self.initial.setdefault("matter", NEW)

    @property
    def joined(self) -> Case | None:
        """The open case it belongs to; none for a new matter."""
        return self.cases.get(self.cleaned_data["matter"])


class OnTheSpotForm(forms.Form):
    """An answer given in the room: facts, opinion and basis, as for any answer."""

    outcome = forms.ChoiceField(label=_("Opinion"), choices=Reply.Outcome.choices, widget=forms.RadioSelect)
    facts = WordsField(label=_("Facts found"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 2}))
    words = WordsField(
        label=_("Answer to the petitioner"), max_length=MOST_CHARACTERS, min_length=10, widget=forms.Textarea(attrs={"rows": 5})
    )
    basis = WordsField(
        label=pgettext_lazy("reception", "Legal or policy basis"),
        max_length=2000,
        help_text=pgettext_lazy("reception", "name and article"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OwnForm(forms.Form):
    """Why the leader who received takes the case as their own."""

    why = WordsField(label=_("Why the leader takes it on"), max_length=300, lines=False)


class TalkForm(forms.Form):
    """The record of the talk."""

    talk = WordsField(
        label=_("What was said, asked and answered"),
        max_length=MOST_CHARACTERS,
        min_length=2,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
