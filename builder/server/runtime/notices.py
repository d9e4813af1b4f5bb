"""What people are told."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
from fastapi import Query

from builder.server.call import Reading, Writing
from builder.server.policy import SIGNED_IN
from builder.server.routes import Routes
from builder.server.runtime.bodies import ReadBody
from builder.server.shapes.session import Notifications, Unread
from engine.data.platform import notifications
from engine.kernel.json import JsonObject

routes = Routes("notifications")

_MINE = notifications.c.user_id == sa.bindparam("me")
_LIST = (
    sa.select(
        notifications.c.id,
        notifications.c.title,
        notifications.c.body,
        notifications.c.at,
        notifications.c.read_at,
        notifications.c.link,
        notifications.c.urgent,
    )
    .where(_MINE)
    .order_by(notifications.c.at.desc(), notifications.c.id.desc())
    .limit(sa.bindparam("limit"))
)
_UNREAD = sa.select(sa.func.count()).select_from(notifications).where(_MINE, notifications.c.read_at.is_(None))
_READ = sa.update(notifications).where(_MINE, notifications.c.read_at.is_(None)).values(read_at=sa.bindparam("now"))
_READ_SOME = _READ.where(notifications.c.id.in_(sa.bindparam("ids", expanding=True)))


@routes.get("/notifications", policy=SIGNED_IN)
def list_notifications(
    call: Reading, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Annotated[JsonObject, Notifications]:
    """The latest, and how many are unread."""
    rows = call.unit.session.rows(_LIST, {"me": call.me.id, "limit": limit})
    items = [
        {"id": id_, "title": title, "body": body, "at": at, "read": read is not None, "link": link, "urgent": urgent}
        for id_, title, body, at, read, link, urgent in rows
    ]
    return {"items": items, "unread": call.unit.session.scalar(_UNREAD, {"me": call.me.id})}


@routes.post("/notifications:read", policy=SIGNED_IN)
def read_notifications(call: Writing, body: ReadBody) -> Annotated[JsonObject, Unread]:
    """Marks some as read, or all when none are named."""
    bound: JsonObject = {"me": call.me.id, "now": call.unit.now}
    if body.ids:
        call.unit.session.execute(_READ_SOME, {**bound, "ids": list(body.ids)})
    else:
        call.unit.session.execute(_READ, bound)
    return {"unread": call.unit.session.scalar(_UNREAD, {"me": call.me.id})}
