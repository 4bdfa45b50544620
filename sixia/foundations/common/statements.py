"""What pages read again and again (常读): Django writes the statement once, PostgreSQL plans it once.

Making a queryset and its SQL takes Django ten times as long as sending it, and planning six joins takes PostgreSQL thirty times
as long as walking them. A Statement is a queryset with blanks where one asking differs from the next: both kinds of work are done
the first time, afterwards only the blanks are filled in. It is for what every page of an officer reads; anywhere else a plain
queryset says the same with less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any, Generic, TypeVar, overload

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Expression, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ValuesListIterable, get_related_populators
from django.db.models.signals import post_init, pre_init

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
    """What the queryset finds, as objects or (`values_list`) as tuples, of which `each` makes what one wants to have.

    `queryset` is called once, when it is first asked.
    """

    @overload
    def __init__(self, queryset: Callable[[], QuerySet[Any, R]]) -> None: ...
    @overload
    def __init__(self, queryset: Callable[[], QuerySet[Any, Any]], each: Callable[..., R]) -> None: ...
    def __init__(self, queryset: Callable[[], QuerySet[Any, Any]], each: Callable[..., R] | None = None) -> None:
        self.queryset, self.each = queryset, each

    def all(self, **blanks: Any) -> list[R]:
        (found,) = together(self.of(**blanks))
        return found

    def one(self, **blanks: Any) -> R | None:
        """The only one, or the first of them; None where there is none."""
        return next(iter(self.all(**blanks)), None)

    def of(self, **blanks: Any) -> Asking[R]:
        """The statement with its blanks filled in, to be asked `together` with others."""
        written = self._written
        return Asking(written, [blanks[part.name] if isinstance(part, Blank) else part for part in written.params])

    @cached_property
    def _written(self) -> _Written:
        return _Written(self.queryset(), self.each)


@dataclass(slots=True)
class Asking(Generic[R]):
    """A statement that is to be asked of the database."""

    written: _Written
    params: list[Any]


def together(*askings: Asking[Any]) -> list[list[Any]]:
    """What each of them finds; the way to the database and back is made once for all."""
    found = _asked(connections[askings[0].written.database], askings)
    return [asking.written.read(rows) for asking, rows in zip(askings, found, strict=True)]


class _Written:
    """A queryset's SQL, and how its rows become what the queryset would give."""

    def __init__(self, queryset: QuerySet[Any, Any], each: Callable[..., Any] | None) -> None:
        self.each = each
        self.database = queryset.db
        self.compiler = queryset.query.get_compiler(using=self.database)
        self.sql, self.params = self.compiler.as_sql()
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        self.tuples = issubclass(queryset._iterable_class, ValuesListIterable)
        if not self.tuples:
            self.model = _maker(queryset.model)
            info = self.compiler.klass_info
            self.columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
            self.names = [column[0].target.attname for column in self.compiler.select[self.columns]]
            self.annotations = list(self.compiler.annotation_col_map.items())
            self.populators = get_related_populators(info, self.compiler.select, self.database)  # type: ignore[call-arg]
            _make_plainly(self.populators)

    def read(self, found: list[tuple[Any, ...]]) -> list[Any]:
        rows: Any = self.compiler.apply_converters(found, self.converters) if self.converters else found
        if not self.tuples:
            return [self._made(row) for row in rows]
        return [self.each(*row) for row in rows] if self.each else [tuple(row) for row in rows]

    def _made(self, row: Any) -> Any:
        thing = self.model.from_db(self.database, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, thing)
        for name, column in self.annotations:
            setattr(thing, name, row[column])
        return thing


class _Plain:
    """Makes the objects that `Model.from_db` makes, without asking every field: a third of the time."""

    def __init__(self, model: type[Model]) -> None:
        self.model, self._meta = model, model._meta

    def from_db(self, database: str, names: Sequence[str], values: Sequence[Any]) -> Model:
        thing = self.model.__new__(self.model)
        thing._state = ModelState()
        thing._state.adding, thing._state.db = False, database
        thing.__dict__.update(zip(names, values, strict=True))
        return thing


def _maker(model: type[Model]) -> type[Model] | _Plain:
    """A model that has something to say when its objects are made is left to say it."""
    speaks = any(signal.has_listeners(model) for signal in (pre_init, post_init))
    own = any({"__init__", "from_db"} & vars(part).keys() for part in takewhile(lambda part: part is not Model, model.__mro__))
    return model if speaks or own else _Plain(model)


def _make_plainly(populators: Sequence[Any]) -> None:
    for populator in populators:
        populator.model_cls = _maker(populator.model_cls)
        _make_plainly(populator.related_populators)


def _asked(connection: BaseDatabaseWrapper, askings: Sequence[Asking[Any]]) -> list[list[tuple[Any, ...]]]:
    """The values go to the server apart from the SQL, as Django's own cursor does not send them: only so can it keep the plan."""
    if connection.queries_logged or connection.execute_wrappers:  # somebody watches, and wants to see the values too
        with connection.cursor() as cursor:
            return [_sent(cursor, asking).fetchall() for asking in askings]
    connection.ensure_connection()
    driver = connection.connection
    with connection.wrap_database_errors, driver.pipeline() if len(askings) > 1 else nullcontext():
        cursors = [_sent(ServerBindingCursor(driver), asking) for asking in askings]  # type: ignore[call-arg]
        return [cursor.fetchall() for cursor in cursors]


def _sent(cursor: Any, asking: Asking[Any]) -> Any:
    cursor.execute(asking.written.sql, asking.params)
    return cursor
