from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded

from .sealing import SealedField


class Household(Recorded):
    """Those who live under one roof (户)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    address = SealedField(_("address"), blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")


class Person(Recorded):
    """One of the people (群众); they may never sign in. Contact details are encrypted and masked."""

    name = SealedField(_("name"), blank=True)
    phone = SealedField(_("telephone"), blank=True)
    email = SealedField(_("e-mail"), blank=True)
    identity_number = SealedField(_("identity number"), blank=True)
    address = SealedField(_("address"), blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    identity_index = models.CharField(max_length=64, blank=True, db_index=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True, related_name="members")
    language = models.CharField(_("language"), max_length=10, blank=True)
    consented_at = models.DateTimeField(_("agreed to be contacted"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Enterprise(Recorded):
    """A firm or other organisation (企业与组织), as much a petitioner as a person is."""

    name = models.CharField(_("name"), max_length=120)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True, db_index=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="speaks_for")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")


class Representation(Recorded):
    """Who speaks for whom (代理、代表): a proxy, a guardian, a representative of a group, and on what ground."""

    class Kind(models.TextChoices):
        PROXY = "proxy", _("proxy")
        GUARDIAN = "guardian", _("guardian")
        REPRESENTATIVE = "representative", _("representative of a group")
        HELPER = "helper", _("village or window helper")

    speaker = models.ForeignKey(Person, models.PROTECT, related_name="represents")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="represented_by")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="represented_by")
    kind = models.CharField(max_length=16, choices=Kind)
    ground = models.CharField(_("ground"), max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, enterprise__isnull=False) | models.Q(person__isnull=False, enterprise=None),
                name="represents_one",
            )
        ]
