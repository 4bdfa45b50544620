from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.models import Recorded


class Count(models.TextChoices):
    """How a length is counted."""

    DAYS = "days", _("calendar days")  # 日
    WORKDAYS = "workdays", _("working days")  # 工作日
    HOURS = "hours", _("hours")
    MINUTES = "minutes", _("minutes")
    SECONDS = "seconds", _("seconds")


class Rule(models.Model):
    """A time limit (期限规则) as dated data: from what event, how long, counted how, and on what source it rests."""

    class Standing(models.TextChoices):
        LAW = "law", _("law or regulation")
        CIRCULAR = "circular", _("official circular or standard")
        DRAFT = "draft", _("draft or superseded text, used as a default")
        HOUSE = "house", _("house rule, set locally")

    code = models.CharField(_("rule"), max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    starts_with = models.CharField(_("start event"), max_length=120)
    starts_with_en = models.CharField(max_length=160, blank=True)
    length = models.PositiveIntegerField(_("length"), null=True, help_text=_("empty: set locally"))
    count = models.CharField(_("unit of time"), max_length=10, choices=Count)
    minimum = models.BooleanField(_("at least"), default=False)
    for_citizen = models.BooleanField(_("a right of the petitioner"), default=False)
    extension = models.PositiveIntegerField(_("longest extension"), default=0)
    standing = models.CharField(max_length=10, choices=Standing)
    source = models.CharField(_("source"), max_length=200)
    source_en = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="rule_version")]

    def __str__(self) -> str:
        return self.name


class CalendarYear(Recorded):
    """The working calendar of one year (工作日历) and the notice it rests on; provisional until announced."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    announced = models.BooleanField(default=False)
    notice = models.CharField(_("notice"), max_length=200, blank=True)
    announced_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a weekend that is worked (调休)."""

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    on = models.DateField(primary_key=True)
    worked = models.BooleanField()
    statutory = models.BooleanField(_("statutory holiday itself"), default=False)
    name = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")


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

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            models.Index(fields=["thing", "thing_id"], name="clock_thing"),
            models.Index(fields=["internal_due"], name="clock_due", condition=models.Q(ended_at=None)),
            models.Index(fields=["id"], name="clock_provisional", condition=models.Q(provisional=True)),
        ]

    def recorded_place(self) -> str:
        return self.place_code
