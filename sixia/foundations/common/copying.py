"""Many new rows at once through COPY (批量写入): for imports, where `bulk_create` spends most of the time on building SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    fields = model._meta.concrete_fields
    with transaction.atomic(), connection.cursor() as cursor:
        if isinstance(model._meta.pk, models.AutoField):
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [model._meta.db_table, model._meta.pk.column, len(things)],
            )
            for thing, (pk,) in zip(things, cursor.fetchall(), strict=True):
                thing.pk = pk
        columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
        with (
            connection.wrap_database_errors,
            cursor.copy(f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN") as copy,
        ):
            readers = [_reader(field) for field in fields]
            for thing in things:
                copy.write_row([read(thing) for read in readers])
    for thing in things:
        thing._state.adding, thing._state.db = False, connection.alias


def _reader(field: models.Field[Any, Any]) -> Callable[[models.Model], Any]:
    if type(field) in AS_IT_IS and not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False):
        return attrgetter(field.attname)
    return lambda thing: field.get_db_prep_save(field.pre_save(thing, True), connection)
