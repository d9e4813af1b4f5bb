"""What is settled about an app without publishing it."""

from __future__ import annotations

from typing_extensions import TypedDict

from builder.server.shapes.bundle import FieldBundle
from builder.server.shapes.values import Actor, Named, Text, Wire


class Parameter(TypedDict):
    """`default`: what the definition says; `value`: what holds today, `changed` when that differs. `by` and `at`: who
    set a value, and when."""

    field: FieldBundle
    unit: Text | None
    default: Wire
    value: Wire
    changed: bool
    by: Actor | None
    at: str | None


class Parameters(TypedDict):
    items: list[Parameter]


class RoleMembers(TypedDict):
    """A department stands for everybody in it and below it."""

    role: str
    label: Text
    people: list[Named]
    departments: list[Named]


class AppMembers(TypedDict):
    may_change: bool
    items: list[RoleMembers]
