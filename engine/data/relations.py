"""What a table of an app is to the rest of the house: named, typed columns, and the parts that hang on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.compiled import Entity
from engine.expr import Dialect, Element
from engine.fields.compiled import Field
from engine.kernel.json import Json

Column = sa.Column[Json]
_DIALECTS: tuple[Dialect, ...] = ("postgresql", "sqlite")


@dataclass(frozen=True, slots=True, eq=False)
class FormTable:
    """A form's table. `columns` by field key, `deleted` marks the recycle bin, `parts` hold what one column cannot."""

    entity: Entity
    dialect: Dialect
    table: sa.Table
    columns: Mapping[str, Column]
    parts: Mapping[str, Part]
    deleted: Column | None = None
    workspace: Column | None = None
    """Set for people and departments, which all workspaces keep in one table."""

    @property
    def key(self) -> str:
        return self.entity.key

    @property
    def stored(self) -> tuple[Field, ...]:
        """Fields with a column, in the order of `columns`."""
        return tuple(self.entity.fields[key] for key in self.columns)

    def column(self, source: sa.FromClause, key: str) -> Element:
        """The column of a field in the table itself or in an alias of it."""
        return source.c[self.columns[key].name]

    def live(self, source: sa.FromClause) -> Element | None:
        """Not in the recycle bin; None where there is no bin."""
        return None if self.deleted is None else source.c[self.deleted.name].is_(None)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A child or link table: parent_id, position, and either the columns of `rows` or a target_id."""

    field: Field
    table: sa.Table
    rows: FormTable | None
    """The rows of a subform, as a form of their own that has neither system fields nor a bin."""


def column_type(field: Field, dialect: Dialect) -> sa.types.TypeEngine[Json]:
    """The type of a field's column; a stored formula lies like its result."""
    return field.face.column_type(field.face_options, dialect)


def is_link(field: Field) -> bool:
    """Whether the values are references in a table of their own."""
    return field.computed is None and not field.type.has_column and not field.rows and field.target is not None


def storage(field: Field, target: str | None = None) -> str:
    """How the values of a field lie, in both databases: where it is equal nothing has to be converted.

    money with 2 digits → "number NUMERIC(38, 2) BIGINT 2"; a subform → "rows"; many customers → "links customer".
    `target` is what the form it points to is called now, where that is not what the field says.
    """
    if field.rows:
        return "rows"
    if is_link(field):
        return f"links {target or field.target}"
    types = (str(column_type(field, dialect)) for dialect in _DIALECTS)
    value = field.face.sql(field.face_options, sa.column("value"), "sqlite")
    scale = "" if value.scale is None else f" {value.scale}"
    return f"{field.value} {' '.join(types)}{scale}{f' → {target or field.target}' if field.target else ''}"
