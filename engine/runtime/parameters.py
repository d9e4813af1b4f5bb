"""Parameters of a published app: the one thing an analyst changes without publishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from engine.data.audit import Entry
from engine.data.platform import apps, parameters, users
from engine.fields.base import FieldError, Value
from engine.fields.compiled import Field
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.unit import ReadUnit, WriteUnit

_OF = sa.and_(parameters.c.app_id == sa.bindparam("app"), parameters.c.key == sa.bindparam("at_key"))
_DROP = sa.delete(parameters).where(_OF)
_ADD = sa.insert(parameters)
_SET = (
    sa.select(parameters.c.key, parameters.c.updated_at, users.c.id, users.c.name)
    .select_from(parameters.outerjoin(users, users.c.id == parameters.c.updated_by))
    .where(parameters.c.app_id == sa.bindparam("app"))
)
_TOUCH = sa.update(apps).where(apps.c.id == sa.bindparam("app")).values(revision=apps.c.revision + 1)


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter as the definition has it, and what holds today; `by` is the id and name of who set that."""

    field: Field
    value: Value
    by: tuple[str, str] | None = None
    at: datetime | None = None


def settings(unit: ReadUnit, live: LiveApp) -> list[Setting]:
    """All parameters, in the order of the definition."""
    known = {key: (at, by, name) for key, at, by, name in unit.session.rows(_SET, {"app": live.id})}
    made = []
    for key, field in live.app.model.parameters.items():
        at, by, name = known.get(key, (None, None, None))
        made.append(Setting(field, live.parameters[key], None if by is None else (by, name), at))
    return made


def set_value(unit: WriteUnit, live: LiveApp, actor: Actor, key: str, value: Json) -> Json:
    """The value from now on, in the wire format of its type; None puts back what the definition says."""
    field = live.app.model.parameters.get(key)
    if field is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_parameter", name=key)
    old, now = live.parameters[key], field.default
    unit.session.execute(_DROP, {"app": live.id, "at_key": key})
    if value is not None:
        try:
            now = field.type.parse(field.options, value)
        except FieldError as error:
            raise Refused(Reason.INVALID, [error.problem("value")]) from error
        row = {"app_id": live.id, "key": key, "value": value, "updated_by": actor.id, "updated_at": unit.now}
        unit.session.execute(_ADD, row)
    unit.session.execute(_TOUCH, {"app": live.id})
    before, after = (None if each is None else field.type.wire(field.options, each) for each in (old, now))
    body = {"key": key, "old": before, "new": after}
    unit.note(live.workspace_id, [Entry(actor.id, "app.parameter", body, live.key)])
    return after
