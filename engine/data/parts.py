"""The tables that hang on a form's table: rows of subforms, and links of fields that refer to many records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import sqlalchemy as sa

from engine.data.builtin import system_fields
from engine.data.compiled import Entity
from engine.data.indexes import child_indexes, link_indexes, make_index
from engine.data.naming import foreign_name, part_name, schema_name, table_name
from engine.data.relations import Column, FormTable, Part, column_type, is_link
from engine.expr import Dialect
from engine.fields.compiled import Field
from engine.kernel.json import Json


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tables of an app are: a schema, or a prefix where the database has none."""

    name: str
    dialect: Dialect
    metadata: sa.MetaData
    forms: frozenset[str]
    """Forms of the app itself; people and departments are the platform's and get no foreign keys across."""

    @property
    def schema(self) -> str | None:
        return schema_name(self.name, self.dialect)

    def foreign_key(self, form: str, name: str) -> sa.ForeignKey:
        """A key to the `id` of a form's table."""
        table = table_name(self.name, form, self.dialect)
        return sa.ForeignKey(f"{self.schema}.{table}.id" if self.schema else f"{table}.id", name=name)

    def column(self, field: Field, owner_uid: str) -> Column:
        """The column of a field; a reference inside the app carries a foreign key."""
        kind = column_type(field, self.dialect)
        if field.target is None or field.target not in self.forms or field.computed is not None or field.value.many:
            return sa.Column(field.key, kind)
        return sa.Column(field.key, kind, self.foreign_key(field.target, foreign_name(self.name, owner_uid, field.uid)))


def parts_of(place: Place, entity: Entity) -> dict[str, Part]:
    """All parts of a form, by the key of their field."""
    made: dict[str, Part] = {}
    for field in entity.own:
        if field.rows:
            made[field.key] = child_part(place, entity, field)
        elif is_link(field):
            made[field.key] = link_part(place, entity, field)
    return made


def child_part(place: Place, entity: Entity, field: Field) -> Part:
    """`lead.contacts` → lead__contacts(id, parent_id, position, person, tel)."""
    columns = {row.key: place.column(row, field.uid) for row in field.rows if row.has_column}
    columns["id"] = sa.Column("id", sa.String(36), primary_key=True)
    table = sa.Table(
        part_name(place.name, entity.key, field.key, place.dialect),
        place.metadata,
        *_head(place, entity, field),
        *columns.values(),
        schema=place.schema,
    )
    for spec in child_indexes(field):
        make_index(spec, place.name, entity.uid, dict(table.c.items()), None, place.dialect)
    rows = FormTable(_row_entity(entity, field), place.dialect, table, MappingProxyType(columns), MappingProxyType({}))
    return Part(field, table, rows)


def _row_entity(entity: Entity, field: Field) -> Entity:
    fields = {row.key: row for row in field.rows}
    fields["id"] = next(system for system in system_fields() if system.key == "id")
    return replace(
        entity,
        key=f"{entity.key}.{field.key}",
        uid=field.uid,
        label=field.label,
        title="id",
        fields=MappingProxyType(fields),
        inverses=MappingProxyType({}),
        duplicates=(),
    )


def link_part(place: Place, entity: Entity, field: Field) -> Part:
    """`case.products` → case__products(parent_id, position, target_id)."""
    target: list[Json] = [sa.String(36)]
    if field.target is not None and field.target in place.forms:
        target.append(place.foreign_key(field.target, foreign_name(place.name, entity.uid, f"{field.uid}|target")))
    table = sa.Table(
        part_name(place.name, entity.key, field.key, place.dialect),
        place.metadata,
        *_head(place, entity, field, primary_key=True),
        sa.Column("target_id", *target, nullable=False),
        schema=place.schema,
    )
    for spec in link_indexes(field):
        make_index(spec, place.name, entity.uid, dict(table.c.items()), None, place.dialect)
    return Part(field, table, None)


def _head(place: Place, entity: Entity, field: Field, *, primary_key: bool = False) -> list[Column]:
    key = place.foreign_key(entity.key, foreign_name(place.name, entity.uid, field.uid))
    return [
        sa.Column("parent_id", sa.String(36), key, primary_key=primary_key, nullable=False),
        sa.Column("position", sa.Integer(), primary_key=primary_key, nullable=False, autoincrement=False),
    ]
