"""Signs of a visit that stayed on the surface (点上看一看，家里坐一坐，随便说一说), put to the visitor alone, as questions.

Never kept, counted, exported or shown to anyone else: they are worth something only while nobody is judged by them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sixia.spine.commitments.models import Commitment

from .models import Carried, Matter, Met, Note, Stop
from .workflow import Outcome

SHORT_STOP = 20  # minutes; a question, not a norm: nothing follows from it


def questions(
    *,
    stops: Sequence[Stop],
    met: Sequence[Met],
    notes: Sequence[Note],
    matters: Sequence[Matter],
    carried: Sequence[Carried],
    followed: Sequence[Commitment] = (),
) -> list[str]:
    """What the visitor may ask themselves about the visit, as it stands."""
    asked = {
        _("You were only where the hosts took you. Who lives beyond the places one is shown?"): bool(stops)
        and all(stop.shown_to_us for stop in stops),
        _("At no stop you stayed longer than %(minutes)d minutes. Who had more to say?") % {"minutes": SHORT_STOP}: bool(stops)
        and all(stop.minutes is not None and stop.minutes <= SHORT_STOP for stop in stops),
        _("You talked to nobody alone. Who did not speak because others were listening?"): not any(
            each.kind == Met.Kind.INDIVIDUAL for each in met
        ),
        _("No word of anyone is written down. What would they say you heard?"): not notes,
        _("No problem is written down. Is there none, or was it not said to you?"): not matters and not carried,
        _("You came to follow up on promises and wrote nothing of some of them. What is there of them?"): any(
            promise.found is None  # type: ignore[attr-defined]
            for promise in followed
        ),
        _("Nothing goes on after this visit: no case, no promise. What will you look at when you come back?"): bool(
            matters or carried
        )
        and not any(each.outcome in (Outcome.CASE, Outcome.PROMISE) for each in (*matters, *carried)),
    }
    return [question for question, holds in asked.items() if holds]
