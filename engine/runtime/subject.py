"""What a flow knows of the record it is about, and what that record is called."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from engine.data.asking import Asker
from engine.data.platform import users
from engine.fields.base import Value
from engine.kernel.actor import Actor
from engine.kernel.wording import ZH
from engine.runtime.cases import Held
from engine.runtime.live import LiveApp
from engine.runtime.people import system_actor
from engine.runtime.unit import ReadUnit

_PERSON = sa.select(users.c.id, users.c.name, users.c.login, users.c.email, users.c.department_id).where(
    users.c.id == sa.bindparam("user")
)


def subject_of(unit: ReadUnit, live: LiveApp, held: Held) -> Mapping[str, Value]:
    """The record's own values as the system sees them; nothing when it is gone."""
    if held.form not in live.app.forms:
        return {}
    asker, access = _system(unit, live), live.access
    visible, columns = access.visible(held.form, asker.actor), access.columns(held.form, asker.actor)
    reader = live.reader(held.form)
    found = reader.values(unit.session, asker, [held.case.record], visible=visible, columns=columns)
    return found.get(held.case.record, {})


def _system(unit: ReadUnit, live: LiveApp) -> Asker:
    return Asker(system_actor(live.workspace_id), unit.moment(live.app.zone), live.parameters)


def names_of(unit: ReadUnit, live: LiveApp, held: Held, actor: Actor) -> dict[str, object]:
    """Everything the flow's expressions may name: the record and what lies around it, `me`, `param`, `case`."""
    asker = Asker(actor, unit.moment(live.app.zone), live.parameters)
    row = subject_of(unit, live, held)
    around: Mapping[str, object] = {}
    if row:
        system = _system(unit, live)
        (around,) = live.gatherer.gather(unit.session, system, held.form, [row], held.flow.needs)
    starter = held.case.starter or (None if actor.system else actor.id) or row.get("owner_id") or row.get("created_by")
    case = {
        "title": title_of(live, held.form, row),
        "starter": _person(unit, starter),
        "started_at": held.case.started_at or unit.now,
    }
    return {**row, **around, **asker.names(), "case": case}


def _person(unit: ReadUnit, user: Value) -> dict[str, object] | None:
    row = None if user is None else unit.session.first(_PERSON, {"user": user})
    return None if row is None else dict(zip(("id", "name", "login", "email", "department"), row, strict=True))


def title_of(live: LiveApp, form: str, row: Mapping[str, Value]) -> str:
    """What the record is called in a list of tasks; masked where its type is masked."""
    entity = live.app.model.entities.get(form)
    field = None if entity is None else entity.fields.get(entity.title)
    value = None if field is None else row.get(field.key)
    if field is None or value is None:
        return ""
    if getattr(field.face_options, "masked", False):
        return field.face.mask(field.face_options, value)
    return field.face.text(field.face_options, value, ZH, live.app.zone)


def may_name(live: LiveApp, actor: Actor, form: str) -> bool:
    """Whether somebody may know what records of the form are called; where the title is masked for everybody, as far
    as it is shown."""
    entity = live.app.model.entities.get(form)
    if entity is None or actor.system:
        return True
    columns = live.access.columns(form, actor)
    masked = getattr(entity.fields[entity.title].face_options, "masked", False)
    return entity.title in (columns.readable if masked else columns.clear)
