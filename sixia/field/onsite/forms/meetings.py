"""What is filled in about a meeting, from the calendar to the published minutes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.field.visits.kinds import FrontLine
from sixia.field.visits.models import Visit
from sixia.foundations.accounts.models import User
from sixia.foundations.common.text import WordsField
from sixia.foundations.people.models import Person
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post, Role, Unit
from sixia.spine.cases.models import Reply

from ..models import Meeting, Topic
from ..names import names_in
from ..workflow import Decision, Kind

LONG = 4000
TASKS = 6  # lines of the task list on one page; the page shows one more than are filled
SOON = dt.timedelta(days=400)


def area(textarea_rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": textarea_rows})


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def deciders() -> QuerySet[Post]:
    """Posts whose holder can decide: leaders and heads of units at work."""
    posts = Post.objects.filter(role__in=[Role.LEADER, Role.HEAD, Role.DEPUTY], unit__in=Unit.objects.open())
    return posts.select_related("unit").order_by("unit__kind", "unit_id", "id")


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post, told with its unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit} · {obj}"


class PublicWordsField(WordsField):
    """Words everyone will read: a telephone or identity number, or the name of one of `people`, is refused at once."""

    people: Sequence[Person] = ()

    def validate(self, value: str) -> None:
        super().validate(value)
        self.refuse_names(value, self.people)

    def refuse_names(self, value: str, people: Sequence[Person]) -> None:
        if found := names_in(value, people):
            raise ValidationError(
                _("Everyone will read this, and a private name or number stands here: %(where)s"), params={"where": found[0]}
            )


class VerbForm(forms.Form):
    """A form whose fields a verb is given."""

    def keep_private(self, people: Sequence[Person]) -> Self:
        """In what everyone will read, these people are not named."""
        for field in self.fields.values():
            if isinstance(field, PublicWordsField):
                field.people = people
        return self

    def given(self) -> dict[str, Any]:
        return self.cleaned_data


class OnceForm(VerbForm):
    """A form that may be sent twice."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid.uuid4())

    def offer(self, **choices: QuerySet[Any]) -> None:
        """What can be chosen in these fields."""
        for name, things in choices.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = things


class PlanForm(OnceForm):
    """Where, when, who chairs it, what it is to bring about."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.ONSITE)
    unit = forms.ModelChoiceField(label=_("Called by"), queryset=Unit.objects.none(), empty_label=None)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none(), empty_label=_("choose a place"))
    venue = WordsField(
        label=_("Where exactly"), max_length=120, lines=False, help_text=_("the site itself, a hall, a factory floor")
    )
    starts_at = forms.DateTimeField(label=_("Begins"), widget=moment_input())
    chair = PostField(label=_("In the chair"), queryset=Post.objects.none(), empty_label=_("choose a post"))
    purpose = WordsField(label=_("What it is to bring about"), max_length=300, lines=False)
    visit = forms.ModelChoiceField(
        label=_("On this visit"), queryset=Visit.objects.none(), required=False, empty_label=_("no visit is planned for it")
    )

    def __init__(self, *args: Any, user: User, units: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called_by = Unit.objects.open().filter(pk__in=units)
        codes = [unit.place_id for unit in called_by]
        inside = Place.objects.standing().filter(pk__in=[]) if not codes else _under(codes)
        self.offer(unit=called_by, place=inside, chair=deciders(), visit=Visit.objects.visible_to(user).upcoming())

    def clean_starts_at(self) -> dt.datetime:
        at: dt.datetime = self.cleaned_data["starts_at"]
        if at < timezone.now():
            raise ValidationError(_("This time is already past."))
        if at > timezone.now() + SOON:
            raise ValidationError(_("This is more than a year ahead: is the year right?"))
        return at


def _under(codes: list[str]) -> QuerySet[Place]:
    found = Place.objects.none()
    for code in codes:
        found |= Place.objects.standing().under(code)
    return found


class CancelForm(VerbForm):
    """Why it does not take place."""

    why = WordsField(label=_("Why is it cancelled?"), max_length=300, min_length=4, lines=False)


class SummonForm(VerbForm):
    """Which units are called."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one unit.")},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = meeting.summonses.values("unit")
        cast("forms.ModelMultipleChoiceField[Any]", self.fields["units"]).queryset = (
            Unit.objects.open().exclude(pk__in=called).exclude(pk=meeting.unit_id).order_by("kind", "id")
        )


class RespondForm(VerbForm):
    """Who comes, or why nobody can."""

    attends = forms.TypedChoiceField(
        label=_("Does your unit come?"),
        choices=[("yes", _("Yes, it comes")), ("no", _("No, it cannot come"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    answer = WordsField(
        label=_("Who comes, or why nobody can"),
        max_length=300,
        min_length=2,
        lines=False,
        help_text=_("name and post; whoever calls the meeting, and all who are called, read this"),
    )


class TopicForm(OnceForm):
    """A topic in one's own words."""

    title = WordsField(label=_("Topic"), max_length=120, min_length=2, lines=False)
    asked_by = WordsField(
        label=_("Who asks for it"),
        max_length=120,
        lines=False,
        required=False,
        help_text=_("a unit, a firm, a village: no private names"),
    )


class PrepareForm(VerbForm):
    """Draft measures, and who is to do what."""

    measures = WordsField(label=_("Draft measures: how we think to do it"), max_length=LONG, min_length=4, widget=area(4))

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("measures", topic.measures)
        units = Unit.objects.open().order_by("kind", "id")
        choices = [("", "—"), *((unit.pk, str(unit)) for unit in units)]  # read once for all lines
        for number, task in enumerate([*topic.tasks.all(), *[None] * TASKS][:TASKS], start=1):
            field = self.fields[f"unit_{number}"] = forms.ModelChoiceField(
                label=_("Unit"), queryset=units, required=False, initial=task.unit_id if task else None
            )
            field.choices = choices
            self.fields[f"what_{number}"] = WordsField(
                label=_("Task"), max_length=200, lines=False, required=False, initial=task.what if task else ""
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"unit_{number}"], self[f"what_{number}"]) for number in range(1, TASKS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [(number, data.get(f"unit_{number}"), data.get(f"what_{number}")) for number in range(1, TASKS + 1)]
        for number, unit, what in lines:
            if bool(unit) != bool(what):
                self.add_error(
                    f"unit_{number}" if what else f"what_{number}", _("A task needs both: a unit, and what it is to do.")
                )
        if not any(unit and what for _number, unit, what in lines) and not self.errors:
            self.add_error("what_1", _("Name at least one task: who is to do what."))
        return {"measures": data.get("measures", ""), "tasks": [(unit, what) for _number, unit, what in lines if unit and what]}


class UndertakingForm(OnceForm):
    """A promise made here: what, which unit, until when."""

    what = PublicWordsField(label=_("What is promised"), max_length=300, min_length=4, lines=False)
    unit = forms.ModelChoiceField(
        label=_("Unit that answers for it"), queryset=Unit.objects.none(), empty_label=_("choose a unit")
    )
    due_on = forms.DateField(label=_("Until"), widget=day_input())
    effect = PublicWordsField(label=_("What it should change"), max_length=LONG, required=False, widget=area(2))
    sign = PublicWordsField(label=_("How one will see it"), max_length=LONG, required=False, widget=area(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(unit=Unit.objects.open().main_handlers().order_by("kind", "id"))

    def clean_due_on(self) -> dt.date:
        due_on: dt.date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise ValidationError(_("This day is already past."))
        return due_on

    def said(self) -> dict[str, Any]:
        """What is promised."""
        return {name: self.cleaned_data[name] for name in ("what", "unit", "due_on", "effect", "sign")}

    def given(self) -> dict[str, Any]:
        return {"once": self.cleaned_data["once"], **self.said()}


class DecideForm(UndertakingForm):
    """How a topic ends: one of four ways, with what each of them needs."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    words = WordsField(label=_("For the minutes: what was decided"), max_length=LONG, min_length=4, widget=area(4))
    basis = WordsField(
        label=_("Legal or policy basis"),
        max_length=2000,
        required=False,
        widget=area(2),
        help_text=_("needed where it cannot be done"),
    )
    front_line = forms.MultipleChoiceField(
        label=_("What was done on the front line"), choices=FrontLine.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = PostField(
        label=_("A leader owns the case from now on"), queryset=Post.objects.none(), required=False, empty_label=_("nobody yet")
    )
    outcome = forms.ChoiceField(
        label=_("Answer to the case"), choices=Reply.Outcome.choices, required=False, widget=forms.RadioSelect
    )
    answer = WordsField(
        label=_("What the petitioner is answered"),
        max_length=LONG,
        min_length=10,
        required=False,
        widget=area(4),
        help_text=_(
            "needed for a decision on the spot, with outcome and basis; only the petitioner and the case's officers read it"
        ),
    )

    def __init__(self, *args: Any, topic: Topic, answers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("what", "unit", "due_on"):
            self.fields[name].required = False
        if not answers:
            del self.fields["outcome"], self.fields["answer"]
        if topic.case_id is None:
            del self.fields["owner"]
        else:
            self.offer(owner=deciders())

    def clean_due_on(self) -> Any:
        return super().clean_due_on() if self.cleaned_data["due_on"] else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") in (Decision.PROMISE, Decision.STUDY_FIRST):
            for name in ("what", "unit", "due_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A promise, and a study, need this: who, what, until when."))
        if data.get("decision") == Decision.CANNOT and not data.get("basis") and "basis" not in self.errors:
            self.add_error("basis", _("Say on which law or policy it rests that this cannot be done."))
        if self._answers(data):
            for name in ("outcome", "answer", "basis"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(
                        name, _("What is decided on the spot answers the case: say the outcome, the answer and its basis.")
                    )
        return data

    def _answers(self, data: dict[str, Any]) -> bool:
        return "answer" in self.fields and data.get("decision") == Decision.ON_THE_SPOT

    def answered(self) -> dict[str, str]:
        """What the petitioner is answered."""
        data = self.cleaned_data
        return {"words": data["answer"], "outcome": data["outcome"], "basis": data["basis"]}

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        promised = data["decision"] in (Decision.PROMISE, Decision.STUDY_FIRST)
        return {
            **{name: data[name] for name in ("decision", "words", "basis", "front_line")},
            "promise": self.said() if promised else None,
            "owner": data.get("owner"),
            "answer": self.answered() if self._answers(data) else None,
        }


class PresentForm(OnceForm):
    """Who is there: an officer of a unit that was called, or one of the people."""

    user = forms.ModelChoiceField(label=_("Officer"), queryset=User.objects.none(), required=False, empty_label="—")
    name = WordsField(
        label=_("Or one of the people: their name"),
        max_length=60,
        lines=False,
        required=False,
        help_text=_("kept encrypted, masked on every page"),
    )
    capacity = WordsField(label=_("For whom they speak"), max_length=120, lines=False, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [meeting.unit_id, *meeting.summonses.values_list("unit_id", flat=True), meeting.chair.unit_id]
        officers = User.objects.filter(is_active=True, tenures__post__unit__in=units).exclude(
            pk__in=meeting.presences.filter(user__isnull=False).values("user")
        )
        self.offer(user=officers.distinct().order_by("id"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("user") and not data.get("name") and not self.errors:
            self.add_error("user", _("Say who is there: choose an officer, or give a name."))
        return data


class RewordForm(VerbForm):
    """What the public reads, topic by topic."""

    purpose = WordsField(label=_("Purpose"), max_length=300, lines=False)

    def __init__(self, *args: Any, meeting: Meeting, topics: list[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        self.initial["purpose"] = meeting.public_purpose or meeting.purpose
        for topic in topics:
            self.fields[f"title_{topic.position}"] = WordsField(
                label=_("Topic"), max_length=120, lines=False, initial=topic.shown_title
            )
            self.fields[f"words_{topic.position}"] = WordsField(
                label=_("For the minutes"), max_length=LONG, widget=area(3), initial=topic.shown_words
            )

    def rows(self) -> list[tuple[Topic, forms.BoundField, forms.BoundField]]:
        return [(topic, self[f"title_{topic.position}"], self[f"words_{topic.position}"]) for topic in self.topics]

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {it.position: (data[f"title_{it.position}"], data[f"words_{it.position}"]) for it in self.topics}
        return {"purpose": data["purpose"], "topics": told}
