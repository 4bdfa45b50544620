"""Many new rows at once through COPY (批量写入): for imports, where `bulk_create` spends most of the time on building SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Final

from django.db import connection, models, transaction

# Their values go into COPY as they are; every other field is asked how it is written.
AS_IT_IS: Final = frozenset({
    *(models.BigAutoField, models.ForeignKey, models.OneToOneField, models.UUIDField, models.DateTimeField, models.BooleanField),
    *(models.CharField, models.TextField, models.BigIntegerField, models.PositiveIntegerField, models.PositiveSmallIntegerField),
})  # fmt: skip


def copy_in(things: Sequence[models.Model]) -> None:
    """Write new things of one model and give them their ids. As with `bulk_create`, `save` is not called.

    Any constraint that fails takes the whole batch with it: who calls has looked before what is already there.
    """
    if not things:
        return
    model = type(things[0])
    with transaction.atomic(), connection.cursor() as cursor:
        if isinstance(model._meta.pk, models.AutoField):
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [model._meta.db_table, model._meta.pk.column, len(things)],
            )
            for thing, (pk,) in zip(things, cursor.fetchall(), strict=True):
                thing.pk = pk
        readers = [_reader(field) for field in model._meta.concrete_fields]
        _copy(cursor, model, model._meta.concrete_fields, ([read(thing) for read in readers] for thing in things))
    for thing in things:
        thing._state.adding, thing._state.db = False, connection.alias


def copy_like(thing: models.Model, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a row like this one for each of `rows`, which says only `names` (`case_id`, not `case`); nobody gets the ids.

    It makes no object for each, which for small rows takes longer than all the rest.
    """
    rows = list(rows)
    if not rows:
        return
    fields = [field for field in thing._meta.concrete_fields if not field.primary_key]
    alike = [_reader(field)(thing) for field in fields]
    place = {field.attname: at for at, field in enumerate(fields)}
    own = [(place[name], _writer(fields[place[name]])) for name in names]

    def filled(row: Sequence[Any]) -> list[Any]:
        values = alike.copy()
        for (at, write), value in zip(own, row, strict=True):
            values[at] = value if write is None else write(value)
        return values

    with transaction.atomic(), connection.cursor() as cursor:
        _copy(cursor, type(thing), fields, map(filled, rows))


def _copy(cursor: Any, model: type[models.Model], fields: Sequence[models.Field[Any, Any]], rows: Iterable[list[Any]]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _reader(field: models.Field[Any, Any]) -> Callable[[models.Model], Any]:
    if _writer(field) is None and not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False):
        return attrgetter(field.attname)
    return lambda thing: field.get_db_prep_save(field.pre_save(thing, True), connection)


def _writer(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    return None if type(field) in AS_IT_IS else lambda value: field.get_db_prep_save(value, connection)
