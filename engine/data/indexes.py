"""Which indexes a form has: for what it refers to, who owns it, what must be unique, what the definition marks, and
what was derived from the reads it describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa

from engine.data.compiled import Entity, IndexSpec
from engine.data.relations import Column
from engine.expr import Dialect
from engine.fields.compiled import Field

NEVER_BLANK = frozenset({"id", "created_at", "updated_at", "version", "parent_id", "position", "target_id"})


def indexes_of(entity: Entity, derived: Iterable[IndexSpec] = ()) -> tuple[IndexSpec, ...]:
    """All indexes of a form's own table, each once; `derived` are those the compiler found it wants."""
    return tuple({spec.uid: spec for spec in (*_indexes(entity), *derived)}.values())


def _indexes(entity: Entity) -> Iterator[IndexSpec]:
    # A list finds and orders its rows in one of these alone, before it reads a single record.
    yield IndexSpec("created", ("created_at", "id"), live=True)
    yield IndexSpec("owner", ("owner_id", "created_at", "id"), live=True)
    yield IndexSpec("department", ("owner_department_id", "created_at", "id"), live=True)
    for field in entity.own:
        if not field.has_column or field.value.many:
            continue
        if field.unique:
            yield IndexSpec(field.uid, (field.key,), unique=True)
        elif _wants_index(field, entity):
            yield IndexSpec(field.uid, (field.key,))


def _wants_index(field: Field, entity: Entity) -> bool:
    refers = field.target is not None and field.computed is None
    looked_up = any(field.key == duplicate.match[0] for duplicate in entity.duplicates)
    return field.indexed or refers or looked_up or field.type.assigned


def child_indexes(field: Field) -> tuple[IndexSpec, ...]:
    """The indexes of a subform's table."""
    marked = (row for row in field.rows if row.has_column and not row.value.many)
    wanted = (row for row in marked if row.indexed or row.target is not None)
    rows = (IndexSpec(f"{field.uid}|{row.uid}", (row.key,)) for row in wanted)
    return (IndexSpec(f"{field.uid}|parent", ("parent_id", "position")), *rows)


def link_indexes(field: Field) -> tuple[IndexSpec, ...]:
    """The index of a link table, for the way back; its key serves the way there."""
    return (IndexSpec(f"{field.uid}|target", ("target_id",)),)


def make_index(
    spec: IndexSpec,
    place: str,
    entity_uid: str,
    columns: Mapping[str, Column],
    deleted: Column | None,
    dialect: Dialect,
) -> sa.Index:
    """The index, bound to the table of its columns.

    Blanks come first when sorting upwards, on both databases; PostgreSQL must be told.
    """
    parts: list[sa.ColumnElement[object]] = []
    for key in spec.fields:
        column = columns[key]
        first = dialect == "postgresql" and key not in NEVER_BLANK and not spec.unique
        parts.append(column.asc().nulls_first() if first else column)
    carried = [columns[key] for key in spec.include]
    live = None if deleted is None or not (spec.unique or spec.live) else deleted.is_(None)
    if dialect == "sqlite" and carried:
        # It has no INCLUDE, and takes an index for covering only if what is not in the bin can be told from it alone.
        parts += [*carried, deleted] if live is not None and deleted is not None else carried
    return sa.Index(
        spec.name(place, entity_uid),
        *parts,
        unique=spec.unique,
        sqlite_where=live,
        postgresql_where=live,
        postgresql_include=carried,
    )
