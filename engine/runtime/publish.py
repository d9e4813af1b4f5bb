"""Publishing: an app's first version and the next ones, each stored for ever with the tables it needs."""

from __future__ import annotations

import sqlalchemy as sa

from engine.app.changes import changes
from engine.app.compiled import CompiledApp
from engine.app.plan import Plan, plan
from engine.data import parking, schema
from engine.data.audit import Entry
from engine.data.database import MANY
from engine.data.naming import free_place
from engine.data.operations import AddIndex, Weight
from engine.data.platform import app_versions, apps
from engine.data.tables import Tables
from engine.data.weigh import weigh
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.runtime.drafts import AppRow
from engine.runtime.live import open_app
from engine.runtime.messages import CATALOGUE
from engine.runtime.timed import set_timers
from engine.runtime.unit import ReadUnit, WriteUnit

_PLACES = sa.select(apps.c.place)
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
    return free_place(key, frozenset(row[0] for row in unit.session.rows(_PLACES)))


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


def planned(unit: ReadUnit, row: AppRow, old: CompiledApp | None, new: CompiledApp) -> Plan:
    """What a publish of `new` would do to the data, with what could be brought back from the parking lot."""
    waiting = parking.waiting(unit.session, row.place)
    if old is None:
        return plan(None, new.model, waiting)
    there = Tables(row.place, old.model, unit.session.dialect)
    return plan(old.model, new.model, waiting, schema.drift(unit.session, there))


def described(unit: ReadUnit, row: AppRow, old: CompiledApp | None, new: CompiledApp, wanted: Plan) -> list[JsonObject]:
    """Each operation in words, with what it would take away or touch; then what changes without moving data."""
    told: list[JsonObject] = []
    tables = None if old is None else Tables(row.place, old.model, unit.session.dialect)
    for operation in wanted.operations:
        weight = Weight() if tables is None else weigh(unit.session, tables, operation)
        told.append(
            {
                "kind": operation.kind,
                "path": operation.path,
                "sentence": operation.describe().wire(),
                "severity": str(operation.severity),
                "loses": weight.loses,
                "affects": weight.affects,
            }
        )
    if old is not None:
        told += [change.wire() for change in changes(old.definition, new.definition)]
    return told


def publish(unit: WriteUnit, actor: Actor, row: AppRow, old: CompiledApp | None, new: CompiledApp, note: str) -> AppRow:
    """Bring the tables to the new version and make it the live one; all of it or nothing. What is live already is
    not published again."""
    if old is not None and old.hash == new.hash:
        return row
    if old is None:
        schema.create(unit.session, Tables(row.place, new.model, unit.session.dialect))
        return store_version(unit, actor, row, new, note)
    wanted = planned(unit, row, old, new)
    if wanted.diagnostics:
        raise CATALOGUE.refused(Reason.INVALID, "has_errors", None, count=len(wanted.diagnostics))
    before = Tables(row.place, old.model, unit.session.dialect)
    after = Tables(row.place, new.model, unit.session.dialect)
    schema.apply(unit.session, before, after, wanted.operations, unit.moment(new.zone))
    schema.verify(unit.session)
    for operation in wanted.operations:
        if isinstance(operation, AddIndex):
            unit.session.written[after[operation.spot.entity.key].table] += MANY
    if wanted.operations:
        # Servers forget the plans of statements prepared before the tables changed.
        unit.afterwards.append(unit.house.database.renew)
    return store_version(unit, actor, row, new, note)
