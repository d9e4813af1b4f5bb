"""Entities, relations and grants: what the data floor needs to know of an app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from engine.data.naming import index_name, unique_name
from engine.expr import Checked
from engine.fields.compiled import Field
from engine.kernel.wording import Text


class Action(StrEnum):
    READ = "read"
    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    IMPORT = "import"
    EXPORT = "export"
    PRINT = "print"


class RowScope(StrEnum):
    NONE = "none"
    OWN = "own"
    OWN_AND_SUBORDINATES = "own_and_subordinates"
    DEPARTMENT = "department"
    DEPARTMENT_TREE = "department_tree"
    ALL = "all"


class FieldRight(StrEnum):
    HIDDEN = "hidden"
    MASKED = "masked"
    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Grant:
    """What one role may do with one form: a named scope or an expression per action, rights per field."""

    role: str
    form: str
    scopes: Mapping[Action, RowScope | Checked]
    """create, import, export, print: ALL or absent; read, edit, delete: a scope or an expression over the record."""
    fields: Mapping[str, FieldRight]
    """Fields that differ from the role's usual right (WRITE where it may create or edit, else READ)."""
    reveal: frozenset[str] = frozenset()
    others: FieldRight = FieldRight.WRITE
    """The right to every field not named in `fields` (`"fields": {"*": "read"}` in a definition)."""


@dataclass(frozen=True, slots=True)
class Role:
    key: str
    label: Text
    grants: Mapping[str, Grant]
    flows: Mapping[str, frozenset[str]]
    dashboards: frozenset[str]


@dataclass(frozen=True, slots=True)
class Inverse:
    """A related list: the rows of `form` whose reference `field` points here; callable as `key` in expressions."""

    key: str
    form: str
    field: str
    label: Text


class OnDuplicate(StrEnum):
    REFUSE = "refuse"
    WARN = "warn"
    ATTACH = "attach"


@dataclass(frozen=True, slots=True)
class Attach:
    """What an attached duplicate leaves behind: one row in the subform `into`, from expressions over the newcomer."""

    into: str
    set: Mapping[str, Checked]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Rows are duplicates when all fields of `match` are equal and answered, within `where`."""

    key: str
    match: tuple[str, ...]
    then: OnDuplicate
    where: Checked | None
    message: Text | None
    attach: Attach | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A form's data: `fields` in order, own ones first, system fields last."""

    key: str
    uid: str
    label: Text
    title: str
    fields: Mapping[str, Field]
    inverses: Mapping[str, Inverse]
    duplicates: tuple[Duplicate, ...] = ()

    @property
    def own(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields.values() if not f.system)


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """One index in the terms of the definition: `uid` survives renames, `fields` are keys. `live` ones leave out what
    is in the recycle bin; so do unique ones, so that a record in the bin does not block its successor."""

    uid: str
    fields: tuple[str, ...]
    unique: bool = False
    live: bool = False
    include: tuple[str, ...] = ()
    """Fields that are only carried along, so that a read finds all it asks for in the index."""
    of: frozenset[str] = frozenset()
    """The uids of all these fields, of an index that was derived."""
    serves: tuple[Text, ...] = field(default=(), compare=False)
    """What it was derived for, in words."""

    def name(self, place: str, entity_uid: str) -> str:
        if self.unique:
            return unique_name(place, entity_uid, self.uid)
        return index_name(place, entity_uid, self.uid)


@dataclass(frozen=True, slots=True)
class Model:
    """All entities of an app, `user` and `department` of the platform among them."""

    entities: Mapping[str, Entity]
    roles: Mapping[str, Role]
    parameters: Mapping[str, Field]
    indexes: Mapping[str, tuple[IndexSpec, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By form: what its views, reports, row scopes and rules want beyond the indexes that every form has."""

    def entity(self, key: str) -> Entity:
        return self.entities[key]
