"""Forms as a definition writes them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.fields import AnyField
from engine.fields.base import Key, Label, Written


class Placed(Written):
    """A field in a section, over `span` of its columns."""

    field: Key
    span: Literal[1, 2, 3] = 1


class SectionDefinition(Written):
    """A card of fields; `key` lets conditions name it."""

    key: Key | None = None
    section: Label
    columns: Literal[1, 2, 3] = 2
    collapsed: bool = False
    items: tuple[Key | Placed, ...]


class ConditionDefinition(Written):
    """When a field or a section shows, must be answered, or may not be changed."""

    item: Key
    visible: str | None = None
    required_if: str | None = None
    readonly_if: str | None = None


class CheckDefinition(Written):
    """A sentence that must not be false of a record; `at` is the field that shows the message."""

    key: Key
    assert_: str = Field(alias="assert")
    message: Label
    at: Key | None = None


class AttachDefinition(Written):
    """The row that an attached duplicate adds to the subform `into`; `set` are expressions over the newcomer."""

    into: Key
    set: dict[Key, str] = Field(default_factory=dict)


class DuplicateDefinition(Written):
    """Records with equal `match` are duplicates: refuse, warn, or attach to the one that is there."""

    key: Key
    match: tuple[Key, ...] = Field(min_length=1)
    where: str | None = None
    then: Literal["refuse", "warn", "attach"] = "refuse"
    attach: AttachDefinition | None = None
    message: Label | None = None


class ViewDefinition(Written):
    """A list of records: which, in what order, with which columns. `-field` sorts downwards."""

    key: Key
    label: Label
    kind: Literal["grid"] = "grid"
    columns: tuple[Key, ...] = Field(min_length=1)
    where: str | None = None
    sort: tuple[str, ...] = ()
    roles: tuple[Key, ...] = ()


class FormDefinition(Written):
    """`title` names the field whose text stands for the record wherever it is referred to."""

    key: Key
    uid: str | None = None
    label: Label
    icon: str | None = None
    help: Label | None = None
    title: Key
    fields: tuple[AnyField, ...]
    layout: tuple[SectionDefinition, ...] = ()
    conditions: tuple[ConditionDefinition, ...] = ()
    checks: tuple[CheckDefinition, ...] = ()
    duplicates: tuple[DuplicateDefinition, ...] = ()
    views: tuple[ViewDefinition, ...] = ()
