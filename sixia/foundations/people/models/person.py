from __future__ import annotations

import datetime as dt
from typing import Any, TypedDict, Unpack

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Recorded, Voice

from .. import identifying, masking
from ..sealing import IndexField, SealedField
from .household import Household
from .representing import Representing
from .revealing import DETAILS, Revealable


class WrongPerson(Exception):
    """A correction that names something a person does not have, or changes nothing."""


class Details(TypedDict, total=False):
    """What can be said of a person when they are written down or corrected."""

    name: str
    phone: str
    email: str
    identity_number: str
    address: str
    place: Place | None
    language: str
    consented_at: dt.datetime | None


def tidy(details: Details) -> dict[str, Any]:
    """Trimmed, and the identity number in its one spelling (or WrongNumber)."""
    known: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in details.items()}
    if number := known.get("identity_number"):
        known["identity_number"] = identifying.read_identity(number)
    return known


class PersonQuerySet(models.QuerySet["Person"]):
    def take(self, **details: Unpack[Details]) -> Person:
        """Write a person down as part of another verb (a case being registered), whose trail entry tells it: this adds none."""
        return self.create(**tidy(details))

    @transaction.atomic
    def register(self, *, by: User | Voice, **details: Unpack[Details]) -> Person:
        person = self.take(**details)
        person.record("registered", by=by)
        return person

    def with_phone(self, text: str) -> PersonQuerySet:
        """Those who gave this number, however it is written."""
        index = Person.index_of("phone", text)
        return self.filter(phone_index=index) if index else self.none()

    def with_identity(self, text: str) -> PersonQuerySet:
        index = Person.index_of("identity", text)
        return self.filter(identity_index=index) if index else self.none()


class Person(Representing, Revealable, Recorded):
    """One of the people (群众); they may never sign in. Contact details are encrypted, masked, and opened only for a reason."""

    name = SealedField(pgettext_lazy("person", "name"), blank=True, mask=masking.name)
    phone = SealedField(_("telephone"), blank=True, mask=masking.phone)
    email = SealedField(_("e-mail"), blank=True, mask=masking.email)
    identity_number = SealedField(_("identity number"), blank=True, mask=masking.identity)
    address = SealedField(_("address"), blank=True, mask=masking.address)
    phone_index = IndexField(of="phone", normal=identifying.normal_phone)
    identity_index = IndexField(of="identity_number", normal=identifying.normal_identity)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True, related_name="members")
    language = models.CharField(_("language"), max_length=10, blank=True)
    consented_at = models.DateTimeField(_("agreed to be contacted"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["phone_index"], name="person_phone", condition=~Q(phone_index="")),
            models.Index(fields=["identity_index"], name="person_identity", condition=~Q(identity_index="")),
        ]

    def __str__(self) -> str:
        return self.masked_name or "—"

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """An index is saved whenever what it points to is."""
        if update_fields is not None:
            update_fields = {*update_fields}
            update_fields |= {
                field.name for field in self._meta.fields if isinstance(field, IndexField) and field.of in update_fields
            }
        super().save(*args, update_fields=update_fields, **kwargs)

    @staticmethod
    def index_of(what: str, text: str) -> str:
        field = Person._meta.get_field(f"{what}_index")
        assert isinstance(field, IndexField)
        return field.index(text)

    @property
    def masked_name(self) -> str:
        return masking.name(self.name)

    @property
    def masked_phone(self) -> str:
        return masking.phone(self.phone)

    @property
    def masked_email(self) -> str:
        return masking.email(self.email)

    @property
    def masked_identity(self) -> str:
        return masking.identity(self.identity_number)

    @property
    def masked_address(self) -> str:
        return masking.address(self.address)

    @transaction.atomic
    def correct(self, *, by: User | Voice, **details: Unpack[Details]) -> None:
        """Put right what was written wrongly (更正). The trail names the fields, never what was or is in them."""
        if strange := details.keys() - Details.__annotations__.keys():
            raise WrongPerson(f"A person has no {', '.join(sorted(strange))}.")
        fresh = tidy(details)
        Person.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()
        changed = sorted(name for name, value in fresh.items() if getattr(self, name) != value)
        if not changed:
            raise WrongPerson("Nothing is different from what is already written.")
        for name in changed:
            setattr(self, name, fresh[name])
        self.save(update_fields=changed)
        self.record("corrected", by=by, fields=changed)

    @transaction.atomic
    def join(self, household: Household, *, by: User | Voice) -> None:
        """Live in this household from now on (入户)."""
        self.household = household
        self.save(update_fields=["household"])
        self.record("joined", by=by, household=household.pk)


assert set(DETAILS) <= set(Details.__annotations__)
