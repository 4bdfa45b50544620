from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.keeping import Kept
from sixia.foundations.trail.models import Recorded, Voice

from .arrangements import Arrangement
from .counting import DAY, WEEK, ZONE, Count, Reckoning, Special, WorkingCalendar, reckon
from .rulebook import WrongRule

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self, code: str, on: date) -> Rule:
        """The version of a rule that holds on a day; costs no query once the rules are in memory."""
        versions = _rules.get().get(code, [])
        place = bisect_right(versions, on, key=lambda rule: rule.valid_from)
        if place == 0 or not versions[place - 1].holds(on):
            raise Rule.DoesNotExist(gettext("No rule %(code)s is in force on %(day)s.") % {"code": code, "day": on})
        return copy.copy(versions[place - 1])

    @transaction.atomic
    def load(self, versions: list[dict[str, Any]]) -> int:
        """Take over versions of rules; how many are new or reworded. Terms never change within a version: clocks rest on them."""
        changed = sum(self._take(version) for version in versions)
        for code in {version["code"] for version in versions}:
            self._close_superseded(code)
        forget()
        return changed

    def _take(self, version: dict[str, Any]) -> bool:
        fresh = Rule.checked(version)
        rule, made = self.get_or_create(code=fresh.code, valid_from=fresh.valid_from, defaults=version)
        if broken := [term for term in Rule.TERMS if getattr(rule, term) != getattr(fresh, term)]:
            told = {"code": rule.code, "day": rule.valid_from, "terms": ", ".join(broken)}
            raise WrongRule(gettext("%(code)s of %(day)s stands with other %(terms)s: give the change its own day.") % told)
        reworded = {part: value for part, value in version.items() if getattr(rule, part) != value}
        if reworded:
            self.filter(pk=rule.pk).update(**reworded)
        return made or bool(reworded)

    def _close_superseded(self, code: str) -> None:
        """Each version holds until the day before the next."""
        for rule, following in pairwise(self.filter(code=code).order_by("valid_from")):
            if rule.valid_to is None or rule.valid_to >= following.valid_from:
                self.filter(pk=rule.pk).update(valid_to=following.valid_from - DAY)


class Rule(models.Model):
    """A time limit (期限规则) as dated data: from what event, how long, counted how, and on what source it rests."""

    class Standing(models.TextChoices):
        LAW = "law", _("law or regulation")
        CIRCULAR = "circular", _("official circular or standard")
        DRAFT = "draft", _("draft or superseded text, used as a default")
        HOUSE = "house", _("house rule, set locally")

    # What a clock was promised; a change in any of these is a new version.
    TERMS: ClassVar = ("length", "count", "minimum", "for_citizen", "extension")

    code = models.CharField(_("rule"), max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    starts_with = models.CharField(_("start event"), max_length=120)
    starts_with_en = models.CharField(max_length=160, blank=True)
    falls_to = models.CharField(_("who"), max_length=40, blank=True)
    falls_to_en = models.CharField(max_length=80, blank=True)
    length = models.PositiveIntegerField(_("length"), null=True, blank=True, help_text=_("empty: set locally"))
    count = models.CharField(_("unit of time"), max_length=10, choices=Count)
    minimum = models.BooleanField(_("at least"), default=False)
    for_citizen = models.BooleanField(_("a right of the petitioner"), default=False)
    extension = models.PositiveIntegerField(_("longest extension"), default=0)
    excludes = models.CharField(_("time left out of the count"), max_length=80, blank=True)
    excludes_en = models.CharField(max_length=120, blank=True)
    note = models.CharField(pgettext_lazy("reckoning", "note"), max_length=200, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    standing = models.CharField(max_length=10, choices=Standing)
    source = models.CharField(_("source"), max_length=200)
    source_en = models.CharField(max_length=240, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="rule_version")]

    def __str__(self) -> str:
        return self.told("name")

    @classmethod
    def checked(cls, version: dict[str, Any]) -> Rule:
        """A version as a rule, refused with the reason when a part is wrong."""
        try:
            rule = cls(**version)
            rule.clean_fields()
        except TypeError as error:
            raise WrongRule(gettext("Rule %(code)s: %(error)s") % {"code": version["code"], "error": error}) from error
        except ValidationError as error:
            wrong = "; ".join(f"{part}: {' '.join(words)}" for part, words in error.message_dict.items())
            raise WrongRule(gettext("Rule %(code)s: %(error)s") % {"code": version["code"], "error": wrong}) from error
        return rule

    def told(self, part: str) -> str:
        """A part that is kept in both languages, in the reader's."""
        return in_the_readers_language(getattr(self, part), getattr(self, f"{part}_en"))

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def is_by_the_clock(self) -> bool:
        """Hours and less, for which the time of day matters."""
        return self.count not in (Count.DAYS, Count.WORKDAYS)


def _read_rules() -> dict[str, list[Rule]]:
    versions: dict[str, list[Rule]] = {}
    for rule in Rule.objects.order_by("code", "valid_from"):
        versions.setdefault(rule.code, []).append(rule)
    return versions


_rules = Kept(_read_rules)


class FrequencyQuerySet(models.QuerySet["Frequency"]):
    def load(self, rows: list[dict[str, Any]]) -> int:
        """Take over rows of a file, each under its code, place and first day; how many are new."""
        keys = ("code", "place_code", "valid_from")
        made = [self.update_or_create(**{key: row.get(key, "") for key in keys}, defaults=row)[1] for row in rows]
        return sum(made)

    def in_force(self, place_code: str, on: date) -> FrequencyQuerySet:
        """What holds in this place on this day: said for the whole country, or for a place it lies in."""
        codes = ["", *(place_code[:length] for length in range(2, len(place_code) + 1))]
        standing = self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=on), valid_from__lte=on, place_code__in=codes)
        return standing.order_by("id")

    def nearest(self, code: str, place_code: str, on: date) -> Frequency:
        """The row of this code that was made for the nearest place; raises DoesNotExist."""
        found = self.in_force(place_code, on).filter(code=code).order_by("-place_code", "-valid_from").first()
        if found is None:
            raise Frequency.DoesNotExist(gettext("No rule %(code)s is in force on %(day)s.") % {"code": code, "day": on})
        return found


class Frequency(models.Model):
    """How often something is to happen, or how many there may be (频次规则): dated data with the source it rests on."""

    class Per(models.TextChoices):
        WORKDAY = "workday", _("each working day")
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")
        QUARTER = "quarter", _("a quarter")
        YEAR = "year", _("a year")
        DAY = "day", _("on one day")
        AT_ONCE = "at_once", _("at one time")

    class Whom(models.TextChoices):
        ANYONE = "", _("anyone")
        CHIEF = "chief", _("first in charge")  # 主要领导
        DEPUTY = "deputy", _("deputies and members")  # 班子其他成员

    IN_A_YEAR: ClassVar = {Per.WEEK: 52, Per.MONTH: 12, Per.QUARTER: 4, Per.YEAR: 1}

    code = models.CharField(_("rule"), max_length=40)
    place_code = models.CharField(max_length=20, blank=True)  # holds there and below; empty: in the whole country
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(
        _("level of the unit"), null=True, blank=True, help_text=_("length of its place's code")
    )
    whom = models.CharField(_("whom it asks"), max_length=8, choices=Whom, blank=True)
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True, help_text=_("empty: no number is said"))
    per = models.CharField(_("in which time"), max_length=8, choices=Per, blank=True)
    most = models.BooleanField(_("at most, not at least"), default=False)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    standing = models.CharField(max_length=10, choices=Rule.Standing)
    source = models.CharField(_("source"), max_length=200)
    source_en = models.CharField(max_length=240, blank=True)

    objects = FrequencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("frequency")
        verbose_name_plural = _("frequencies")
        constraints = [models.UniqueConstraint(fields=["code", "place_code", "valid_from"], name="frequency_version")]

    def __str__(self) -> str:
        return self.told("name")

    def told(self, part: str) -> str:
        return in_the_readers_language(getattr(self, part), getattr(self, f"{part}_en"))

    def in_a_year(self) -> int | None:
        """How many times a year it asks for; None where it names no number."""
        each = self.IN_A_YEAR.get(Frequency.Per(self.per)) if self.per else None
        return self.count * each if self.count and each else None


def in_the_readers_language(chinese: str, english: str) -> str:
    return chinese if (get_language() or "zh").startswith("zh") else english or chinese


class CalendarYear(Recorded):
    """The working calendar of one year (工作日历) and the notice it rests on; provisional until announced."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    announced = models.BooleanField(default=False)
    notice = models.TextField(_("notice"), blank=True)
    notice_en = models.TextField(blank=True)
    announced_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")

    def __str__(self) -> str:
        return str(self.year)

    def told_notice(self) -> str:
        return in_the_readers_language(self.notice, self.notice_en)

    def arranged(self) -> dict[date, Special]:
        return {day.on: day.as_special() for day in self.days.all()}

    @transaction.atomic
    def arrange(self, arrangement: Arrangement, *, by: User | Voice) -> bool:
        """Take over a year's arrangement; whether anything changed. Clocks it touches are recounted by whoever asked for it."""
        year = CalendarYear.objects.select_for_update().get(pk=self.pk)
        terms = {name: getattr(arrangement, name) for name in ("announced", "notice", "notice_en", "announced_on")}
        if year.arranged() == arrangement.days and all(getattr(year, name) == term for name, term in terms.items()):
            return False
        CalendarYear.objects.filter(pk=self.pk).update(**terms)
        self.refresh_from_db()
        self.days.all().delete()
        CalendarDay.objects.bulk_create(CalendarDay.of(self, on, special) for on, special in arrangement.days.items())
        self.record("announced" if self.announced else "arranged", by=by, year=self.year)
        forget()
        return True


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a weekend that is worked (调休)."""

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    on = models.DateField(primary_key=True)
    worked = models.BooleanField()
    statutory = models.BooleanField(_("statutory holiday itself"), default=False)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self) -> str:
        return f"{self.on} {self.name}"

    @classmethod
    def of(cls, year: CalendarYear, on: date, special: Special) -> CalendarDay:
        return cls(
            year=year, on=on, worked=special.worked, statutory=special.statutory, name=special.name, name_en=special.name_en
        )

    def as_special(self) -> Special:
        return Special(worked=self.worked, statutory=self.statutory, name=self.name, name_en=self.name_en)


def _read_calendar() -> WorkingCalendar:
    announced = CalendarYear.objects.filter(announced=True).values_list("year", flat=True)
    return WorkingCalendar({day.on: day.as_special() for day in CalendarDay.objects.all()}, frozenset(announced))


_calendar = Kept(_read_calendar)


def working_calendar() -> WorkingCalendar:
    return _calendar.get()


def forget() -> None:
    """Read rules and calendar afresh, here at once and again when the change is seen by others."""
    forget_now()
    transaction.on_commit(forget_now)


def forget_now() -> None:
    _rules.forget()
    _calendar.forget()


class TooLong(ValueError):
    """The rule does not allow an extension of this length, or a second one."""


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> ClockQuerySet:
        return self.filter(ended_at=None)

    def about(self, label: str, ids: Iterable[int]) -> ClockQuerySet:
        return self.filter(thing=label, thing_id__in=ids)

    def provisional(self) -> ClockQuerySet:
        return self.filter(provisional=True)

    def touching(self, year: int) -> ClockQuerySet:
        """Those whose days reach into a year, or into the week before it, which its notice also arranges."""
        first, last = datetime(year, 1, 1, tzinfo=ZONE) - WEEK, datetime(year + 1, 1, 1, tzinfo=ZONE)
        return self.filter(started_at__lt=last, legal_latest__gte=first)


class Clock(Recorded):
    """A limit running on one thing (计时): the rule version in force when it started, its two dates, and how it ended."""

    thing = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    place_code = models.CharField(max_length=20, blank=True)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="clocks")
    started_at = models.DateTimeField()
    extended_by = models.PositiveIntegerField(default=0)
    internal_due = models.DateTimeField(_("due"))
    legal_latest = models.DateTimeField(_("latest by law"))
    provisional = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    met = models.BooleanField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            models.Index(fields=["thing", "thing_id"], name="clock_thing"),
            models.Index(fields=["internal_due"], name="clock_due", condition=models.Q(ended_at=None)),
            models.Index(fields=["id"], name="clock_provisional", condition=models.Q(provisional=True, ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.internal_due:%Y-%m-%d}"

    def recorded_place(self) -> str:
        return self.place_code

    def reckoning(self) -> Reckoning:
        return reckon(self.rule, self.started_at, working_calendar(), extended_by=self.extended_by)

    @property
    def reckoning_url(self) -> str:
        """Where anyone can see how the date came about; it names the rule and the start, never the thing or a database id."""
        started_at = self.started_at.astimezone(ZONE)
        start = f"{started_at:%Y-%m-%dT%H%M}" if self.rule.is_by_the_clock else f"{started_at:%Y-%m-%d}"
        asked: dict[str, int | str] = {"extended": self.extended_by} if self.extended_by else {}
        if not self.rule.holds(started_at.date()):
            asked["version"] = self.rule.valid_from.isoformat()
        address = reverse("deadlines:reckoning", args=[self.rule.code, start])
        return f"{address}?{urlencode(asked)}" if asked else address

    def set_dates(self) -> None:
        reckoning = self.reckoning()
        self.internal_due = reckoning.internal_due
        self.legal_latest = reckoning.legal_latest
        self.provisional = reckoning.provisional

    def extend(self, *, extended_by: int) -> None:
        """Once, at most as long as the rule allows, and counted from the same start. The owner's verb tells it."""
        if self.extended_by or not 0 < extended_by <= self.rule.extension:
            raise TooLong
        self.extended_by = extended_by
        self.set_dates()
        self.save(update_fields=["extended_by", "internal_due", "legal_latest", "provisional"])

    def end(self, *, at: datetime, met: bool | None = None) -> None:
        """The owner's verb tells it. `met=False`: it was not done; done outside its limit is not met either."""
        self.ended_at = at
        in_time = at >= self.internal_due if self.rule.minimum else at <= self.legal_latest
        self.met = in_time and met is not False
        self.save(update_fields=["ended_at", "met"])

    def recount(self, *, by: User | Voice) -> bool:
        """Count again on the calendar as it now stands; whether anything changed. The caller holds the row's lock."""
        before, was_provisional = (self.internal_due, self.legal_latest), self.provisional
        self.set_dates()
        moved = (self.internal_due, self.legal_latest) != before
        if not moved and self.provisional == was_provisional:
            return False
        self.save(update_fields=["internal_due", "legal_latest", "provisional"])
        told = {"due_on": self.internal_due, "latest_on": self.legal_latest, "was_due_on": before[0], "was_latest_on": before[1]}
        dates = {name: at.astimezone(ZONE).date().isoformat() for name, at in told.items()}
        self.record("recounted" if moved else "confirmed", by=by, rule=self.rule.code, **dates)
        return True
