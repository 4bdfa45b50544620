"""What became of a promise (经过), read in as few queries as its trail says there is to read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sixia.foundations.attachments.models import Attachment
from sixia.foundations.trail.tellings import Line, who
from sixia.foundations.trail.tellings import tell as told

from .models import Commitment, Drop, Proof

PROVEN = {"noted", "reported"}
LOOKED_AT = {"rechecked", "relapsed"}


def history_of(promise: Commitment, *, public: bool) -> dict[str, Any]:
    """Everything a page tells of it since it was made."""
    handed = promise.handovers.select_related("to_post", "to_unit")
    entries = list(promise.trail)
    verbs = {entry.verb for entry in entries}
    proofs: list[Any] = _proofs(promise, public=public) if verbs & PROVEN else []
    rechecks = _if(bool(verbs & LOOKED_AT), promise.rechecks.select_related("by"))
    lines = [(entry, told(entry, public=public)) for entry in entries]
    return {
        "lines": [Line(entry.at, sentence, who(entry, public=public)) for entry, sentence in lines if sentence],
        "looks": sorted(proofs + rechecks, key=lambda look: look.at),
        "changes": _if("changed" in verbs, promise.changes.all()),
        "handovers": _if("handed_over" in verbs, handed),
        "drop": Drop.objects.filter(commitment=promise).select_related("approved_by").first() if "dropped" in verbs else None,
        "helpers": [helper.unit for helper in promise.helpers.select_related("unit")],
    }


def _if(there_are_any: bool, found: QuerySet[Any]) -> list[Any]:
    return list(found) if there_are_any else []


def _proofs(promise: Commitment, *, public: bool) -> list[Proof]:
    """With the word on each, and inside with its files: pictures may show private people."""
    proofs = list(promise.proofs.select_related("unit", "by", "confirmation__by"))
    if not public:
        hang_files(proofs)
    return proofs


def hang_files(proofs: list[Proof]) -> None:
    """The files of all proofs in one query."""
    found = Attachment.objects.filter(thing=Proof._meta.label_lower, thing_id__in=[proof.pk for proof in proofs]).order_by("id")
    for proof in proofs:
        proof.files = [file for file in found if file.thing_id == proof.pk]  # type: ignore[attr-defined]
