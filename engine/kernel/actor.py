"""Who acts: a person of a workspace with the roles held in one app, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """`department_tree` is the own department and all below it; `subordinates` all people below, at any depth.

    `roles` are the role keys held in the app at hand. `system` acts for rules, flows and imports of the operator and
    is not bound by row or field access. `builder` may change apps; `admin` may manage people.
    """

    id: str
    workspace_id: str
    name: str
    department_id: str | None = None
    department_tree: tuple[str, ...] = ()
    subordinates: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    locale: str = "zh-CN"
    builder: bool = False
    admin: bool = False
    system: bool = False
