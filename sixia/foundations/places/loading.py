"""Bringing lines of the list of divisions into the tables (入库): new places are made, renamed ones renamed, none is removed.

A place that has vanished from the list stays, since cases hang on it; one that was merged away keeps the name it had.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Voice

from .divisions import Line
from .models import DERIVED, Place

BATCH = 5000
RENAMES_TOLD = 200


@dataclass
class Loaded:
    created: int = 0
    unchanged: int = 0
    renamed: dict[str, list[str]] = field(default_factory=dict)  # code: former name, name


@transaction.atomic
def load(lines: Iterable[Line], *, prefix: str, source: str, by: User | Voice) -> Loaded:
    """One entry in the trail for the whole load, and none when nothing changed."""
    loaded = Loaded()
    remaining = iter(lines)
    while batch := list(islice(remaining, BATCH)):
        _bring_in(batch, loaded)
    if loaded.created or loaded.renamed:
        told = {"prefix": prefix, "source": source, "created": loaded.created, "renamed": len(loaded.renamed)}
        names = dict(islice(loaded.renamed.items(), RENAMES_TOLD))
        Place.objects.get(code=prefix).record("loaded", by=by, **told, names=names)
    return loaded


def _bring_in(batch: list[Line], loaded: Loaded) -> None:
    known = {code: (name, into) for code, name, into in _known(batch)}
    changed = []
    for line in batch:
        name, merged_into = known.get(line.code, (None, None))
        if name is None:
            loaded.created += 1
        elif name == line.name or merged_into:
            loaded.unchanged += 1
            continue
        else:
            loaded.renamed[line.code] = [name, line.name]
        changed.append(Place(code=line.code, name=line.name))
    Place.objects.bulk_create(changed, update_conflicts=True, unique_fields=["code"], update_fields=["name", *DERIVED])


def _known(batch: list[Line]) -> Iterable[tuple[str, str, str | None]]:
    return Place.objects.filter(code__in=[line.code for line in batch]).values_list("code", "name", "merged_into_id")
