"""Who may use an app: the people and departments that hold its roles, told and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from engine.data.audit import Entry
from engine.data.platform import apps, departments, role_members, users
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.json import JsonObject
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.unit import ReadUnit, WriteUnit
from engine.runtime.workspace import give_role, set_members

_OF_APP = role_members.c.app_id == sa.bindparam("app")
_PEOPLE = (
    sa.select(role_members.c.role, users.c.id, users.c.name)
    .select_from(role_members.join(users, users.c.id == role_members.c.user_id))
    .where(_OF_APP, users.c.active)
    .order_by(users.c.name, users.c.id)
)
_DEPARTMENTS = (
    sa.select(role_members.c.role, departments.c.id, departments.c.name)
    .select_from(role_members.join(departments, departments.c.id == role_members.c.department_id))
    .where(_OF_APP)
    .order_by(departments.c.position, departments.c.id)
)
_MAKER = sa.select(apps.c.created_by).where(apps.c.id == sa.bindparam("app"))


def _here(table: sa.Table) -> sa.Select[tuple[str]]:
    return sa.select(table.c.id).where(
        table.c.workspace_id == sa.bindparam("workspace"),
        table.c.active,
        table.c.id.in_(sa.bindparam("ids", expanding=True)),
    )


_KNOWN_PEOPLE, _KNOWN_DEPARTMENTS = _here(users), _here(departments)


@dataclass(frozen=True, slots=True)
class Members:
    """Of one role: ids and names."""

    people: list[tuple[str, str]] = field(default_factory=list)
    departments: list[tuple[str, str]] = field(default_factory=list)


def members(unit: ReadUnit, live: LiveApp) -> Mapping[str, Members]:
    """Members by role, in the order of the definition."""
    made: defaultdict[str, Members] = defaultdict(Members)
    for role, id_, name in unit.session.rows(_PEOPLE, {"app": live.id}):
        made[role].people.append((id_, name))
    for role, id_, name in unit.session.rows(_DEPARTMENTS, {"app": live.id}):
        made[role].departments.append((id_, name))
    return {role: made[role] for role in live.app.model.roles}


def may_appoint(unit: ReadUnit, live: LiveApp, actor: Actor) -> bool:
    """Who builds an app need not see what is in it: only its maker and administrators open it to people."""
    return actor.admin or unit.session.scalar(_MAKER, {"app": live.id}) == actor.id


def appoint(
    unit: WriteUnit, live: LiveApp, actor: Actor, role: str, user_ids: Sequence[str], department_ids: Sequence[str]
) -> None:
    """From now on the role is held by these, and written down who said so."""
    if not may_appoint(unit, live, actor):
        raise CATALOGUE.refused(Reason.FORBIDDEN, "not_your_app")
    if role not in live.app.model.roles:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_role", name=role)
    for statement, ids in ((_KNOWN_PEOPLE, user_ids), (_KNOWN_DEPARTMENTS, department_ids)):
        asked = {"workspace": live.workspace_id, "ids": list(ids)}
        if {row[0] for row in unit.session.rows(statement, asked)} != set(ids):
            raise CATALOGUE.refused(Reason.INVALID, "unknown_member")
    old = members(unit, live)[role]
    set_members(unit, live.workspace_id, live.id, role, user_ids, department_ids)
    body: JsonObject = {
        "role": role,
        "old": {"people": [id_ for id_, _ in old.people], "departments": [id_ for id_, _ in old.departments]},
        "new": {"people": list(user_ids), "departments": list(department_ids)},
    }
    unit.note(live.workspace_id, [Entry(actor.id, "app.members", body, live.key)])


def move_in(unit: WriteUnit, live: LiveApp, actor: Actor) -> None:
    """Who made an app holds all its roles, so that it can be tried at once."""
    for role in live.app.model.roles:
        give_role(unit, live.workspace_id, live.id, role, [actor.id])
