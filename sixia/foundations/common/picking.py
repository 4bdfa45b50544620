"""Choosing a few of very many (查找添加): one writes a part of the name, what fits stands as buttons, and what was chosen can be
taken off again. Each press sends the form and brings it back with everything typed in it, so it needs no script.

A form that has a `PickField` is a `Picking`: while someone looks, adds or takes off, it is not valid and nothing is wrong with
it. A name that was typed and not added is looked for too, so that it is not lost when the form is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, cast

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from .text import clean

MOST = 12  # shown at once; who is not among them is found by writing more of the name
LETTERS = 60

Search: TypeAlias = Callable[[QuerySet[Any], str], QuerySet[Any]]


class PickWidget(forms.MultipleHiddenInput):
    """What is chosen: what was chosen before, with what is added and without what is taken off."""

    is_hidden = False
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        kept = [*data.getlist(name), data.get(f"{name}-add")] if hasattr(data, "getlist") else data.get(name) or []
        return [value for value in dict.fromkeys(kept) if value and value != data.get(f"{name}-drop")]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-find" if id_ else ""


class PickField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several of very many. `search` narrows the queryset to one word that was typed; `words` says what stands beside a name."""

    widget = PickWidget

    def __init__(self, *, search: Search, words: Callable[[Any], str] = lambda thing: "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.search, self.words = search, words

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        return BoundPick(form, self, field_name)


class BoundPick(forms.BoundField):
    field: PickField

    @cached_property
    def text(self) -> str:
        """What is looked for; once something of it is added, nothing."""
        return "" if self.pressed("add") else clean(self.pressed("find"), lines=False)[:LETTERS]

    @property
    def is_picking(self) -> bool:
        return bool(self.text or any(self.pressed(button) for button in ("look", "add", "drop")))

    @cached_property
    def chosen(self) -> list[tuple[Any, str]]:
        numbers = [value for value in self.value() or [] if str(value).isdecimal()]
        return self.shown(self.things.filter(pk__in=numbers)) if numbers else []

    @property
    def matches(self) -> list[tuple[Any, str]]:
        return self._found[:MOST]

    @property
    def has_more(self) -> bool:
        return len(self._found) > MOST

    @cached_property
    def _found(self) -> list[tuple[Any, str]]:
        """What fits every word of the text, less what was chosen: one more than is shown."""
        if not self.text:
            return []
        things = self.things.exclude(pk__in=[thing.pk for thing, _words in self.chosen])
        for word in self.text.split():
            things = self.field.search(things, word)
        return self.shown(things[: MOST + 1])

    @property
    def things(self) -> QuerySet[Any]:
        return cast("QuerySet[Any]", self.field.queryset)

    def pressed(self, part: str) -> str:
        return str(self.form.data.get(f"{self.html_name}-{part}") or "") if self.form.is_bound else ""

    def shown(self, things: Iterable[Any]) -> list[tuple[Any, str]]:
        return [(thing, self.field.words(thing)) for thing in things]

    def as_widget(self, *args: Any, **kwargs: Any) -> SafeString:
        return SafeString(self.form.renderer.render("ui/pick.html", {"field": self}))


class Picking(forms.Form):
    """A form in which something is picked."""

    @property
    def is_picking(self) -> bool:
        return any(isinstance(field, BoundPick) and field.is_picking for field in self)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_picking:
            self._errors = ErrorDict()  # nobody has sent it yet

    def is_valid(self) -> bool:
        return not self.is_picking and super().is_valid()
