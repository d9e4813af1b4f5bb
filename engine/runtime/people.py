"""People as actors: where they stand in the workspace and which roles of an app they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.data.database import Row
from engine.data.platform import departments, role_members, users, workspaces
from engine.kernel.actor import Actor

if TYPE_CHECKING:
    from engine.runtime.live import LiveApp
    from engine.runtime.unit import ReadUnit, WriteUnit

SYSTEM_ID = "00000000-0000-7000-8000-000000000000"
"""Who did it, where no person did: rules, flows, the clock."""

PERSON = (
    users.c.id,
    users.c.workspace_id,
    users.c.name,
    users.c.department_id,
    users.c.locale,
    users.c.builder,
    users.c.admin,
    workspaces.c.people_revision,
)
"""What `actor_of` reads, from `users` and their `workspaces`."""

_BY_ID = (
    sa.select(*PERSON)
    .select_from(users.join(workspaces, workspaces.c.id == users.c.workspace_id))
    .where(users.c.id == sa.bindparam("user"), users.c.active)
)
_DEPARTMENTS = sa.select(departments.c.id, departments.c.parent_id).where(
    departments.c.workspace_id == sa.bindparam("workspace")
)
_SUPERIORS = sa.select(users.c.id, users.c.superior_id).where(
    users.c.workspace_id == sa.bindparam("workspace"), users.c.superior_id.is_not(None)
)
_ROLES = sa.select(role_members.c.role, role_members.c.user_id, role_members.c.department_id).where(
    role_members.c.app_id == sa.bindparam("app")
)
_BUMP = (
    sa.update(workspaces)
    .where(workspaces.c.id == sa.bindparam("workspace"))
    .values(people_revision=workspaces.c.people_revision + 1)
)


def system_actor(workspace_id: str, locale: str = "zh-CN") -> Actor:
    """Rules, flows and the clock: may do everything within the workspace, and says so in the audit."""
    return Actor(SYSTEM_ID, workspace_id, "系统", locale=locale, system=True)


def load_actor(unit: ReadUnit, user_id: str) -> Actor | None:
    """An active person, without the roles of any app."""
    row = unit.session.first(_BY_ID, {"user": user_id})
    return None if row is None else actor_of(unit, row)


def actor_of(unit: ReadUnit, row: Row) -> Actor:
    """The person of a row of `PERSON`; worked out once until people change."""
    user, workspace, name, department, locale, builder, admin, revision = row

    def make() -> Actor:
        parents: dict[str, str | None] = dict(unit.session.rows(_DEPARTMENTS, {"workspace": workspace}))
        superiors: dict[str, str | None] = dict(unit.session.rows(_SUPERIORS, {"workspace": workspace}))
        return Actor(
            id=user,
            workspace_id=workspace,
            name=name,
            department_id=department,
            department_tree=() if department is None else (department, *below(parents, department)),
            subordinates=below(superiors, user),
            locale=locale,
            builder=builder,
            admin=admin,
        )

    return unit.house.actors.get((user, "", 0, revision), make)


def with_roles(unit: ReadUnit, actor: Actor, live: LiveApp) -> Actor:
    """The same person with the roles held in one app, by name or through a department at or above the own one."""
    if actor.system:
        return actor
    return in_app(unit, actor, live, unit.session.scalar(_REVISION, {"workspace": actor.workspace_id}))


def in_app(unit: ReadUnit, actor: Actor, live: LiveApp, revision: int) -> Actor:
    """As `with_roles`, for those who know the people's revision; worked out once until people or the app change."""

    def make() -> Actor:
        parents: dict[str, str | None] = dict(unit.session.rows(_DEPARTMENTS, {"workspace": actor.workspace_id}))
        above = {actor.department_id, *ancestors(parents, actor.department_id)} - {None}
        held = {
            role
            for role, user, department in unit.session.rows(_ROLES, {"app": live.id})
            if user == actor.id or department in above
        }
        return replace(actor, roles=frozenset(held & live.app.model.roles.keys()))

    known = unit.house.actors.get((actor.id, live.id, live.number, revision), make)
    return speaking(known, actor.locale)


def speaking(actor: Actor, locale: str) -> Actor:
    """The same person, talked to in that language."""
    return actor if actor.locale == locale else replace(actor, locale=locale)


_REVISION = sa.select(workspaces.c.people_revision).where(workspaces.c.id == sa.bindparam("workspace"))


def people_changed(unit: WriteUnit, workspace_id: str) -> None:
    """To be called by whatever changes people, departments or role members."""
    unit.session.execute(_BUMP, {"workspace": workspace_id})


def below(parents: Mapping[str, str | None], root: str) -> tuple[str, ...]:
    """Everything whose chain upwards meets `root`, nearest first; circles end by themselves."""
    children: dict[str, list[str]] = {}
    for child, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(child)
    seen: dict[str, None] = {}
    queue = list(children.get(root, ()))
    while queue:
        child = queue.pop(0)
        if child not in seen and child != root:
            seen[child] = None
            queue += children.get(child, ())
    return tuple(seen)


def ancestors(parents: Mapping[str, str | None], start: str | None) -> tuple[str, ...]:
    """The chain upwards from `start`, nearest first, without it."""
    chain: dict[str, None] = {}
    here = None if start is None else parents.get(start)
    while here is not None and here not in chain:
        chain[here] = None
        here = parents.get(here)
    return tuple(chain)
