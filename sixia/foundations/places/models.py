from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.keeping import Kept
from sixia.foundations.common.statements import Statement
from sixia.foundations.trail.models import Recorded

from . import naming
from .finding import best

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User
    from sixia.foundations.trail.models import Voice

DERIVED = ("level", "stem", "sound", "initials")
NAMES_KEPT = 5000  # a county has hundreds, a prefecture a few thousand; a province is asked by index
WORDS_READ = 200  # a place is named at once or not at all


class WrongMerge(Exception):
    """Two places that cannot become one."""


class MergeIntoItself(WrongMerge):
    pass


class MergeAcrossLevels(WrongMerge):
    """A village becomes part of another village, never of a township or of its own grid cell."""


class AlreadyMerged(WrongMerge):
    """One of the two has been merged away before; a cycle can therefore never arise."""


class Level(models.IntegerChoices):
    """Length of the code at each level."""

    PROVINCE = 2, _("province")
    PREFECTURE = 4, _("prefecture")
    COUNTY = 6, _("county")
    TOWNSHIP = 9, _("township")
    VILLAGE = 12, _("village or community")
    CELL = 15, _("grid cell")


def prefixes(code: str) -> list[str]:
    """The codes of all that this place lies in and its own, root first: “990101101” → 99, 9901, 990101, 990101101."""
    return [code[:length] for length in Level.values if length <= len(code)]


class PlaceQuerySet(models.QuerySet["Place"]):
    def under(self, code: str) -> PlaceQuerySet:
        """This place and everything below it: one range of codes."""
        return self.filter(code__startswith=code)

    def of_office(self) -> Place:
        """The place this office serves: its setting, else the widest place there is."""
        if settings.OFFICE_PLACE:
            return self.get(code=settings.OFFICE_PLACE)
        widest = WIDEST.one()
        if widest is None:
            raise ImproperlyConfigured("No place is loaded yet: run load_places, or demo.")
        return widest

    def office_code(self) -> str:
        return str(settings.OFFICE_PLACE) or self.of_office().code

    def meant(self, words: str) -> Place:
        """The place of this office that people's words name; the whole of it where they name none."""
        office = self.of_office()
        return self.named_in(words, under=office.code) or office

    def standing(self) -> PlaceQuerySet:
        """Places that have not been merged away."""
        return self.filter(merged_into=None)

    def at(self, level: Level) -> PlaceQuerySet:
        return self.filter(level=level)

    def above(self, code: str) -> PlaceQuerySet:
        """All that this place lies in, and itself, root first."""
        return self.filter(code__in=prefixes(code)).order_by("level")

    def by_sound(self) -> PlaceQuerySet:
        return self.order_by("sound", "code")

    def sounding(self, letters: str) -> PlaceQuerySet:
        """Places whose name begins with these letters: “sqz”, “shiq” and “shi qiao” all find 石桥镇."""
        typed = "".join(letters.lower().split())
        return self.alias(joined=Replace(F("sound"), Value(" "), Value(""))).filter(
            Q(initials__startswith=typed) | Q(joined__startswith=typed)
        )

    def named_in(self, words: str, under: str) -> Place | None:
        """The place that these free words name best, the successor when it was merged away; None rather than a guess."""
        words = words[:WORDS_READ].replace("\0", "")
        if not words.strip():
            return None
        heard = self._heard(naming.pieces(words), under)
        named = {place.code: place for place in heard}
        heirs = {code: place.successor for code, place in named.items()}
        names = {code: place.name for code, place in named.items()}
        code = best(words, names, scope=under, heirs={code: heir.code for code, heir in heirs.items()})
        return None if code is None else ({heir.code: heir for heir in heirs.values()} | heirs)[code]

    def _heard(self, pieces: set[str], under: str) -> Iterable[Place]:
        """Places one of whose stems is among the pieces: from memory where the area is small, else by the index."""
        known = _gazetteer.get()
        if known is None or known.code != under:
            return self.under(under).filter(stem__in=pieces)
        return [copy.copy(place) for piece in pieces & known.by_stem.keys() for place in known.by_stem[piece]]

    def full_names(self, codes: Iterable[str]) -> dict[str, str]:
        """The full name of each of many places, in one query."""
        wanted = set(codes)
        known = self.in_bulk({prefix for code in wanted for prefix in prefixes(code)})
        return {code: joined(known[prefix] for prefix in prefixes(code) if prefix in known) for code in wanted if code in known}

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:  # type: ignore[override]
        places = list(objs)
        for place in places:
            place.derive()
        transaction.on_commit(_gazetteer.forget)
        return super().bulk_create(places, *args, **kwargs)


WIDEST = Statement(lambda: Place.objects.standing().order_by("level", "code")[:1])


@dataclass(frozen=True)
class Gazetteer:
    """The names of the office's own area (地名录), by stem."""

    code: str
    by_stem: dict[str, list[Place]]


def _read_gazetteer() -> Gazetteer | None:
    """None where the area has too many names to keep."""
    code = Place.objects.office_code()
    places = list(Place.objects.under(code)[: NAMES_KEPT + 1])
    if len(places) > NAMES_KEPT:
        return None
    by_stem = defaultdict(list)
    for place in places:
        by_stem[place.stem].append(place)
    return Gazetteer(code, dict(by_stem))


_gazetteer = Kept(_read_gazetteer)


def joined(places: Iterable[Place]) -> str:
    """A full name as the reader's language says it: from the widest down in Chinese, from the nearest up in English."""
    known = [place for place in places if place.name not in naming.GROUPING]
    if naming.is_english() and all(place.name_en for place in known):
        return ", ".join(place.name_en for place in reversed(known))
    return "".join(place.name for place in known)


class Place(Recorded):
    """A place (区划): province to village by statistical code, then the grid cell (网格)."""

    code = models.CharField(_("code"), max_length=15, primary_key=True)
    name = models.CharField(_("name of the place"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(_("level of the place"), choices=Level, editable=False)
    stem = models.CharField(_("name without its kind"), max_length=60, editable=False)
    sound = models.CharField(_("name by sound"), max_length=naming.SOUND_LENGTH, blank=True, editable=False)
    initials = models.CharField(_("initials of the name"), max_length=naming.INITIALS_LENGTH, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    merged_on = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [
            models.Index(fields=["code"], name="place_prefix", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["stem"], name="place_stem"),
            models.Index(  # the parts of a province, without reading its villages
                fields=["level", "code"],
                opclasses=["int2_ops", "varchar_pattern_ops"],
                condition=Q(level__lt=12),
                name="place_wide",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[1-9]([0-9]|[0-9]{3}|[0-9]{5}|[0-9]{8}|[0-9]{11}|[0-9]{14})$"), name="place_code_shape"
            ),
            models.CheckConstraint(condition=Q(level=Length("code")), name="place_level_is_code_length"),
            models.CheckConstraint(condition=~Q(merged_into=F("code")), name="place_not_into_itself"),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_on=None) | Q(merged_into__isnull=False, merged_on__isnull=False),
                name="place_merged_with_date",
            ),
        ]

    def __str__(self) -> str:
        return naming.shown(self.name, self.name_en)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.derive()
        transaction.on_commit(_gazetteer.forget)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, *DERIVED}
        super().save(*args, update_fields=update_fields, **kwargs)

    def derive(self) -> None:
        """Level, stem and sound follow from the code and the name."""
        self.level = len(self.code)
        self.stem = naming.stem(self.name)
        self.sound = naming.sound(self.name)
        self.initials = naming.initials(self.name)

    def recorded_place(self) -> str:
        return self.code

    # --- where it lies ---------------------------------------------------------------------------

    def lineage(self) -> list[Place]:
        """All that this place lies in, root first, and itself."""
        if "_lineage" not in self.__dict__:
            self._lineage = list(Place.objects.above(self.code))
        return self._lineage

    @property
    def full_name(self) -> str:
        return joined(self.lineage())

    def lies_in(self, code: str) -> bool:
        return self.code.startswith(code)

    # --- two become one --------------------------------------------------------------------------

    @transaction.atomic
    def merge(self, *, into: Place, by: User | Voice, on: dt.date | None = None) -> None:
        """Become part of a place of the same level. Rows keep the old code; `history` and `within` still find them."""
        if self.code == into.code:
            raise MergeIntoItself(self.code)
        if len(self.code) != len(into.code):
            raise MergeAcrossLevels(self.code, into.code)
        codes = [self.code, into.code]
        locked = Place.objects.select_for_update(no_key=True).order_by("code").in_bulk(codes)
        if any(place.merged_into_id for place in locked.values()):
            raise AlreadyMerged(*codes)
        self.merged_into, self.merged_on = into, on or timezone.localdate()
        self.save(update_fields=["merged_into", "merged_on"])
        told = {"code": self.code, "name": self.name, "into": into.code, "into_name": into.name}
        self.record("merged", by=by, **told, merged_on=self.merged_on.isoformat())

    @property
    def successor(self) -> Place:
        """The standing place that this one is part of today; itself when it still stands."""
        place = self
        while place.merged_into_id is not None:
            place = place.merged_into  # type: ignore[assignment]
        return place

    def history(self) -> list[Place]:
        """The places that became part of this one, directly or by way of another, latest first."""
        codes = Place.codes_with_predecessors(self.code)[1:]
        return list(Place.objects.filter(code__in=codes).order_by("-merged_on", "code"))

    @staticmethod
    def codes_with_predecessors(code: str) -> list[str]:
        """This code, then the code of every place elsewhere that has become part of it or of a place under it."""
        found = [code]
        fresh = [code]
        while fresh:
            into = Q()
            for prefix in fresh:
                into |= Q(merged_into__code__startswith=prefix)
            older = Place.objects.filter(into).order_by("code").values_list("code", flat=True)
            fresh = [each for each in older if not any(each.startswith(known) for known in found)]
            found += fresh
        return found

    @staticmethod
    def within(code: str, field: str = "place__code") -> Q:
        """Rows kept under this place or under one that has become part of it: `Case.objects.filter(Place.within(code))`."""
        condition = Q()
        for prefix in Place.codes_with_predecessors(code):
            condition |= Q(**{f"{field}__startswith": prefix})
        return condition
