"""Roles as a definition writes them: per form the rows and fields a role may see and touch."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.fields.base import Key, Label, Written

ScopeName = Literal["none", "own", "own_and_subordinates", "department", "department_tree", "all"]
RightName = Literal["hidden", "masked", "read", "write"]


class WhereScope(Written):
    """Rows for which an expression over the record is true."""

    where: str


Scope = ScopeName | WhereScope
FieldKey = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,40}|\*)$")]


class FormGrant(Written):
    """`fields: {"*": "read"}` sets the right to every field that is not named."""

    read: Scope = "none"
    create: bool = False
    edit: Scope = "none"
    delete: Scope = "none"
    import_: bool = Field(default=False, alias="import")
    export: bool = False
    print: bool = False
    fields: dict[FieldKey, RightName] = Field(default_factory=dict)
    reveal: tuple[Key, ...] = ()


class RoleDefinition(Written):
    """`dashboards: ["*"]` grants all of them; `flows` lists the moves a role may make outside its own tasks."""

    key: Key
    uid: str | None = None
    label: Label
    forms: dict[Key, FormGrant] = Field(default_factory=dict)
    flows: dict[Key, tuple[Literal["start", "withdraw", "urge", "terminate"], ...]] = Field(default_factory=dict)
    dashboards: tuple[str, ...] = ()
