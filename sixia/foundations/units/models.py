from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded


class Role(models.TextChoices):
    """What a post lets its holder do; rules ask for a role at a unit or over a place."""

    INTAKE = "intake", _("intake officer")  # 登记分办
    HANDLER = "handler", _("handler")  # 经办
    HEAD = "head", _("head of unit")  # 单位负责人
    DEPUTY = "deputy", _("deputy head")
    VILLAGE = "village", _("village or grid worker")  # 村居、网格
    LEADER = "leader", _("leader")  # 领导
    SUPERVISOR = "supervisor", _("supervisor")  # 督查督办
    INSPECTOR = "inspector", _("inspector")  # 巡察
    RESEARCHER = "researcher", _("research lead")
    BRIEFER = "briefer", _("briefing team")
    KEEPER = "keeper", _("system keeper")  # 系统管理


class Unit(Recorded):
    """A unit that serves (单位): bureau, township, village committee, petition office."""

    class Kind(models.TextChoices):
        PETITION = "petition", _("petition office")
        BUREAU = "bureau", _("bureau")
        TOWNSHIP = "township", _("township or subdistrict")
        VILLAGE = "village", _("village or community committee")
        LEADERSHIP = "leadership", _("Party committee or government")
        SUPERVISION = "supervision", _("supervision office")
        DISCIPLINE = "discipline", _("discipline inspection")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    phone = models.CharField(_("public telephone"), max_length=40, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class Matter(models.Model):
    """What a case is about (事项分类): a tree up to three levels deep, by code prefix."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    cues = models.JSONField(_("cue words"), default=list, help_text=_("words of the people that point to this matter"))

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """One line of the dispatch catalogue (派单目录): this unit answers for this matter in this place, on this basis."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="duties")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="duties")
    place = models.ForeignKey(Place, models.PROTECT, related_name="duties")
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    starts_on = models.DateField(default=dt.date(2020, 1, 1))
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("dispatch catalogue")
        constraints = [models.UniqueConstraint(fields=["unit", "matter", "place", "starts_on"], name="duty_once")]


class Post(models.Model):
    """A post in a unit (职务). It stays when its holder goes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(_("title"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    portfolio = models.CharField(_("portfolio"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.title


class Tenure(models.Model):
    """Who holds a post from when to when (任期); a deputy acts in it for a time (代理)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tenures")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    acting = models.BooleanField(_("as deputy"), default=False)

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")), name="tenure_order")
        ]


class Token(models.Model):
    """A unit's key for the machine interface (接口令牌); only its digest is kept."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="tokens")
    name = models.CharField(_("used by"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("machine key")
        verbose_name_plural = _("machine keys")
