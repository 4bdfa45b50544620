from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded, Voice

from .. import identifying
from .person import Person


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    @transaction.atomic
    def register(
        self, *, by: User | Voice, name: str, credit_code: str = "", place: Place | None = None, contact: Person | None = None
    ) -> Enterprise:
        code = identifying.read_credit_code(credit_code)
        enterprise = self.create(name=name.strip(), credit_code=code, place=place, contact=contact)
        enterprise.record("registered", by=by)
        return enterprise

    def with_credit_code(self, text: str) -> EnterpriseQuerySet:
        code = identifying.plain(text)
        return self.filter(credit_code=code) if code else self.none()


class Enterprise(Recorded):
    """A firm or other organisation (企业与组织), as much a petitioner as a person is. Its name is public."""

    name = models.CharField(_("name"), max_length=120)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True, db_index=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="speaks_for")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def correct(self, *, by: User | Voice, **changes: Any) -> None:
        """Put right what was written wrongly (更正): `name`, `credit_code`, `place`, `contact`."""
        if strange := changes.keys() - {"name", "credit_code", "place", "contact"}:
            raise TypeError(f"not to be corrected: {sorted(strange)}")
        if "credit_code" in changes:
            changes["credit_code"] = identifying.read_credit_code(changes["credit_code"])
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))
        self.record("corrected", by=by, fields=sorted(changes))
