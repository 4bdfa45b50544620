"""Sealing: personal details are kept encrypted, found by a keyed index, and never compared in the database.

A sealed value says itself how it was made: `aes-gcm:<key id>:<nonce and ciphertext>`. Table and column are authenticated with it:
a value copied into another column does not open. Reading takes the key it names; writing always the first of `SIXIA_KEYS`. The
index is an HMAC under a key of its own (`SIXIA_INDEX_KEY`), which therefore survives the rotation of the others.
"""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact

from .masking import hidden

NONCE = 12
TAG = 16


class BrokenSeal(Exception):
    """A sealed value cannot be opened: its key is missing, or it was changed or moved."""


class Sealed(FieldError):
    """Someone asked the database to look inside a sealed column."""


class Sm4Gcm:
    """SM4 in GCM, with the same two methods as `AESGCM`."""

    def __init__(self, key: bytes) -> None:
        self.cipher = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated: bytes) -> bytes:
        work = Cipher(self.cipher, modes.GCM(nonce)).encryptor()
        work.authenticate_additional_data(associated)
        return work.update(data) + work.finalize() + work.tag

    def decrypt(self, nonce: bytes, data: bytes, associated: bytes) -> bytes:
        work = Cipher(self.cipher, modes.GCM(nonce, data[-TAG:])).decryptor()
        work.authenticate_additional_data(associated)
        return work.update(data[:-TAG]) + work.finalize()


CIPHERS: dict[str, tuple[type, int]] = {"aes-gcm": (AESGCM, 32), "sm4-gcm": (Sm4Gcm, 16)}  # and the bytes of key each takes


def derive(master: str, use: str, length: int = 32) -> bytes:
    """One master key, a separate key for every use."""
    return HKDF(SHA256(), length, salt=None, info=f"sixia {use}".encode()).derive(master.encode())


@cache
def key_id(master: str) -> str:
    return derive(master, "key id", 4).hex()


@cache
def cipher(name: str, master: str) -> Any:
    kind, length = CIPHERS[name]
    return kind(derive(master, f"sealing {name}", length))


class Seal(NamedTuple):
    """What a value written now starts with, and the cipher that makes it."""

    prefix: str
    cipher: Any


@cache
def _seal(name: str, master: str) -> Seal:
    return Seal(f"{name}:{key_id(master)}:", cipher(name, master))


def newest() -> Seal:
    return _seal(settings.SIXIA_CIPHER, settings.SIXIA_KEYS[0])


def seal(text: str, where: str) -> str:
    """Encrypt under the newest key. An empty text stays empty: that nothing was given is no secret."""
    if not text:
        return ""
    prefix, work = newest()
    nonce = os.urandom(NONCE)
    return prefix + urlsafe_b64encode(nonce + work.encrypt(nonce, text.encode(), where.encode())).decode()


def unseal(sealed: str, where: str) -> str:
    if not sealed:
        return ""
    name, _, rest = sealed.partition(":")
    number, _, body = rest.partition(":")
    if name not in CIPHERS or not body:
        raise BrokenSeal(f"{where} holds a value that was never sealed")
    master = next((key for key in settings.SIXIA_KEYS if key_id(key) == number), None)
    if master is None:
        raise BrokenSeal(f"{where} was sealed under key {number}, which is not in SIXIA_KEYS")
    try:
        raw = urlsafe_b64decode(body)
        return cipher(name, master).decrypt(raw[:NONCE], raw[NONCE:], where.encode()).decode()
    except (InvalidTag, ValueError) as broken:
        raise BrokenSeal(f"{where}: the value was changed, or moved here from another column") from broken


@cache
def _index_key(master: str) -> bytes:
    return derive(master, "blind index")


def blind_index(use: str, text: str) -> str:
    """The keyed digest under which an exact value is found; empty for nothing."""
    return hmac.digest(_index_key(settings.SIXIA_INDEX_KEY), f"{use}:{text}".encode(), "sha256").hex() if text else ""


class OnlyEmpty(Exact):
    """The one question a sealed column answers: was anything given at all?"""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs != "":
            raise Sealed(f"{lhs.target} is sealed: compare it with '' only, and find a value by its index")
        super().__init__(lhs, rhs)


class SealedField(models.TextField):
    """A text kept encrypted; read and written as plain text in the program, shown masked by whatever prints the whole row."""

    def __init__(self, *args: Any, mask: Callable[[str], str] = hidden, **kwargs: Any) -> None:
        kwargs["editable"] = False  # never in a ModelForm or model_to_dict
        super().__init__(*args, **kwargs)
        self.mask = mask

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    @property
    def where(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value and unseal(value, self.where)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return value
        return seal(str(value), self.where)

    def value_from_object(self, obj: models.Model) -> Any:
        return self.mask(getattr(obj, self.attname) or "")

    value_to_string = value_from_object  # serialisers

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        if lookup_name == "exact":
            return OnlyEmpty
        raise Sealed(f"{self} is sealed: the database cannot answer '{lookup_name}'")

    def get_transform(self, lookup_name: str) -> Any:
        raise Sealed(f"{self} is sealed: the database cannot answer '{lookup_name}'")


class IndexField(models.CharField):
    """The blind index of a sealed field beside it, kept by every save and bulk_create."""

    def __init__(self, *, of: str = "", normal: Callable[[str], str] = str, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 64, "blank": True, "editable": False, **kwargs})
        self.of, self.normal = of, normal

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def index(self, text: str) -> str:
        return blind_index(self.of, self.normal(text))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.index(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, value)
        return value
