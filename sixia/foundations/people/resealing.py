"""Resealing: after a new key is put in front of `SIXIA_KEYS`, every sealed value is written again under it.

A row that already is under the newest key and cipher is not asked for: the work can be broken off anywhere, run again, run twice
at once, and does nothing where nothing is left. Each chunk is one transaction that locks its rows. Nothing is shown and nothing
goes on the trail: what is written stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from .sealing import BrokenSeal, IndexField, SealedField, newest, seal, unseal


@dataclass
class Progress:
    """How far one table is."""

    table: str
    resealed: int = 0
    broken: list[str] = field(default_factory=list)  # where, never what


def quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def sealed_tables() -> Iterator[tuple[type[models.Model], list[SealedField]]]:
    for model in apps.get_models():
        if fields := [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]:
            yield model, fields


def reseal(*, at_once: int = 500) -> Iterator[Progress]:
    """Write everything under the newest key; tells its progress after each chunk."""
    for model, fields in sealed_tables():
        progress = Progress(model._meta.db_table)
        last: int | None = 0
        while last is not None:
            last = _reseal_chunk(model, fields, progress, after=last, at_once=at_once)
            yield progress


def _reseal_chunk(
    model: type[models.Model], fields: list[SealedField], progress: Progress, *, after: int, at_once: int
) -> int | None:
    """The next rows that need it; returns the last one's key, or None when there are none."""
    table, key = quoted(model._meta.db_table), quoted(model._meta.pk.column)
    columns = [quoted(field.column) for field in fields]
    stale = " OR ".join(f"({column} <> '' AND NOT starts_with({column}, %s))" for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE {key} > %s AND ({stale}) ORDER BY {key} LIMIT %s FOR UPDATE",
            [after, *[newest().prefix] * len(columns), at_once],
        )
        rows = cursor.fetchall()
        for row_key, *values in rows:
            _reseal_row(cursor, table, key, fields, row_key, values, progress)
    return rows[-1][0] if rows else None


def _reseal_row(
    cursor: CursorWrapper, table: str, key: str, fields: list[SealedField], row_key: int, values: list[str], progress: Progress
) -> None:
    fresh = {}
    for sealed, value in zip(fields, values, strict=True):
        if not value or value.startswith(newest().prefix):
            continue
        try:
            fresh[quoted(sealed.column)] = seal(unseal(value, sealed.where), sealed.where)
        except BrokenSeal as broken:
            progress.broken.append(f"{key.strip(chr(34))} {row_key}: {broken}")
    if fresh:
        settings = ", ".join(f"{column} = %s" for column in fresh)
        cursor.execute(f"UPDATE {table} SET {settings} WHERE {key} = %s", [*fresh.values(), row_key])
        progress.resealed += 1


def reindex(*, at_once: int = 500) -> int:
    """Make every look-up index anew, after SIXIA_INDEX_KEY itself had to be changed."""
    made = 0
    for model, _fields in sealed_tables():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, IndexField)]
        if not names:
            continue
        last = 0
        while rows := list(model._base_manager.filter(pk__gt=last).order_by("pk")[:at_once]):
            with transaction.atomic():
                for row in rows:
                    row.save(update_fields=names)
            made, last = made + len(rows), rows[-1].pk
    return made
