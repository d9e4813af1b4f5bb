"""Publishing: an app's first version and the next ones, each stored for ever with the tables it needs."""

from __future__ import annotations

import sqlalchemy as sa

from engine.app.compiled import CompiledApp
from engine.data import schema
from engine.data.audit import Entry
from engine.data.platform import app_versions, apps
from engine.data.tables import Tables
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.ids import new_id
from engine.runtime.drafts import AppRow
from engine.runtime.live import open_app
from engine.runtime.messages import CATALOGUE
from engine.runtime.timed import set_timers
from engine.runtime.unit import WriteUnit

_TAKEN = sa.select(apps.c.place).where(apps.c.place.in_(sa.bindparam("places", expanding=True)))
_EXISTS = sa.select(apps.c.id).where(
    apps.c.workspace_id == sa.bindparam("workspace"), apps.c.key == sa.bindparam("key")
)
_NEW_APP = sa.insert(apps)
_NEW_VERSION = sa.insert(app_versions)
_LIVE = (
    sa.update(apps)
    .where(apps.c.id == sa.bindparam("app"))
    .values(
        current=sa.bindparam("number"),
        revision=apps.c.revision + 1,
        label=sa.bindparam("new_label", type_=apps.c.label.type),
        description=sa.bindparam("new_description", type_=apps.c.description.type),
        icon=sa.bindparam("new_icon"),
    )
)
MOST_PLACES = 1000


def install(unit: WriteUnit, actor: Actor, app: CompiledApp, note: str = "") -> AppRow:
    """A new app: its tables, its first version. Refused when the workspace has one of this key."""
    if unit.session.first(_EXISTS, {"workspace": actor.workspace_id, "key": app.key}) is not None:
        raise CATALOGUE.refused(Reason.CONFLICT, "app_exists", key=app.key)
    place = _free_place(unit, app.key)
    row = AppRow(new_id(), app.key, place, None)
    values = {
        "id": row.id,
        "workspace_id": actor.workspace_id,
        "key": app.key,
        "place": place,
        "label": app.label.wire(),
        "description": app.description.wire(),
        "icon": app.icon,
        "created_at": unit.now,
        "created_by": actor.id,
    }
    unit.session.execute(_NEW_APP, values)
    schema.create(unit.session, Tables(place, app.model, unit.session.dialect))
    return store_version(unit, actor, row, app, note)


def _free_place(unit: WriteUnit, key: str) -> str:
    """The app's key, or with a number behind it where another workspace took it: "loan_crm_2"."""
    places = [key, *(f"{key}_{number}" for number in range(2, MOST_PLACES))]
    taken = {row[0] for row in unit.session.rows(_TAKEN, {"places": places[:100]})}
    return next(place for place in places if place not in taken)


def store_version(unit: WriteUnit, actor: Actor, row: AppRow, app: CompiledApp, note: str) -> AppRow:
    """Make a definition whose tables are ready the live one, and write down who did."""
    number = (row.current or 0) + 1
    version = {
        "id": new_id(),
        "app_id": row.id,
        "number": number,
        "hash": app.hash,
        "definition": app.definition,
        "note": note,
        "by": actor.id,
        "at": unit.now,
    }
    unit.session.execute(_NEW_VERSION, version)
    live = {
        "app": row.id,
        "number": number,
        "new_label": app.label.wire(),
        "new_description": app.description.wire(),
        "new_icon": app.icon,
    }
    unit.session.execute(_LIVE, live)
    body = {"version": number, "hash": app.hash, "note": note}
    unit.note(actor.workspace_id, [Entry(actor.id, "app.publish", body, app.key)])
    set_timers(unit, open_app(unit, actor, app.key))
    return AppRow(row.id, row.key, row.place, number)
