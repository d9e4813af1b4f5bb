"""The tables that hang on a form's table: rows of subforms, and links of fields that refer to many records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.naming import foreign_name, index_name, part_name, schema_name, table_name
from engine.expr import Dialect
from engine.fields.compiled import Field
from engine.kernel.json import Json

Column = sa.Column[Json]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tables of an app are: a schema, or a prefix where the database has none."""

    name: str
    dialect: Dialect
    metadata: sa.MetaData
    forms: frozenset[str] = frozenset()
    """Forms of the app itself; people and departments are the platform's and get no foreign keys across."""

    @property
    def schema(self) -> str | None:
        return schema_name(self.name, self.dialect)

    def foreign_key(self, form: str, name: str) -> sa.ForeignKey:
        """A key to the `id` of a form's table."""
        table = table_name(self.name, form, self.dialect)
        return sa.ForeignKey(f"{self.schema}.{table}.id" if self.schema else f"{table}.id", name=name)

    def column(self, field: Field, entity_uid: str) -> Column:
        """The column of a field; a reference inside the app carries a foreign key."""
        kind = column_type(field, self.dialect)
        if field.target not in self.forms or field.computed is not None or field.value.many:
            return sa.Column(field.key, kind)
        return sa.Column(
            field.key, kind, self.foreign_key(field.target, foreign_name(self.name, entity_uid, field.uid))
        )


def column_type(field: Field, dialect: Dialect) -> sa.types.TypeEngine[Json]:
    """The type of a field's column; a stored formula lies like its result."""
    return field.face.column_type(field.face_options, dialect)


@dataclass(frozen=True, slots=True)
class Part:
    """A child or link table. `columns` by key of the row's fields; a link has `target_id` instead."""

    field: Field
    table: sa.Table
    columns: Mapping[str, Column]

    @property
    def is_link(self) -> bool:
        return not self.field.rows

    @property
    def stored(self) -> tuple[Field, ...]:
        """The row's fields that have a column, in the order of `columns`."""
        return tuple(field for field in self.field.rows if field.has_column)


def parts_of(place: Place, form: str, entity_uid: str, fields: tuple[Field, ...]) -> dict[str, Part]:
    """All parts of a form, by the key of their field."""
    made: dict[str, Part] = {}
    for field in fields:
        if field.rows:
            made[field.key] = _child(place, form, entity_uid, field)
        elif is_link(field):
            made[field.key] = _link(place, form, entity_uid, field)
    return made


def is_link(field: Field) -> bool:
    """Whether the values are references in a table of their own."""
    return field.computed is None and not field.type.has_column and not field.rows and field.target is not None


def _child(place: Place, form: str, entity_uid: str, field: Field) -> Part:
    """`lead.contacts` → lead__contacts(id, parent_id, position, person, tel)."""
    columns = {row.key: place.column(row, field.uid) for row in field.rows if row.has_column}
    name = part_name(place.name, form, field.key, place.dialect)
    table = sa.Table(
        name,
        place.metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        *_head(place, form, entity_uid, field),
        *columns.values(),
        schema=place.schema,
    )
    sa.Index(index_name(place.name, entity_uid, field.uid, "parent"), table.c.parent_id, table.c.position)
    for row in field.rows:
        if row.has_column and (row.indexed or row.target is not None):
            sa.Index(index_name(place.name, entity_uid, field.uid, row.uid), columns[row.key])
    return Part(field, table, columns)


def _link(place: Place, form: str, entity_uid: str, field: Field) -> Part:
    """`case.products` → case__products(parent_id, position, target_id)."""
    target: list[Json] = [sa.String(36)]
    if field.target in place.forms:
        target.append(place.foreign_key(field.target, foreign_name(place.name, entity_uid, f"{field.uid}|target")))
    table = sa.Table(
        part_name(place.name, form, field.key, place.dialect),
        place.metadata,
        *_head(place, form, entity_uid, field, primary_key=True),
        sa.Column("target_id", *target, nullable=False),
        schema=place.schema,
    )
    sa.Index(index_name(place.name, entity_uid, field.uid, "target"), table.c.target_id)
    return Part(field, table, {})


def _head(place: Place, form: str, entity_uid: str, field: Field, *, primary_key: bool = False) -> list[Column]:
    key = place.foreign_key(form, foreign_name(place.name, entity_uid, field.uid))
    return [
        sa.Column("parent_id", sa.String(36), key, primary_key=primary_key, nullable=False),
        sa.Column("position", sa.Integer(), primary_key=primary_key, nullable=False, autoincrement=False),
    ]
