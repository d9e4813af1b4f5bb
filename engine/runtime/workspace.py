"""Workspaces and the people in them: the only writer of people, departments and role members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from engine.data.platform import departments, role_members, users, workspaces
from engine.kernel.ids import new_id
from engine.runtime.people import people_changed
from engine.runtime.unit import WriteUnit


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be. `login` is kept in lower case; without a password hash nobody can sign in as them."""

    login: str
    name: str
    department_id: str | None = None
    superior_id: str | None = None
    email: str | None = None
    password_hash: str | None = None
    builder: bool = False
    admin: bool = False
    demo: bool = False
    id: str = field(default_factory=new_id)


def add_workspace(unit: WriteUnit, key: str, name: str, zone: str = "Asia/Shanghai") -> str:
    """A new workspace; its id."""
    id_ = new_id()
    values = {"id": id_, "key": key, "name": name, "time_zone": zone, "created_at": unit.now}
    unit.session.execute(sa.insert(workspaces), values)
    return id_


def add_department(unit: WriteUnit, workspace_id: str, name: str, parent_id: str | None = None) -> str:
    """A department below another; its id."""
    id_ = new_id()
    values = {
        "id": id_,
        "workspace_id": workspace_id,
        "name": name,
        "parent_id": parent_id,
        "position": 0,
        "created_at": unit.now,
    }
    unit.session.execute(sa.insert(departments), values)
    people_changed(unit, workspace_id)
    return id_


def set_head(unit: WriteUnit, workspace_id: str, department_id: str, user_id: str) -> None:
    """Who leads a department."""
    statement = sa.update(departments).where(departments.c.id == department_id).values(head_id=user_id)
    unit.session.execute(statement)
    people_changed(unit, workspace_id)


def add_people(unit: WriteUnit, workspace_id: str, people: Sequence[Person]) -> None:
    """New people; superiors must come before those who report to them."""
    for person in people:
        values = {
            "id": person.id,
            "workspace_id": workspace_id,
            "login": person.login.lower(),
            "name": person.name,
            "email": person.email,
            "password_hash": person.password_hash,
            "department_id": person.department_id,
            "superior_id": person.superior_id,
            "builder": person.builder,
            "admin": person.admin,
            "demo": person.demo,
            "created_at": unit.now,
            "updated_at": unit.now,
        }
        unit.session.execute(sa.insert(users), values)
    people_changed(unit, workspace_id)


_OUT = sa.delete(role_members).where(
    role_members.c.app_id == sa.bindparam("app"), role_members.c.role == sa.bindparam("of_role")
)


def set_members(
    unit: WriteUnit, workspace_id: str, app_id: str, role: str, user_ids: Sequence[str], department_ids: Sequence[str]
) -> None:
    """A role of an app is held by these people, and by everybody in these departments and below; by nobody else."""
    unit.session.execute(_OUT, {"app": app_id, "of_role": role})
    for column, ids in (("user_id", user_ids), ("department_id", department_ids)):
        for id_ in dict.fromkeys(ids):
            values = {"id": new_id(), "app_id": app_id, "role": role, column: id_, "created_at": unit.now}
            unit.session.execute(sa.insert(role_members), values)
    people_changed(unit, workspace_id)


def give_role(unit: WriteUnit, workspace_id: str, app_id: str, role: str, user_ids: Sequence[str]) -> None:
    """People hold a role of an app from now on."""
    for user_id in user_ids:
        values = {"id": new_id(), "app_id": app_id, "role": role, "user_id": user_id, "created_at": unit.now}
        unit.session.execute(sa.insert(role_members), values)
    people_changed(unit, workspace_id)
