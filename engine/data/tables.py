"""The tables of an app: one per form with real typed columns, in a schema (or behind a prefix) of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import sqlalchemy as sa

from engine.data import platform
from engine.data.builtin import DEPARTMENT, USER
from engine.data.compiled import Entity, IndexSpec, Model
from engine.data.indexes import indexes_of, make_index
from engine.data.naming import table_name
from engine.data.parts import Place, parts_of
from engine.data.relations import FormTable, Part
from engine.expr import Dialect
from engine.fields.compiled import Field

DELETED = "deleted_at"

_NOTHING: Mapping[str, Part] = MappingProxyType({})
_PLATFORM = {
    USER: (platform.users, {"department": "department_id"}),
    DEPARTMENT: (platform.departments, {"parent": "parent_id"}),
}


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
        forms |= {entity.key: form_table(where, entity, model.indexes.get(entity.key, ())) for entity in own}
        self.forms: Mapping[str, FormTable] = MappingProxyType(forms)

    def __getitem__(self, form: str) -> FormTable:
        return self.forms[form]

    @property
    def own(self) -> tuple[FormTable, ...]:
        """The tables that belong to this app alone."""
        return tuple(form for form in self.forms.values() if form.workspace is None)


def _platform_table(entity: Entity, dialect: Dialect) -> FormTable:
    table, renamed = _PLATFORM[entity.key]
    columns = MappingProxyType({key: table.c[renamed.get(key, key)] for key in entity.fields})
    return FormTable(entity, dialect, table, columns, _NOTHING, workspace=table.c.workspace_id)


def form_table(place: Place, entity: Entity, derived: Iterable[IndexSpec] = ()) -> FormTable:
    """`lead` → lead(id, name, amount, …, created_at, …, version, flow_state, deleted_at)."""
    columns = {field.key: place.column(field, entity.uid) for field in _ordered(entity) if field.has_column}
    columns["id"] = sa.Column("id", sa.String(36), primary_key=True)
    deleted = sa.Column(DELETED, columns["created_at"].type)
    name = table_name(place.name, entity.key, place.dialect)
    table = sa.Table(name, place.metadata, *columns.values(), deleted, schema=place.schema)
    for spec in indexes_of(entity, derived):
        make_index(spec, place.name, entity.uid, columns, deleted, place.dialect)
    parts = MappingProxyType(parts_of(place, entity))
    return FormTable(entity, place.dialect, table, MappingProxyType(columns), parts, deleted)


def _ordered(entity: Entity) -> list[Field]:
    """The id first, then the form's own fields, then the system's."""
    fields = entity.fields
    return [fields["id"], *entity.own, *(field for field in fields.values() if field.system and field.key != "id")]
