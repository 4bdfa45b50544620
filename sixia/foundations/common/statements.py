"""What pages read again and again (常读): Django writes the statement once, PostgreSQL plans it once.

Making a queryset and its SQL takes Django ten times as long as sending it, and planning six joins takes PostgreSQL thirty times
as long as walking them. A Statement is a queryset with blanks where one asking differs from the next: both kinds of work are done
the first time, afterwards only the blanks are filled in. It is for what every page of an officer reads; anywhere else a plain
queryset says the same with less.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Expression, QuerySet
from django.db.models.query import ValuesListIterable, get_related_populators

R = TypeVar("R")


def blank(name: str) -> Any:
    """A value left open, for any place of a queryset where a value stands. It is sent as it is given: no field prepares it."""
    return Blank(name)


class Blank(Expression):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


class Statement(Generic[R]):
    """What the queryset finds, as objects or (`values_list`) as tuples; `queryset` is called once, when it is first asked."""

    def __init__(self, queryset: Callable[[], QuerySet[Any, R]]) -> None:
        self.queryset = queryset

    def all(self, **blanks: Any) -> list[R]:
        written = self._written
        params = [blanks[part.name] if isinstance(part, Blank) else part for part in written.params]
        return written.read(_rows(connections[written.database], written.sql, params))

    def one(self, **blanks: Any) -> R | None:
        """The only one, or the first of them; None where there is none."""
        return next(iter(self.all(**blanks)), None)

    @cached_property
    def _written(self) -> _Written:
        return _Written(self.queryset())


class _Written:
    """A queryset's SQL, and how its rows become what the queryset would give."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.database = queryset.db
        self.compiler = queryset.query.get_compiler(using=self.database)
        self.sql, self.params = self.compiler.as_sql()
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        self.tuples = issubclass(queryset._iterable_class, ValuesListIterable)
        self.model = queryset.model
        if not self.tuples:
            info = self.compiler.klass_info
            self.columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
            self.names = [column[0].target.attname for column in self.compiler.select[self.columns]]
            self.annotations = list(self.compiler.annotation_col_map.items())
            self.populators = get_related_populators(info, self.compiler.select, self.database)  # type: ignore[call-arg]

    def read(self, found: list[tuple[Any, ...]]) -> list[Any]:
        rows: Any = self.compiler.apply_converters(found, self.converters) if self.converters else found
        return [tuple(row) if self.tuples else self._made(row) for row in rows]

    def _made(self, row: Any) -> Any:
        thing = self.model.from_db(self.database, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, thing)
        for name, column in self.annotations:
            setattr(thing, name, row[column])
        return thing


def _rows(connection: BaseDatabaseWrapper, sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    """The values go to the server apart from the SQL, as Django's own cursor does not send them: only so can it keep the plan."""
    if connection.queries_logged or connection.execute_wrappers:  # somebody watches, and wants to see the values too
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        reader: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
        return reader.execute(sql, params).fetchall()  # type: ignore[no-any-return]
