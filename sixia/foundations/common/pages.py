"""Lists in pages that cost the same at a hundred rows and at ten million: from a row onwards, never by counting.

The cursor holds the order's values of a row, sealed: it shows no database id, cannot be made up, and fits only the list it was
made for. A cursor that does not fit gives the first page.
"""

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import HttpRequest

M = TypeVar("M", bound=models.Model)
LONGEST_CURSOR: Final = 1000


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list, and the cursors to those after and before them (None: there are none)."""

    rows: list[M]
    after: str | None
    before: str | None

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Key:
    """One field of the order. PostgreSQL puts empty values last going up and first going down; so do we."""

    name: str
    falling: bool
    nullable: bool

    def reversed(self) -> "Key":
        return Key(self.name, not self.falling, self.nullable)

    def ordering(self) -> OrderBy:
        return OrderBy(models.F(self.name), descending=self.falling)

    def beyond(self, value: Any) -> Q | None:
        """Rows that come after this value; None when there can be none."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.falling else None
        further = Q(**{f"{self.name}__{'lt' if self.falling else 'gt'}": value})
        return further | Q(**{f"{self.name}__isnull": True}) if self.nullable and not self.falling else further

    def sides(self, value: Any) -> list[Q]:
        """All rows: those up to this value, and those beyond it. Without a value there is one side."""
        upto, beyond = ("gte", "lt") if self.falling else ("lte", "gt")
        return [Q()] if value is None else [Q(**{f"{self.name}__{side}": value}) for side in (upto, beyond)]

    def equal(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def keyset(
    queryset: models.QuerySet[M], request: HttpRequest, *, order: tuple[str, ...], size: int = 25, near: Any = None
) -> Page[M]:
    """The page asked for by `?after=` or `?before=`. The last key of the order must be unique.

    One query; at the seam between rows with and without a first key, two. `near`, a value of a first key that is never empty,
    says up to where the page should be full: rows beyond it are asked for only where it is not.
    """
    keys = [_key(queryset.model, name) for name in order]
    mark = f"{queryset.model._meta.label_lower}:{','.join(order)}"
    before = _opened(request.GET.get("before", ""), mark, len(keys))
    after = None if before else _opened(request.GET.get("after", ""), mark, len(keys))
    walked = [key.reversed() for key in keys] if before else keys
    rows = _from(queryset, walked, before or after, size + 1, None if before else near)
    further, rows = len(rows) > size, rows[:size]
    if before:
        rows.reverse()
    has_after, has_before = (bool(rows), further) if before else (further, bool(after and rows))
    return Page(
        rows,
        after=_sealed(rows[-1], keys, mark) if has_after else None,
        before=_sealed(rows[0], keys, mark) if has_before else None,
    )


def _from(queryset: models.QuerySet[M], keys: list[Key], values: list[Any] | None, limit: int, near: Any) -> list[M]:
    ordered = queryset.order_by(*[key.ordering() for key in keys])
    rows: list[M] = []
    for stretch in _beyond(keys, values) if values else [Q()]:
        for side in keys[0].sides(near):
            rows += ordered.filter(stretch, side)[: limit - len(rows)]
            if len(rows) >= limit:
                return rows
    return rows


def _beyond(keys: list[Key], values: list[Any]) -> list[Any]:
    """Rows after these values, in stretches to be asked for one after another, each one range of an index that has the order.

    Rows whose first key is empty are a stretch of their own at the end, or going down at the start.
    """
    one_way = len({key.falling for key in keys}) == 1 and not any(key.nullable for key in keys[1:])
    if not one_way:
        return [_step_by_step(keys, values)]
    first, rest = keys[0], keys[1:]
    empty = Q(**{f"{first.name}__isnull": True})
    if values[0] is None:
        here = empty & _range(rest, values[1:]) if rest else Q(pk__in=[])
        return [here, ~empty] if first.falling else [here]
    here = _range(keys, values)
    return [here, empty] if first.nullable and not first.falling else [here]


def _range(keys: list[Key], values: list[Any]) -> Q:
    """All keys in one comparison of rows, going one way."""
    compare = TupleLessThan if keys[0].falling else TupleGreaterThan
    return Q(compare(Tuple(*[models.F(key.name) for key in keys]), tuple(values)))


def _step_by_step(keys: list[Key], values: list[Any]) -> Q:
    """Where the keys go both ways no single comparison says it."""
    steps, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        if (further := key.beyond(value)) is not None:
            steps |= equal & further
        equal &= key.equal(value)
    return steps


def _key(model: type[models.Model], name: str) -> Key:
    bare = name.removeprefix("-")
    return Key(bare, falling=name.startswith("-"), nullable=_nullable(model, bare))


def _nullable(model: type[models.Model], path: str) -> bool:
    """Whether any step of the path may be empty; what is no field (an annotation) may be."""
    try:
        for step in path.split("__"):
            field = model._meta.get_field("id" if step == "pk" else step)
            if field.null:
                return True
            model = field.related_model or model  # type: ignore[assignment]
    except (LookupError, models.FieldDoesNotExist):  # type: ignore[attr-defined]
        return True
    return False


def _value(row: models.Model, path: str) -> Any:
    value: Any = row
    for step in path.split("__"):
        value = getattr(value, step, None)
    return value.pk if isinstance(value, models.Model) else value


def _plain(value: Any) -> Any:
    """As JSON keeps it and as the field reads it back, to the microsecond."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


@lru_cache(maxsize=4)
def _cursor_key(secret: str) -> bytes:
    return hashlib.sha256(b"sixia.common.pages" + secret.encode()).digest()


def _sealed(row: models.Model, keys: list[Key], mark: str) -> str:
    """The nonce is made of the content: the same row gives the same link, and no nonce meets another content."""
    plain = json.dumps([_plain(_value(row, key.name)) for key in keys]).encode()
    secret = _cursor_key(settings.SECRET_KEY)
    nonce = hmac.digest(secret, mark.encode() + b"\0" + plain, "sha256")[:12]
    sealed = nonce + AESGCM(secret).encrypt(nonce, plain, mark.encode())
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _opened(cursor: str, mark: str, length: int) -> list[Any] | None:
    if not 0 < len(cursor) <= LONGEST_CURSOR:
        return None
    try:
        sealed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        plain = AESGCM(_cursor_key(settings.SECRET_KEY)).decrypt(sealed[:12], sealed[12:], mark.encode())
        values = json.loads(plain)
    except (ValueError, InvalidTag):
        return None
    return values if isinstance(values, list) and len(values) == length else None
