"""Rows past the ORM: many rows of a model in one statement, each a dictionary of its columns (docs/decisions/0011).

What a row is follows from its model alone: the columns, what stands in them where nothing is said, how a value is written in
this database. Its own constraints refuse what does not fit. Nothing is derived here and nothing journalled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from operator import attrgetter, itemgetter
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from correspondence.dates import UncertainDateField

Row = dict[str, Any]
TOGETHER = 500  # rows of one statement
ROOM = 16 * 1024  # KiB
AS_THEY_ARE = {"AutoField", "BigAutoField", "BooleanField", "CharField", "TextField", "PositiveIntegerField",
               "PositiveSmallIntegerField"}  # fmt: skip
REPEATED = {"DateField", "DateTimeField", "TimeField"}  # of one day or moment there are several rows


class Table:
    """The table of a model."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        made = {field.attname: field.default for field in fields if field.has_default() and callable(field.default)}
        self.blank: Row = {field.attname: None if field.attname in made else field.get_default() for field in fields}
        self.made = tuple(made.items())
        plain = [field for field in fields if not (field.is_relation or field.attname in made)]
        self.plain = [(field.attname, field, self._good_unsaid(field)) for field in plain]
        self.derived = [field for field in fields if _follows(field)]
        self.in_order = itemgetter(*(field.attname for field in fields))
        # The connection itself, and not the door to whichever it is in this thread, which every value would pass through.
        database = connections[DEFAULT_DB_ALIAS]
        writers = [_writer(field, database) for field in fields]
        self.written = [(place, writer) for place, writer in enumerate(writers) if writer]
        quote = database.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in fields)
        self.insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608  # nosec B608  names of ours
        self.marks = f"({', '.join(['%s'] * len(fields))})"

    def _good_unsaid(self, field: Any) -> bool:
        """Whether a form takes what stands in a field where nothing is said."""
        return field.blank or not field.editable or self.blank[field.attname] not in field.empty_values

    def row(self, said: Row) -> Row:
        """Return a whole row: what is said of it by column, for the rest what the model says of a new one."""
        row = self.blank | said
        if len(row) != len(self.blank):
            raise TypeError(f"No such columns: {said.keys() - self.blank.keys()}")
        for name, make in self.made:
            if name not in said:
                row[name] = make()
        if self.derived:
            so_far: Any = SimpleNamespace(**row)
            for field in self.derived:
                row[field.attname] = field.pre_save(so_far, add=True)
        return row

    def values(self, row: Row) -> list[Any]:
        """Return the values of a row as this database takes them."""
        values = list(self.in_order(row))
        for place, written in self.written:
            if (value := values[place]) is not None:
                values[place] = written(value)
        return values


def new(model: type[models.Model], /, **said: Any) -> Row:
    """Return a row of a model, by column (``letter_id``)."""
    return table(model).row(said)


def checked(model: type[models.Model], row: Row) -> Row:
    """Return a row whose values a form would take, keys aside. Raises ValidationError by field."""
    of, errors = table(model), {}
    for name, field, good_unsaid in of.plain:
        if good_unsaid and row[name] == of.blank[name]:
            continue
        try:
            field.clean(row[name], None)
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)
    return row


def write(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert rows. Raises IntegrityError when the database refuses one of them."""
    of = table(model)
    for start in range(0, len(rows), TOGETHER):
        values = [of.values(row) for row in rows[start : start + TOGETHER]]
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":  # one statement for each row, prepared once
                cursor.executemany(of.insert + of.marks, values)
            else:
                marks = ", ".join([of.marks] * len(values))
                cursor.execute(of.insert + marks, [value for row in values for value in row])


@contextmanager
def room_for_many() -> Iterator[None]:
    """Give SQLite memory for its indexes meanwhile: keys come in no order, so many rows touch all of an index."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        was = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{ROOM}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {was}")


@cache
def table(model: type[models.Model]) -> Table:
    return Table(model)


def _follows(field: Any) -> bool:
    """Whether a field sets itself from others when it is saved. An uncertain date does not: it comes as its four columns."""
    if isinstance(field, UncertainDateField):
        return False
    if isinstance(field, models.DateField | models.TimeField):
        return bool(field.auto_now or field.auto_now_add)
    return type(field).pre_save is not models.Field.pre_save


def _writer(field: Any, database: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """Return what makes of a value the one that the database takes; None where it is the same."""
    of = field.target_field if field.is_relation else field
    kind = of.get_internal_type()
    if kind in AS_THEY_ARE:
        return None
    if kind == "UUIDField":
        return None if database.features.has_native_uuid_field else attrgetter("hex")
    written = partial(of.get_db_prep_save, connection=database)
    return lru_cache(maxsize=4096)(written) if kind in REPEATED else written
