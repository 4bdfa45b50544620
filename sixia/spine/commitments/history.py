"""What became of a promise (经过), read in as few queries as its trail says there is to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from sixia.foundations.attachments.models import Attachment
from sixia.foundations.trail.tellings import lines_of

from .models import Commitment, CoOwner, Handover, Plea, Proof, Recheck

PROVEN = {"noted", "reported"}
LOOKED_AT = {"rechecked", "relapsed"}


def history_of(promise: Commitment, *, public: bool) -> dict[str, Any]:
    """Everything a page tells of it since it was made. What was read of it stays with the promise."""
    entries = promise.entries()
    verbs = {entry.verb for entry in entries}
    prefetch_related_objects([promise], *_reads(verbs, inside=not public))
    proofs: list[Any] = list(promise.proofs.all()) if verbs & PROVEN else []
    rechecks: list[Any] = list(promise.rechecks.all()) if verbs & LOOKED_AT else []
    if proofs and not public:  # pictures may show private people
        hang_files(proofs)
    return {
        "lines": lines_of(entries, public=public),
        "looks": sorted(proofs + rechecks, key=lambda look: look.at),
        "changes": promise.changes.all() if "changed" in verbs else [],
        "handovers": promise.handovers.all() if "handed_over" in verbs else [],
        "pleas": [] if public else promise.pleas.all(),
        "helpers": [helper.unit for helper in promise.helpers.all()],
    }


def _reads(verbs: set[str], *, inside: bool) -> Iterator[Prefetch[Any]]:
    """Inside also who has had a part in it, and what was asked of those above: rules ask for both next."""
    yield Prefetch("helpers", CoOwner.objects.select_related("unit"))
    if inside or verbs & PROVEN:
        yield Prefetch("proofs", Proof.objects.select_related("unit", "by", "confirmation__by"))
    if inside or "handed_over" in verbs:
        yield Prefetch("handovers", Handover.objects.select_related("to_post", "to_unit"))
    if verbs & LOOKED_AT:
        yield Prefetch("rechecks", Recheck.objects.select_related("by"))
    if inside:
        yield Prefetch("pleas", Plea.objects.select_related("by", "answered_by"))
    if "changed" in verbs:
        yield Prefetch("changes")


def hang_files(proofs: list[Proof]) -> None:
    """The files of all proofs in one query."""
    found = Attachment.objects.filter(thing=Proof._meta.label_lower, thing_id__in=[proof.pk for proof in proofs]).order_by("id")
    for proof in proofs:
        proof.files = [file for file in found if file.thing_id == proof.pk]  # type: ignore[attr-defined]
