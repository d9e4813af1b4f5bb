"""Into an app: who one is there and what is published, in one question."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.database import Row
from engine.data.platform import apps, users, workspaces
from engine.kernel.actor import Actor
from engine.runtime.live import PUBLISHED, LiveApp, app_of
from engine.runtime.people import PERSON, actor_of, in_app
from engine.runtime.unit import ReadUnit

STANDING = (*PERSON, *PUBLISHED)
"""What `entered` reads, `AT_APP` being joined to people and their workspaces."""

AT_APP = (
    (apps.c.workspace_id == users.c.workspace_id) & (apps.c.key == sa.bindparam("app")) & apps.c.deleted_at.is_(None)
)
_STANDING = (
    sa.select(*STANDING)
    .select_from(users.join(workspaces, workspaces.c.id == users.c.workspace_id).outerjoin(apps, AT_APP))
    .where(users.c.id == sa.bindparam("user"), users.c.active)
)


def enter(unit: ReadUnit, user_id: str, key: str) -> tuple[LiveApp, Actor] | None:
    """The app of this key in the person's workspace, and the person with the roles held there; None for somebody who is
    not active, a refusal where there is no such app."""
    row = unit.session.first(_STANDING, {"user": user_id, "app": key})
    return None if row is None else entered(unit, row)


def entered(unit: ReadUnit, row: Row) -> tuple[LiveApp, Actor]:
    """As `enter`, for those who have asked already."""
    person, published = row[: len(PERSON)], row[len(PERSON) :]
    actor = actor_of(unit, person)
    live = app_of(unit, actor.workspace_id, published)
    return live, in_app(unit, actor, live, person[-1])
