"""What people say about a record."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.asking import Asker
from engine.data.platform import comments, users
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.runtime.live import LiveApp
from engine.runtime.query import require
from engine.runtime.unit import ReadUnit, WriteUnit

_OF_RECORD = (
    sa.select(comments.c.id, comments.c.text, comments.c.by, users.c.name, comments.c.at)
    .select_from(comments.outerjoin(users, users.c.id == comments.c.by))
    .where(
        comments.c.app_id == sa.bindparam("app"),
        comments.c.form == sa.bindparam("form"),
        comments.c.record_id == sa.bindparam("record"),
        comments.c.deleted_at.is_(None),
    )
    .order_by(comments.c.at, comments.c.id)
)
_ADD = sa.insert(comments)


def of_record(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, record: str) -> list[JsonObject]:
    """Oldest first; refused to those who may not read the record."""
    require(unit, live, asker, form, record)
    rows = unit.session.rows(_OF_RECORD, {"app": live.id, "form": form, "record": record})
    return [{"id": id_, "text": text, "by": {"id": by, "name": name}, "at": at} for id_, text, by, name, at in rows]


def add(unit: WriteUnit, live: LiveApp, asker: Asker, form: str, record: str, text: str) -> JsonObject:
    """Say something; the line as it is now shown."""
    require(unit, live, asker, form, record)
    id_ = new_id()
    unit.session.execute(
        _ADD,
        {
            "id": id_,
            "app_id": live.id,
            "form": form,
            "record_id": record,
            "text": text,
            "by": asker.actor.id,
            "at": unit.now,
        },
    )
    return {"id": id_, "text": text, "by": {"id": asker.actor.id, "name": asker.actor.name}, "at": unit.now}
