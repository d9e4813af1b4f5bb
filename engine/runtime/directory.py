"""The people of a workspace as rules and flows look them up: roles, departments, superiors, as of now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from engine.data.platform import departments, role_members, users, workspaces
from engine.runtime.live import LiveApp
from engine.runtime.people import below
from engine.runtime.unit import ReadUnit

_PEOPLE = sa.select(
    users.c.id, users.c.login, users.c.name, users.c.department_id, users.c.superior_id, users.c.admin, users.c.active
).where(users.c.workspace_id == sa.bindparam("workspace"))
_DEPARTMENTS = sa.select(departments.c.id, departments.c.name, departments.c.parent_id, departments.c.head_id).where(
    departments.c.workspace_id == sa.bindparam("workspace")
)
_MEMBERS = sa.select(role_members.c.role, role_members.c.user_id, role_members.c.department_id).where(
    role_members.c.app_id == sa.bindparam("app")
)
_REVISION = sa.select(workspaces.c.people_revision).where(workspaces.c.id == sa.bindparam("workspace"))


class WorkspaceDirectory:
    """Implements `engine.rules.people.Directory`; made once per change of people and kept."""

    def __init__(self, unit: ReadUnit, live: LiveApp) -> None:
        mine = {"workspace": live.workspace_id}
        self._superiors: dict[str, str | None] = {}
        self._departments: dict[str, str | None] = {}
        self._names: dict[str, str] = {}
        self._logins: dict[str, str] = {}
        self._staff: defaultdict[str, list[str]] = defaultdict(list)
        self._administrators: list[str] = []
        self._active: set[str] = set()
        for id_, login, name, department, superior, admin, active in unit.session.rows(_PEOPLE, mine):
            self._names[id_] = name
            if not active:
                continue
            self._active.add(id_)
            self._logins[login] = id_
            self._superiors[id_] = superior
            self._departments[id_] = department
            if department is not None:
                self._staff[department].append(id_)
            if admin:
                self._administrators.append(id_)
        rows = unit.session.rows(_DEPARTMENTS, mine)
        self._parents: dict[str, str | None] = {row[0]: row[2] for row in rows}
        self._heads: dict[str, str | None] = {row[0]: row[3] for row in rows}
        self._called: dict[str, str] = {row[1]: row[0] for row in rows}
        self._members = self._roles(unit, live)

    def _roles(self, unit: ReadUnit, live: LiveApp) -> dict[str, list[str]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for role, user, department in unit.session.rows(_MEMBERS, {"app": live.id}):
            if user is not None:
                found[role][user] = None
                continue
            for each in (department, *below(self._parents, department)):
                found[role].update(dict.fromkeys(self._staff[each]))
        return {role: [user for user in people if user in self._active] for role, people in found.items()}

    def has(self, user: str) -> bool:
        return user in self._active

    def login(self, login: str) -> str | None:
        return self._logins.get(login.lower())

    def members(self, role: str) -> Sequence[str]:
        return self._members.get(role, ())

    def department(self, name: str) -> str | None:
        return name if name in self._parents else self._called.get(name)

    def department_of(self, user: str) -> str | None:
        return self._departments.get(user)

    def staff(self, department: str) -> Sequence[str]:
        return self._staff.get(department, ())

    def head(self, department: str) -> str | None:
        return self._heads.get(department)

    def superior(self, user: str) -> str | None:
        return self._superiors.get(user)

    def administrators(self) -> Sequence[str]:
        return self._administrators

    def name(self, user: str) -> str:
        return self._names.get(user, "")


def directory_of(unit: ReadUnit, live: LiveApp) -> WorkspaceDirectory:
    """The directory as it is today."""
    revision = unit.session.scalar(_REVISION, {"workspace": live.workspace_id})
    return unit.house.directories.get((live.id, revision), lambda: WorkspaceDirectory(unit, live))
