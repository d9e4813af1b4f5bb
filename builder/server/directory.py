"""People and departments of the workspace, for pickers and for names beside ids."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
from fastapi import Query

from builder.server.call import Reading
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.shapes.session import Departments, People
from engine.data.platform import departments, users
from engine.kernel.json import JsonObject

routes = Routes("directory")

_PEOPLE = (
    sa.select(users.c.id, users.c.name, departments.c.id, departments.c.name)
    .select_from(users.outerjoin(departments, departments.c.id == users.c.department_id))
    .where(users.c.workspace_id == sa.bindparam("workspace"))
    .order_by(users.c.name, users.c.id)
)
_NAMED = _PEOPLE.where(users.c.id.in_(sa.bindparam("ids", expanding=True)))
_DEPARTMENTS = (
    sa.select(departments.c.id, departments.c.name, departments.c.parent_id)
    .where(departments.c.workspace_id == sa.bindparam("workspace"), departments.c.active)
    .order_by(departments.c.position, departments.c.id)
)
_MOST_IDS = 500


@routes.get("/people", policy=SIGNED_IN)
def people(
    call: Reading, search: str = "", ids: str = "", limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Annotated[JsonObject, People]:
    """Active people whose name or login contains `search`; or those of `ids`, also the ones who have left."""
    asked: JsonObject = {"workspace": call.me.workspace_id}
    if ids:
        rows = call.unit.session.rows(_NAMED, {**asked, "ids": ids.split(",")[:_MOST_IDS]})
    else:
        rows = call.unit.session.rows(_found(search), {**asked, "limit": limit})
    return {"items": [_person(*row) for row in rows]}


@routes.get("/departments", policy=SIGNED_IN)
def all_departments(call: Reading) -> Annotated[JsonObject, Departments]:
    """Every department with the one above it."""
    rows = call.unit.session.rows(_DEPARTMENTS, {"workspace": call.me.workspace_id})
    return {"items": [{"id": id_, "name": name, "parent": parent} for id_, name, parent in rows]}


def _found(search: str) -> sa.Select[tuple[str, str, str, str]]:
    matching = users.c.name.icontains(search, autoescape=True) | users.c.login.icontains(search, autoescape=True)
    return _PEOPLE.where(users.c.active, matching).limit(sa.bindparam("limit"))


def _person(id_: str, name: str, department: str | None, department_name: str | None) -> JsonObject:
    return {
        "id": id_,
        "name": name,
        "department": None if department is None else {"id": department, "name": department_name},
    }
