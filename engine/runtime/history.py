"""What happened to a record: the audit told to those who may read it, field by field."""

from __future__ import annotations

import sqlalchemy as sa

from engine.data.asking import Asker
from engine.data.audit import Past
from engine.data.audit import history as past_of
from engine.data.platform import users
from engine.fields.base import FieldError
from engine.fields.compiled import Field
from engine.kernel.json import Json, JsonObject
from engine.kernel.wording import Text, listed
from engine.runtime.live import LiveApp
from engine.runtime.people import SYSTEM_ID
from engine.runtime.query import require
from engine.runtime.titles import titles
from engine.runtime.unit import ReadUnit

_NAMES = sa.select(users.c.id, users.c.name).where(users.c.id.in_(sa.bindparam("ids", expanding=True)))
_BLANK = "—"
_SYSTEM = Text("系统", "System")


def of_record(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, record: str) -> list[JsonObject]:
    """[{"at", "by", "action", "changes": [{"field", "label", "old", "new"}]}], newest first."""
    require(unit, live, asker, form, record)
    past = past_of(unit.session, live.workspace_id, live.key, record)
    names = dict(unit.session.rows(_NAMES, {"ids": list({each.actor_id for each in past})})) if past else {}
    names[SYSTEM_ID] = _SYSTEM.in_locale(asker.actor.locale)
    teller = _Teller(unit, live, asker, form, past)
    return [
        {
            "at": each.at,
            "by": {"id": each.actor_id, "name": names.get(each.actor_id)},
            "action": each.action.removeprefix("record."),
            "cause": each.body.get("cause"),
            "changes": teller.changes(each),
        }
        for each in past
    ]


class _Teller:
    """Old and new values as texts; fields the asker may not read are left out, masked ones stay masked."""

    def __init__(self, unit: ReadUnit, live: LiveApp, asker: Asker, form: str, past: list[Past]) -> None:
        self.columns = live.access.columns(form, asker.actor)
        self.fields = live.app.model.entities[form].fields
        self.locale = asker.actor.locale
        self.zone = live.app.zone
        self.names = self._titles(unit, live, asker, past)

    def _titles(self, unit: ReadUnit, live: LiveApp, asker: Asker, past: list[Past]) -> dict[str, str | None]:
        wanted: dict[str, set[str]] = {}
        for each in past:
            for key, pair in each.body.get("fields", {}).items():
                field = self.fields.get(key)
                if field is not None and field.target is not None:
                    sides = [side if isinstance(side, list) else [side] for side in pair]
                    wanted.setdefault(field.target, set()).update(id_ for side in sides for id_ in side if id_)
        found: dict[str, str | None] = {}
        for target, ids in wanted.items():
            found.update(titles(unit, live, asker, target, ids))
        return found

    def changes(self, past: Past) -> list[JsonObject]:
        shown = []
        for key, (old, new) in past.body.get("fields", {}).items():
            field = self.fields.get(key)
            if field is not None and key in self.columns.readable:
                told = {"old": self._text(field, old), "new": self._text(field, new)}
                shown.append({"field": key, "label": field.label.wire(), **told})
        return shown

    def _text(self, field: Field, wire: Json) -> str:
        if wire is None or wire in ("", []):
            return _BLANK
        if field.target is not None:
            ids = wire if isinstance(wire, list) else [wire]
            return listed((self.names.get(id_) or _BLANK for id_ in ids), self.locale)
        try:
            value = field.face.parse(field.face_options, wire)
        except FieldError:
            return str(wire)
        if field.key in self.columns.masked:
            return field.face.mask(field.face_options, value)
        return field.face.text(field.face_options, value, self.locale, self.zone)
