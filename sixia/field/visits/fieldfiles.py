"""What came from the field as pictures and recordings, for whoever may read what was said there."""

from __future__ import annotations

from django.db.models import Q

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.models import Attachment

from .models import Visit

MOST = 200


def brought_from(visit: Visit, user: User) -> list[Attachment]:
    """Of its notes and matters; not of those about a case that is sealed for this reader."""
    notes = {note.pk: note.text for note in visit.notes.unsealed_for(user)}
    matters = {matter.pk: matter.what for matter in visit.matters.unsealed_for(user)}
    here = Q(thing="visits.note", thing_id__in=list(notes)) | Q(thing="visits.matter", thing_id__in=list(matters))
    files = list(Attachment.objects.filter(here).order_by("id")[:MOST])
    for file in files:
        said = notes if file.thing == "visits.note" else matters
        file.words = said[file.thing_id]  # type: ignore[attr-defined,index]
    return files
