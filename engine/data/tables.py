"""The tables of an app: one per form with real typed columns, and everything said about them once and for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sqlalchemy as sa

from engine.data import platform
from engine.data.builtin import DEPARTMENT, USER
from engine.data.compiled import Entity, Model
from engine.data.indexes import indexes_of, make_index
from engine.data.naming import table_name
from engine.data.parts import Column, Part, Place, parts_of
from engine.expr import Dialect, Element
from engine.fields.compiled import Field

DELETED = "deleted_at"

_PLATFORM = {
    USER: (platform.users, {"department": "department_id"}),
    DEPARTMENT: (platform.departments, {"parent": "parent_id"}),
}


@dataclass(frozen=True, slots=True, eq=False)
class FormTable:
    """A form's table. `columns` by field key, `deleted` marks the recycle bin, `parts` hold what one column cannot."""

    entity: Entity
    dialect: Dialect
    table: sa.Table
    columns: Mapping[str, Column]
    deleted: Column | None
    parts: Mapping[str, Part]
    workspace: Column | None = None
    """Set for people and departments, which all workspaces keep in one table."""

    @property
    def key(self) -> str:
        return self.entity.key

    @property
    def id(self) -> Column:
        return self.columns["id"]

    @property
    def stored(self) -> tuple[Field, ...]:
        """Fields with a column, in the order of `columns`."""
        return tuple(self.entity.fields[key] for key in self.columns)

    def column(self, source: sa.FromClause, key: str) -> Element:
        """The column of a field in the table itself or in an alias of it."""
        return source.c[self.columns[key].name]

    def live(self, source: sa.FromClause) -> Element:
        """Not in the recycle bin."""
        return sa.true() if self.deleted is None else source.c[self.deleted.name].is_(None)


class Tables:
    """All tables of an app at one place, in one dialect: `Tables("loan_crm", model, "postgresql")["lead"].table`."""

    def __init__(self, place: str, model: Model, dialect: Dialect) -> None:
        self.place = place
        self.model = model
        self.dialect = dialect
        self.metadata = sa.MetaData()
        own = [entity for key, entity in model.entities.items() if key not in _PLATFORM]
        where = Place(place, dialect, self.metadata, frozenset(entity.key for entity in own))
        forms = {key: _platform_table(model.entities[key], dialect) for key in _PLATFORM if key in model.entities}
        forms |= {entity.key: _form_table(where, entity) for entity in own}
        self.forms: Mapping[str, FormTable] = MappingProxyType(forms)

    def __getitem__(self, form: str) -> FormTable:
        return self.forms[form]

    @property
    def own(self) -> tuple[FormTable, ...]:
        """The tables that belong to this app alone."""
        return tuple(form for form in self.forms.values() if form.workspace is None)


def _platform_table(entity: Entity, dialect: Dialect) -> FormTable:
    table, renamed = _PLATFORM[entity.key]
    columns = {key: table.c[renamed.get(key, key)] for key in entity.fields}
    return FormTable(
        entity, dialect, table, MappingProxyType(columns), None, MappingProxyType({}), table.c.workspace_id
    )


def _form_table(place: Place, entity: Entity) -> FormTable:
    """`lead` → lead(id, name, amount, …, created_at, …, version, flow_state, deleted_at)."""
    columns = {field.key: place.column(field, entity.uid) for field in _ordered(entity) if field.has_column}
    columns["id"] = sa.Column("id", sa.String(36), primary_key=True)
    deleted = sa.Column(DELETED, columns["created_at"].type)
    name = table_name(place.name, entity.key, place.dialect)
    table = sa.Table(name, place.metadata, *columns.values(), deleted, schema=place.schema)
    form = FormTable(
        entity,
        place.dialect,
        table,
        MappingProxyType(columns),
        deleted,
        MappingProxyType(parts_of(place, entity.key, entity.uid, entity.own)),
    )
    for spec in indexes_of(entity):
        make_index(spec, place.name, entity, columns, deleted, place.dialect)
    return form


def _ordered(entity: Entity) -> list[Field]:
    """The id first, then the form's own fields, then the system's."""
    fields = entity.fields
    return [fields["id"], *entity.own, *(field for field in fields.values() if field.system and field.key != "id")]
