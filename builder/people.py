"""Adding workspaces, departments and people; what they are is asked of engine.runtime.people."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from builder.server import passwords
from engine.data.platform import departments, users, workspaces
from engine.kernel.ids import new_id
from engine.runtime.people import people_changed
from engine.runtime.unit import ReadUnit, WriteUnit

_ADD_WORKSPACE = sa.insert(workspaces)
_ADD_DEPARTMENT = sa.insert(departments)
_ADD_USER = sa.insert(users)
_LEAD = (
    sa.update(departments).where(departments.c.id == sa.bindparam("department")).values(head_id=sa.bindparam("head"))
)
_ANYBODY = sa.select(users.c.id).limit(1)
_DEMO = sa.select(users.c.id).where(users.c.demo).limit(1)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person to be added; `superior` is another person's id. Without a password nobody can sign in as them."""

    login: str
    name: str
    password: str | None
    department: str | None = None
    superior: str | None = None
    email: str | None = None
    locale: str = "zh-CN"
    builder: bool = False
    admin: bool = False
    demo: bool = False


def add_workspace(unit: WriteUnit, key: str, name: str, time_zone: str = "Asia/Shanghai") -> str:
    """The id of a new workspace."""
    workspace = new_id()
    unit.session.execute(
        _ADD_WORKSPACE,
        {"id": workspace, "key": key, "name": name, "time_zone": time_zone, "created_at": unit.now},
    )
    return workspace


def add_department(unit: WriteUnit, workspace: str, name: str, parent: str | None = None, position: int = 0) -> str:
    """The id of a new department below `parent`."""
    department = new_id()
    unit.session.execute(
        _ADD_DEPARTMENT,
        {
            "id": department,
            "workspace_id": workspace,
            "name": name,
            "parent_id": parent,
            "position": position,
            "created_at": unit.now,
        },
    )
    people_changed(unit, workspace)
    return department


def add_person(unit: WriteUnit, workspace: str, newcomer: Newcomer) -> str:
    """The id of a new person, who may sign in at once."""
    person = new_id()
    unit.session.execute(
        _ADD_USER,
        {
            "id": person,
            "workspace_id": workspace,
            "login": newcomer.login.strip().lower(),
            "name": newcomer.name,
            "email": newcomer.email,
            "password_hash": None if newcomer.password is None else passwords.hashed(newcomer.password),
            "locale": newcomer.locale,
            "department_id": newcomer.department,
            "superior_id": newcomer.superior,
            "builder": newcomer.builder,
            "admin": newcomer.admin,
            "demo": newcomer.demo,
            "created_at": unit.now,
            "updated_at": unit.now,
        },
    )
    people_changed(unit, workspace)
    return person


def appoint(unit: WriteUnit, workspace: str, department: str, head: str) -> None:
    """Make a person the head of a department."""
    unit.session.execute(_LEAD, {"department": department, "head": head})
    people_changed(unit, workspace)


def nobody_is_here(unit: ReadUnit) -> bool:
    return unit.session.first(_ANYBODY) is None


def has_demo_accounts(unit: ReadUnit) -> bool:
    """Whether somebody can sign in with the password that stands in the README."""
    return unit.session.first(_DEMO) is not None
