"""The files of a form: several at once, judged on arrival, and kept when the rest of the form has to be corrected."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from .judging import KINDS
from .models import Attachment
from .refusing import Refused

GONE = _("A file you chose earlier is no longer kept here. Please choose it again.")


@dataclass
class Chosen:
    """What came with the form: new files, the tokens of those held since an earlier try, and which of these to let go."""

    uploads: list[UploadedFile] = field(default_factory=list)
    tokens: list[uuid.UUID] = field(default_factory=list)
    dropped: list[uuid.UUID] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.uploads or self.tokens)


def _tokens(written: Sequence[str]) -> list[uuid.UUID]:
    """Those that are tokens at all; anything else was not made by our page."""
    found = []
    for text in written[: settings.ATTACHMENT_MOST_HELD]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


class FilesWidget(forms.FileInput):
    """Chooses several files, and lists those already here with a box to take each out again."""

    template_name = "attachments/files.html"
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        endings = [f".{ending}" for kind in KINDS.values() for ending in kind.endings if not kind.is_picture]
        pictures = [
            kind.media for kind in KINDS.values() if kind.is_picture
        ]  # named singly: a telephone then sends JPEG, not HEIC
        super().__init__({"accept": ",".join([*pictures, *endings]), **(attrs or {})})
        self.held: list[Attachment] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Chosen:
        def listed(source: Any, key: str) -> list[Any]:
            return (
                source.getlist(key) if isinstance(source, MultiValueDict) else [source[key]] if source and key in source else []
            )

        return Chosen(listed(files, name), _tokens(listed(data, f"{name}-held")), _tokens(listed(data, f"{name}-drop")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-held" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"]["held"] = self.held
        if self.held:
            context["widget"]["attrs"].pop("required", None)  # the browser would ask for one more
        return context


class FilesField(forms.Field):
    """Cleans to the tokens of held files, for `Attachment.objects.take`. The form's view says whose they are: `.holder`.

    What is good is held even when another file, or another field, is refused.
    """

    widget = FilesWidget
    default_error_messages = {"required": _("Please choose a file.")}

    def __init__(self, *, holder: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("pictures, PDF, Word, Excel or sound; where a picture was taken is removed from it"))
        super().__init__(**kwargs)
        self.holder = holder

    def clean(self, value: Chosen) -> list[uuid.UUID]:
        chosen = value or Chosen()
        errors: list[str] = []
        held = self._kept(chosen, errors) if chosen.tokens else []
        for upload in chosen.uploads:
            try:
                self._hold(upload, held)
            except Refused as refused:
                errors.append(str(refused))
        self.widget.held = held
        if errors:
            raise ValidationError(list(dict.fromkeys(errors)), code="files")
        self.validate(held)
        return [attachment.token for attachment in held]

    def _kept(self, chosen: Chosen, errors: list[str]) -> list[Attachment]:
        """Those still held. One that already hangs on something was sent by an earlier click of the same form: no fault."""
        if chosen.dropped:
            Attachment.objects.drop(chosen.dropped, holder=self.holder)
        wanted = set(chosen.tokens) - set(chosen.dropped)
        found = list(Attachment.objects.filter(token__in=wanted, holder=self.holder).order_by("id")) if self.holder else []
        if len(found) < len(wanted):
            errors.append(str(GONE))
        return [attachment for attachment in found if not attachment.thing]

    def _hold(self, upload: UploadedFile, held: list[Attachment]) -> None:
        if len(held) >= settings.ATTACHMENT_MOST_FILES:
            raise Refused("too_many", most=settings.ATTACHMENT_MOST_FILES)
        fresh = Attachment.objects.hold(upload, holder=self.holder)
        if any(fresh.digest == other.digest for other in held):  # chosen again while it was still here
            Attachment.objects.drop([fresh.token], holder=self.holder)
        else:
            held.append(fresh)

    def has_changed(self, initial: Any, data: Chosen | None) -> bool:
        return bool(data)
