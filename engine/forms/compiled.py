"""Forms as the engines see them: an entity with its layout, conditions, checks and views."""

from __future__ import annotations

from dataclasses import dataclass

from engine.data.compiled import Entity
from engine.expr import Checked
from engine.fields.compiled import Field
from engine.kernel.wording import Text


@dataclass(frozen=True, slots=True)
class Item:
    field: str
    span: int


@dataclass(frozen=True, slots=True)
class Section:
    key: str | None
    label: Text
    columns: int
    collapsed: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """`fields` are the fields it governs: one, or all of a section."""

    item: str
    fields: tuple[str, ...]
    visible: Checked | None
    required_if: Checked | None
    readonly_if: Checked | None


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    that: Checked
    message: Text
    at: str | None


@dataclass(frozen=True, slots=True)
class View:
    key: str
    label: Text
    kind: str
    columns: tuple[str, ...]
    where: Checked | None
    sort: tuple[str, ...]
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    entity: Entity
    icon: str | None
    help: Text | None
    layout: tuple[Section, ...]
    conditions: tuple[Condition, ...]
    checks: tuple[Check, ...]
    views: tuple[View, ...]

    answered: tuple[Field, ...] = ()
    """Fields that must always be answered."""

    @property
    def key(self) -> str:
        return self.entity.key

    @property
    def label(self) -> Text:
        return self.entity.label
