"""Whom the dispatch catalogue names for a case (派单目录), and why.

The words of the people are searched for the cues of each matter; the matter and the place are looked up in the catalogue. A line
for the matter itself goes before one for the matter above it, a line for the village before one for the county. Village and
community committees are never named (see `DutyQuerySet.of_main_handlers`). Where nothing fits, nothing is suggested: an empty
list sends the case to the eye of the intake officer, a guess would send it to the wrong unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sixia.foundations.common import words as chinese
from sixia.foundations.places import naming
from sixia.foundations.places.models import Level, Place

from .models import Duty, Matter, Unit

SIDES = "上下里外边头面"  # “桥上” speaks of a “桥”
WORDS_READ = 4000  # what a case is about is said in the first page
CUES_SHOWN = 4
WORTH_NAMING = 0.4  # of the points of the best matter; below this a mention is a side remark


@dataclass(frozen=True)
class Suggestion:
    """One unit the catalogue names, the line that names it, and the reason in the reader's language."""

    unit: Unit
    matter: Matter
    duty: Duty
    score: float
    why: str


@dataclass
class Mention:
    """A matter the words speak of, and the cues by which they do."""

    matter: Matter
    points: float = 0
    cues: list[str] = field(default_factory=list)


def suggest(words: str, place: Place | None, matter: Matter | None = None, limit: int = 3) -> list[Suggestion]:
    """Up to `limit` units, best first, each once; two queries whatever the size of the catalogue."""
    spoken = mentioned(_without_name(words[:WORDS_READ], place), matters=Matter.objects.all())
    mentions = {each.matter.code: each for each in spoken}
    if matter is not None:
        mentions = {matter.code: mentions.get(matter.code, Mention(matter, points=1))}
    if not mentions:
        return []
    named = [
        Suggestion(duty.unit, mention.matter, duty, _score(mention, duty), _why(mention, duty, place))
        for duty in _lines(mentions, place)
        for mention in mentions.values()
        if mention.matter.code.startswith(duty.matter_id)
    ]
    named.sort(key=lambda each: (-each.score, each.matter.code, each.unit.code, each.duty.pk))
    first_of_each = {each.unit.pk: each for each in reversed(named)}
    return [each for each in named if each is first_of_each[each.unit.pk]][:limit]


def mentioned(words: str, *, matters: Iterable[Matter]) -> list[Mention]:
    """The matters these words speak of, most first. What speaks of the class above strengthens the matter, half as much."""
    matters = list(matters)
    found = _found(words[:WORDS_READ], {cue.lower() for matter in matters for cue in matter.cues})
    own = {matter.code: [cue for cue in matter.cues if cue.lower() in found] for matter in matters}
    mentions = []
    for matter in matters:
        if cues := own[matter.code]:
            higher = [code for code in own if code != matter.code and matter.code.startswith(code)]
            above = [cue for code in higher for cue in own[code]]
            points = sum(map(_weight, cues)) + sum(map(_weight, above)) / 2
            mentions.append(Mention(matter, points, sorted(cues, key=lambda cue: (-len(cue), cue))))
    top = max((mention.points for mention in mentions), default=0)
    kept = [mention for mention in mentions if mention.points >= top * WORTH_NAMING]
    return sorted(kept, key=lambda mention: (-mention.points, mention.matter.code))


def _without_name(words: str, place: Place | None) -> str:
    """“渡口村的垃圾” speaks of rubbish, not of a ferry."""
    if place is not None:
        for form in naming.forms(place.name):
            words = words if form == place.stem else words.replace(form, "\n")
    return words


def _lines(mentions: dict[str, Mention], place: Place | None) -> QuerySet[Duty]:
    """The lines for these matters or those above; without a place only those that hold for a whole county or more."""
    codes = {code[:length] for code in mentions for length in range(1, len(code) + 1)}
    lines = Duty.objects.of_main_handlers().filter(matter__in=codes)
    lines = lines.filter(place__level__lte=Level.COUNTY) if place is None else lines.covering(place.code)
    return lines.select_related("unit", "place")


def _score(mention: Mention, duty: Duty) -> float:
    """Points of the words first; then the nearer line of the matter; then the nearer place."""
    return mention.points * 1000 + len(duty.matter_id) * 20 + len(duty.place_id)


def _weight(cue: str) -> float:
    """A longer cue says more: “桥” 2, “护栏” 2, “自来水” 3; words in letters count as one of two characters."""
    return 2 if cue.isascii() else max(2, len(cue))


def _found(words: str, cues: set[str]) -> set[str]:
    """Cues that occur other than inside a longer cue (“水管” in “自来水管” says nothing more).

    A single character counts only as a word of its own (“桥”, “桥上”, not “石桥镇”), and letters only as whole words.
    """
    lower = words.lower()
    alone = {word.rstrip(SIDES) or word for word in chinese.segment(lower)} if any(len(cue) == 1 for cue in cues) else set()
    present = [cue for cue in cues if (cue in alone if len(cue) == 1 else _spoken(cue, lower))]
    found: set[str] = set()
    rest = lower
    for cue in sorted(present, key=lambda cue: (-len(cue), cue)):
        if cue in rest:
            found.add(cue)
            rest = rest.replace(cue, "\n" * len(cue))
    return found


def _spoken(cue: str, lower: str) -> bool:
    if not cue.isascii():
        return cue in lower
    at = lower.find(cue)
    while at >= 0:
        before, after = lower[at - 1 : at], lower[at + len(cue) : at + len(cue) + 1]
        if not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum()):
            return True
        at = lower.find(cue, at + 1)
    return False


def _why(mention: Mention, duty: Duty, place: Place | None) -> str:
    line = {"matter": mention.matter, "place": place or duty.place, "basis": duty.basis}
    if duty.basis:
        why = _("Dispatch catalogue: %(matter)s × %(place)s (%(basis)s).") % line
    else:
        why = _("Dispatch catalogue: %(matter)s × %(place)s.") % line
    if not mention.cues:
        return why
    return why + _gap() + _("The request speaks of %(cues)s.") % {"cues": _quoted(mention.cues)}


def _quoted(cues: list[str]) -> str:
    joint = ", " if _gap() else ""
    return joint.join(f"“{cue}”" for cue in cues[:CUES_SHOWN])


def _gap() -> str:
    """Chinese sentences follow one another without a space."""
    return "" if (get_language() or "").startswith("zh") else " "
